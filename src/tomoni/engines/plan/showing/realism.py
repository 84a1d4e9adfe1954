"""What a target was held against, in sentences and numbers: at the desk, on the paper, and in public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tomoni.base.design.parts.days import day as said_day
from tomoni.base.design.parts.words import VERDICTS

from ..figures import Figure
from ..models import Nature
from ..models.words import spoken
from ..rules import Direction, Examined, Finding, Known, Point, Rounding, Sample, examine
from ..wording import change_with_unit, with_unit, year_long

FULL_SHARE = Decimal(100)


@dataclass(frozen=True)
class Warned:
    """A finding in words. It makes somebody think; it forbids nothing."""

    finding: Finding
    words: str


@dataclass(frozen=True)
class Read:
    """What somebody reads before a target is set."""

    warnings: tuple[Warned, ...] = ()
    said: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()

    @property
    def sentences(self) -> list[str]:
        return [*(warning.words for warning in self.warnings), *self.said]

    def kept(self, on: date) -> dict[str, Any]:
        """As it is kept with the proposal."""
        return {
            "on": on.isoformat(),
            "warnings": [{"finding": one.finding.value, "words": one.words} for one in self.warnings],
            "said": list(self.said),
            "numbers": [list(pair) for pair in self.numbers],
        }


def known_of(figure: Figure, baseline: Decimal | None = None) -> Known | None:
    """What the rules need to know of an indicator; with another baseline, as after a correction. None without one."""
    if figure.baseline is None:
        return None
    indicator, standing = figure.indicator, figure.baseline.observation
    start = Point(standing.day, standing.value if baseline is None else baseline)
    survey = indicator.nature == Nature.SURVEY
    return Known(
        start,
        Direction(indicator.direction),
        points=tuple(start if point.on == start.on else point for point in figure.points),
        latest=Point(figure.day, figure.value) if figure.value is not None and figure.day else None,
        interval=figure.interval,
        places=indicator.places,
        floor=None if indicator.nature == Nature.RATIO else Decimal(0),
        ceiling=indicator.most if indicator.most is not None else FULL_SHARE if survey else None,
        target=figure.target.value if figure.target else None,
        sample=Sample(indicator.planned_n, indicator.planned_deff) if survey and indicator.planned_n else None,
    )


def read_realism(figure: Figure, *, target: Decimal, day: date, baseline: Decimal | None = None) -> Read:
    """The target held against everything that is known, in the language of the page."""
    known = known_of(figure, baseline)
    if known is None or day <= known.baseline.on:
        return Read(said=(_("基準の値がないので、この目標を確かめることができません。"),))
    found = examine(known, target=target, day=day, share=figure.share)
    facts = _facts(figure, known, found, target)
    warnings = tuple(Warned(finding, _warning(finding, figure, facts)) for finding in found.warnings)
    return Read(warnings, tuple(_said(found, facts)), tuple(_numbers(figure, found)))


def _warning(finding: Finding, figure: Figure, facts: dict[str, Any]) -> str:
    if finding is Finding.BEYOND_POSSIBLE and figure.indicator.most is not None:
        return _("目標が、%(most_words)s（%(most)s）より大きい値です。") % facts
    if finding is Finding.FASTER_THAN_EVER and not facts["times"]:
        return _("これまでに、目標のほうへ進んだ年がありません。")
    return {
        Finding.CONTRADICTS: _("この目標は、基準の値よりよい値ではありません。このままでは判定できません。"),
        Finding.STANDS_STILL: _("目標と基準が同じ値なので、進みを計算できません。"),
        Finding.ALREADY_THERE: _("いまの値（%(now)s）は、もうこの目標に届いています。"),
        Finding.EASIER_THAN_BEFORE: _("いまの目標（%(before)s）より、届きやすい目標です。"),
        Finding.BEYOND_POSSIBLE: _("割合は100％より大きくなりません。"),
        Finding.BELOW_NOTHING: _("数や割合は0より小さくなりません。"),
        Finding.HARDLY_NOTICED: _("毎回%(n)s人の調査では、この変化に気づける見込みは%(chance)s%%です。")
        + _("目標に届いても、届いたことをだれも言えないおそれがあります。"),
        Finding.WITHIN_NOISE: _(
            "基準と目標の差は%(step)sで、二回の調査を比べたときのぶれ（±%(smallest)s）をこえません。"
        ),
        Finding.IN_TODAYS_INTERVAL: _(
            "目標は、いまの値のぶれの幅の中にあります。届いたかどうかを言えないおそれがあります。"
        ),
        Finding.ONE_LAST_DIGIT: _(
            "基準と目標の差は、公表する最後の桁ひとつ分までです。端数や定義の決め方だけで動くおそれがあります。"
        ),
        Finding.FASTER_THAN_EVER: _(
            "いちばん進んだ年（%(best_year)s、%(best)s）の%(times)s倍を、毎年続けることになります。"
        ),
        Finding.FASTER_THAN_LATELY: _("この%(lately_years)s年の速さ（1年に%(lately)s）より速く進むことになります。"),
    }[finding] % facts


def _said(found: Examined, facts: dict[str, Any]) -> Iterable[str]:
    if found.noticing is not None:
        if Finding.HARDLY_NOTICED not in found.warnings:
            yield _("毎回%(n)s人の調査では、この変化に気づける見込みは%(chance)s%%です。") % facts
        yield _("8割の見込みで気づくには、毎回およそ%(needed)s人の答えが要ります。") % facts
        yield _("1回の調査のぶれの幅は±%(half_width)s、基準と目標の差は%(step)sです。") % facts
    if found.rates is not None:
        yield _("いまの値から届くには、1年に%(need)sの変化が要ります。") % facts
        yield _past(found, facts)
    if found.judgement.position is not None:
        yield _("この目標なら、%(day)sの進みは%(position)s%%、過ぎた時間は%(expected)s%%です。") % facts
        yield _("この目標で判定すると、いまは「%(verdict)s」です。") % facts


def _past(found: Examined, facts: dict[str, Any]) -> str:
    assert found.rates is not None
    if found.rates.best is None or found.rates.lately is None:
        return _("年ごとの値が足りないので、これまでの速さとは比べられません。")
    return _("この%(lately_years)s年は、1年に%(lately)sでした。いちばん進んだ年は%(best_year)sの%(best)sです。") % facts


def _numbers(figure: Figure, found: Examined) -> Iterable[tuple[str, str]]:
    facts = _facts(figure, known_of(figure), found, found.path.target)
    if found.noticing is not None:
        yield _("気づける見込み"), f"{facts['chance']}%"
        yield _("8割で気づくのに要る人数"), _("%(needed)s人") % facts
        yield _("1回の調査のぶれ"), f"±{facts['half_width']}"
        yield _("二回を比べるときのぶれ"), f"±{facts['smallest']}"
        yield _("基準と目標の差"), str(facts["step"])
        yield _("計算の式"), _("二つの割合の差の検定（5%、まとめた分散、有限母集団の補正なし）")
    if found.rates is not None:
        yield _("1年に要る変化"), str(facts["need"])
        yield _("これまでの年の変化"), str(facts["lately"] or "―")
        yield _("いちばん進んだ年"), f"{facts['best_year']} {facts['best']}".strip() or "―"
    if found.judgement.position is not None:
        yield _("進みと過ぎた時間"), f"{facts['position']}% / {facts['expected']}%"


def _facts(figure: Figure, known: Known | None, found: Examined, target: Decimal) -> dict[str, Any]:
    assert known is not None
    indicator, noticing, rates, judged = figure.indicator, found.noticing, found.rates, found.judgement
    facts: dict[str, Any] = {
        "now": with_unit(indicator, figure.value),
        "before": with_unit(indicator, figure.target_value),
        "most": with_unit(indicator, indicator.most),
        "most_words": spoken(indicator, "most_words"),
        "day": said_day(known.now.on),
        "verdict": VERDICTS[judged.verdict.value],
    }
    if noticing is not None:
        facts |= {
            "n": f"{noticing.sample.n:,}",
            "chance": round(noticing.chance * 100),
            "needed": f"{noticing.needed:,}" if noticing.needed else "―",
            "step": change_with_unit(indicator, Rounding.HALF_UP.to(1, noticing.step), signed=False),
            "half_width": change_with_unit(indicator, Rounding.HALF_UP.to(1, noticing.half_width), signed=False),
            "smallest": change_with_unit(indicator, Rounding.HALF_UP.to(1, noticing.smallest), signed=False),
        }
    if rates is not None:
        best = rates.best
        forward = best is not None and best.per_year * rates.required > 0
        facts |= {
            "need": change_with_unit(indicator, _rate(figure, rates.required)),
            "lately": change_with_unit(indicator, _rate(figure, rates.lately)) if rates.lately is not None else "",
            "lately_years": rates.lately_years,
            "best": change_with_unit(indicator, _rate(figure, best.per_year)) if best else "",
            "best_year": year_long(best.until.on) if best else "",
            "times": Rounding.HALF_UP.to(1, rates.required / best.per_year) if best and forward else None,
        }
    if judged.position is not None and judged.expected is not None:
        facts |= {"position": round(judged.position * 100), "expected": round(judged.expected * 100)}
    return facts


def _rate(figure: Figure, change: Decimal) -> Decimal:
    return Rounding.HALF_UP.to(max(figure.indicator.places, 1), change)
