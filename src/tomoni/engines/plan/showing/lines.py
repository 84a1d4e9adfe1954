"""One indicator in a line: name, track, number, verdict; and how many of each verdict there are."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.base.design.parts.words import VERDICTS
from tomoni.base.design.shapes import TallyItem, Track

from ..figures import Figure
from ..published import Published
from ..queries import PlanNow
from ..rules import Verdict
from ..wording import said_number, unit_of, when, with_unit, year_word


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as the plan's pages list it."""

    figure: Figure
    url: str
    title: str
    when: str
    number: str
    unit: str
    track: Track

    @property
    def verdict(self) -> str:
        return self.figure.judgement.verdict.value


def line_of(figure: Figure) -> IndicatorLine:
    return IndicatorLine(
        figure,
        url=reverse("plan-indicator", args=[figure.indicator.key]),
        title=figure.indicator.name,
        when=when(figure),
        number=said_number(figure.value, figure.indicator.places),
        unit=unit_of(figure.indicator),
        track=track_of(figure),
    )


def track_of(figure: Figure) -> Track:
    """The line from baseline to target. Where position has no meaning, the ring stands at the end it would have."""
    places = figure.indicator.places
    base = said_number(figure.baseline_value, places)
    if figure.baseline and figure.baseline.correction:
        base = _("%(first)s→%(now)s 訂正") % {"first": said_number(figure.baseline.first.value, places), "now": base}
    facts = {
        "title": figure.indicator.name,
        "baseline": base,
        "value": with_unit(figure.indicator, figure.value),
        "target": said_number(figure.target_value, places),
        "verdict": VERDICTS[figure.judgement.verdict.value],
    }
    low, high = _span(figure)
    return Track(
        says=_("%(title)s: 基準 %(baseline)s、いま %(value)s、目標 %(target)s。判定 %(verdict)s") % facts,
        left=_("%(year)s %(value)s") % {"year": _year_of(figure.baseline), "value": base},
        right=_("目標 %(year)s %(value)s") % {"year": _target_year(figure), "value": facts["target"]},
        now=_drawn(figure),
        pace=_float(figure.judgement.expected),
        low=low,
        high=high,
        sure=figure.judgement.verdict not in (Verdict.CANNOT_TELL, Verdict.NO_FIGURE),
    )


def _year_of(published: Published | None) -> str:
    return year_word(published.observation.day) if published else ""


def _target_year(figure: Figure) -> str:
    return year_word(figure.target.day) if figure.target else ""


def _drawn(figure: Figure) -> float | None:
    if figure.value is None or figure.path is None:
        return None
    if figure.judgement.position is not None:
        return float(figure.judgement.position)
    return 1.2 if figure.path.at_or_past(figure.value) else 0.0


def _span(figure: Figure) -> tuple[float | None, float | None]:
    if figure.interval is None or figure.path is None:
        return None, None
    ends = [figure.path.position(figure.interval.low), figure.path.position(figure.interval.high)]
    if None in ends:
        return None, None
    low, high = sorted(float(end) for end in ends if end is not None)
    return low, high


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def tally_of(now: PlanNow) -> list[TallyItem]:
    """How many indicators have each verdict; "no figure yet" only where there is one."""
    return [
        TallyItem(verdict.value, number, VERDICTS[verdict.value])
        for verdict, number in now.tally.items()
        if number or verdict is not Verdict.NO_FIGURE
    ]
