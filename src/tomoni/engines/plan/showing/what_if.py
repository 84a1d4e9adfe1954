"""If the pace of the last years holds, and what it would take: for one indicator in words, for all of them in lines."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..figures import Figure
from ..models import Kind
from ..rules import Needed, Pace, Point, Rounding, Silence, Step, WhatIf, what_if, yearly_steps
from ..wording import change_with_unit, said_range, with_unit, year_long, year_word

SILENCES = {
    Silence.NO_TARGET: gettext_lazy("目標がまだ決まっていません。"),
    Silence.NO_FIGURE: gettext_lazy("計画が始まってからの値が、まだありません。"),
    Silence.TIME_IS_UP: gettext_lazy("期日が過ぎました。"),
    Silence.TOO_FEW: gettext_lazy("この年数の間に値が3つないので、言えません。"),
    Silence.WITHIN_NOISE: gettext_lazy(
        "この年数の変化は調査のぶれの中にあり、進んだとも戻ったとも言えないので、先のことは言えません。"
    ),
    Silence.CONTRADICTS: gettext_lazy("この目標は、基準の値よりよい値ではありません。このままでは判定できません。"),
}


@dataclass(frozen=True)
class Answer:
    """Both answers for one indicator, in the language of the page. An empty text is an answer that there is not."""

    figure: Figure
    found: WhatIf
    now: str
    target: str
    pace: str = ""
    value: str = ""
    band: str = ""
    verdict: str = "cannot_tell"
    needed: str = ""
    best: str = ""
    times: str = ""
    says: str = ""
    takes: str = ""
    invented: bool = False


@dataclass(frozen=True)
class Year:
    """The change of one year, for the table below the answer."""

    when: str
    change: str
    used: bool


def answer_of(figure: Figure, *, years: int) -> Answer:
    """What becomes of an indicator if the last `years` years go on, and what its target would take."""
    found = what_if(figure.path, _points(figure), years=years, share=figure.share)
    indicator, pace, needed = figure.indicator, found.pace, found.needed
    return Answer(
        figure,
        found,
        now=with_unit(indicator, figure.value),
        target=with_unit(indicator, figure.target_value),
        pace=_rate(figure, pace.per_year) if pace else "",
        value=with_unit(indicator, _placed(figure, pace.value)) if pace else "",
        band=said_range(pace.band, indicator.places) if pace else "",
        verdict=pace.judgement.verdict.value if pace else "cannot_tell",
        needed=_rate(figure, needed.per_year) if needed else "",
        best=_rate(figure, needed.best.per_year) if needed and needed.best else "",
        times=str(Rounding.HALF_UP.to(1, needed.times)) if needed and needed.times is not None else "",
        says=_says(figure, found, pace),
        takes=_takes(figure, needed),
        invented=_invented(figure, found),
    )


def years_of(figure: Figure, answer: Answer) -> list[Year]:
    """Every year-to-year change there is, the newest first, and whether the answer was made from it."""
    used = {point.on for point in answer.found.points[1:]}
    return [
        Year(_span(step), _rate(figure, step.per_year), step.until.on in used)
        for step in reversed(yearly_steps(_points(figure)))
    ]


def _points(figure: Figure) -> tuple[Point, ...]:
    """What is known up to the value's day. Before the first value of the plan there is nothing to carry on."""
    return figure.points if figure.value is not None else ()


def _says(figure: Figure, found: WhatIf, pace: Pace | None) -> str:
    if pace is None:
        assert found.silence is not None
        return str(SILENCES[found.silence])
    facts = {
        "years": found.years,
        "pace": _rate(figure, pace.per_year),
        "day": year_long(_end(found)),
        "value": with_unit(figure.indicator, _placed(figure, pace.value)),
        "low": with_unit(figure.indicator, _placed(figure, pace.band.low)),
        "high": with_unit(figure.indicator, _placed(figure, pace.band.high)),
        "target": with_unit(figure.indicator, figure.target_value),
    }
    said = _("この%(years)d年の調子（1年に%(pace)s）が続くと、%(day)sの終わりには%(value)sになります。") % facts
    if figure.is_survey:
        said += _("調査のぶれを入れると、%(low)sから%(high)sの間です。") % facts
    elif pace.band.half_width:
        said += _("その間のいちばん悪い年といちばんよい年の調子なら、%(low)sから%(high)sの間です。") % facts
    return said + _("目標は%(target)sです。") % facts


def _takes(figure: Figure, needed: Needed | None) -> str:
    if needed is None:
        return ""
    if not needed.per_year:
        return _("もう目標に届いています。")
    facts = {
        "need": _rate(figure, needed.per_year),
        "left": Rounding.HALF_UP.to(1, needed.years),
        "best": _rate(figure, needed.best.per_year) if needed.best else "",
        "best_year": year_long(needed.best.until.on) if needed.best else "",
        "times": Rounding.HALF_UP.to(1, needed.times) if needed.times is not None else "",
    }
    said = _("目標に届くには、残りの%(left)s年、1年に%(need)sが要ります。") % facts
    if needed.best is None:
        return said + _("年ごとの値が足りないので、これまでの速さとは比べられません。")
    if needed.times is None:
        return said + _("これまでに、目標のほうへ進んだ年がありません。")
    if needed.times > 1:
        return (
            said
            + _("これまででいちばん進んだ年（%(best_year)s、%(best)s）の%(times)s倍で、まだ一度もない速さです。")
            % facts
        )
    return said + _("これまででいちばん進んだ年（%(best_year)s、%(best)s）の%(times)s倍です。") % facts


def _invented(figure: Figure, found: WhatIf) -> bool:
    made = {one.observation.day for one in figure.history if one.observation.kind == Kind.INVENTED}
    return figure.invented or any(point.on in made for point in found.points)


def _span(step: Step) -> str:
    return f"{year_word(step.since.on)} → {year_word(step.until.on)}"


def _end(found: WhatIf) -> date:
    assert found.on is not None
    return found.on


def _placed(figure: Figure, value: Decimal) -> Decimal:
    return Rounding.HALF_UP.to(figure.indicator.places, value)


def _rate(figure: Figure, change: Decimal) -> str:
    return change_with_unit(figure.indicator, Rounding.HALF_UP.to(max(figure.indicator.places, 1), change))
