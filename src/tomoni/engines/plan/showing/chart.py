"""The chart of an indicator: what is drawn, and the words around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tomoni.base.clock import FiscalYear
from tomoni.base.design.shapes import LegendItem

from .. import charts
from ..figures import Figure
from ..models import Kind, Observation
from ..models.words import spoken
from ..published import interval_of
from ..rules import Interval
from ..wording import said_number, unit_of, with_unit, year_tick, year_word
from .table import rows_of


@dataclass(frozen=True)
class Chart:
    """A picture with the words around it."""

    caption: str
    title: str
    unit: str
    says: str
    picture: charts.Picture
    legend: list[LegendItem]
    level: bool
    band: bool


def chart_of(figure: Figure) -> Chart | None:
    """The chart of an indicator; None while nothing is known but the target."""
    known = sorted(_drawn_points(figure), key=lambda one: one.on)
    if not known or figure.target is None:
        return None
    level = figure.is_survey or bool(figure.baseline and figure.baseline.correction)
    target = charts.Known(
        figure.target.day,
        float(figure.target.value),
        "target",
        _("目標 %(value)s") % {"value": said_number(figure.target_value, figure.indicator.places)},
    )
    band = _band_of(figure)
    asked = charts.Asked(
        known=tuple(known),
        target=target,
        years=tuple(_years(known[0].on, figure.target.day)),
        need_from=_need_from(figure, known, level=level),
        band=(float(band.low), float(band.high)) if band else None,
        joined=not figure.is_survey,
        correction=_correction_of(figure),
    )
    return Chart(
        caption=_caption(figure),
        title=figure.indicator.name,
        unit=_axis_unit(figure),
        says=_all_values(figure),
        picture=charts.draw(asked),
        legend=list(_legend(figure, known, level=level)),
        level=level,
        band=band is not None,
    )


def _drawn_points(figure: Figure) -> Iterable[charts.Known]:
    places = figure.indicator.places
    if figure.baseline:
        first, now = figure.baseline.first, figure.baseline.observation
        if figure.baseline.correction:
            label = _("%(value)s はじめの公表") % {"value": said_number(first.value, places)}
            yield charts.Known(first.day, float(first.value), "gone", label)
        yield _known(figure, now, label=True)
    newest = figure.history[-1].observation if figure.history else None
    published = [one.observation for one in figure.history if one.observation.kind != Kind.INVENTED]
    for one in figure.history:
        observation = one.observation
        named = observation is newest if figure.evidence is None else False
        yield _known(figure, observation, label=named or (bool(published) and observation is published[-1]))
    if figure.evidence is not None and figure.value is not None and figure.day is not None:
        yield charts.Known(
            figure.day,
            float(figure.value),
            "made" if figure.invented else "dot",
            said_number(figure.value, places),
            *_floats(figure.interval),
        )


def _known(figure: Figure, observation: Observation, *, label: bool) -> charts.Known:
    interval = interval_of(observation, assumed_n=figure.indicator.assumed_n) if figure.is_survey else None
    return charts.Known(
        observation.day,
        float(observation.value),
        "made" if observation.kind == Kind.INVENTED or observation.year_so_far else "dot",
        said_number(observation.value, figure.indicator.places) if label else "",
        *_floats(interval),
    )


def _floats(interval: Interval | None) -> tuple[float | None, float | None]:
    return (float(interval.low), float(interval.high)) if interval else (None, None)


def _band_of(figure: Figure) -> Interval | None:
    """Today's interval across the chart, when the target lies in it."""
    inside = figure.interval is not None and figure.target is not None and figure.target.value in figure.interval
    return figure.interval if inside else None


def _need_from(figure: Figure, known: Sequence[charts.Known], *, level: bool) -> tuple[date, float] | None:
    if level and figure.target:
        return min(one.on for one in known), float(figure.target.value)
    if figure.baseline:
        return figure.baseline.observation.day, float(figure.baseline.observation.value)
    return None


def _correction_of(figure: Figure) -> tuple[date, float, float, str] | None:
    baseline = figure.baseline
    if baseline is None or baseline.correction is None:
        return None
    difference = baseline.observation.value - baseline.first.value
    sign = "＋" if difference > 0 else "−"
    words = _("訂正 %(sign)s%(difference)s") % {
        "sign": sign,
        "difference": said_number(abs(difference), figure.indicator.places),
    }
    return baseline.observation.day, float(baseline.first.value), float(baseline.observation.value), words


def _years(first: date, last: date) -> Iterable[tuple[date, str]]:
    year = FiscalYear.of(first)
    while year.last <= last:
        if year.last >= first:
            yield year.last, year_tick(year.last)
        year = year.next


def _caption(figure: Figure) -> str:
    name = {"title": spoken(figure.indicator, "short")}
    if figure.baseline and figure.baseline.correction:
        return _("%(title)s：訂正の前と後") % name
    return _("%(title)s：割合とぶれの幅") % name if figure.is_survey else _("%(title)sの動きと目標") % name


def _axis_unit(figure: Figure) -> str:
    unit = unit_of(figure.indicator)
    return _("%(unit)s（低いほどよい）") % {"unit": unit} if figure.indicator.direction == "lower" else unit


def _all_values(figure: Figure) -> str:
    """All values in one sentence, for those who hear the page."""
    rows = [f"{row.when} {row.value}" for row in rows_of(figure)]
    target = _("目標 %(day)s %(value)s") % {
        "day": year_word(figure.target.day) if figure.target else "",
        "value": with_unit(figure.indicator, figure.target_value),
    }
    return (
        f"{_SEPARATOR.get(get_language() or 'ja', '、').join([*rows, target])}{'.' if get_language() == 'en' else '。'}"
    )


_SEPARATOR = {"en": "; "}


def _legend(figure: Figure, known: Sequence[charts.Known], *, level: bool) -> Iterable[LegendItem]:
    marks = {one.mark for one in known}
    corrected = figure.baseline is not None and figure.baseline.correction is not None
    if "gone" in marks:
        yield LegendItem("gone", _("はじめに公表した値（訂正済み）"))
    if "dot" in marks:
        yield LegendItem("dot", _("訂正後の値") if corrected else _("公表された値"))
    if "made" in marks:
        invented = figure.invented or any(one.observation.kind == Kind.INVENTED for one in figure.history)
        yield LegendItem("made", _("見本の値（作りもの）") if invented else _("年度の途中の値"))
    if figure.is_survey:
        yield LegendItem("bar", _("ぶれの幅（95％）"))
    target = with_unit(figure.indicator, figure.target_value)
    yield LegendItem("need", _("目標 %(value)s") % {"value": target} if level else _("目標までの目安"))
    if not level:
        yield LegendItem("target", _("目標"))
