"""The published rule by which a figure is called reached, on the way, behind, or undecided.

In this order: *reached*, when the figure, or the whole of its interval, is at or past the target; *on the way*, when
the figure, or the worse end of its interval, has come at least a set share (0.8) of the time that has passed;
*behind*, when the figure has not and even the better end of its interval is short of the time; else *cannot tell*.
A figure that is counted in full has an interval of no width. A target on the wrong side of its baseline cannot be
judged by position at all. Every verdict comes with its reason.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .paths import Path
from .surveys import Interval


class Verdict(StrEnum):
    REACHED = "reached"
    ON_THE_WAY = "on_the_way"
    BEHIND = "behind"
    CANNOT_TELL = "cannot_tell"
    NO_FIGURE = "no_figure"


class Reason(StrEnum):
    """Why a verdict is what it is; the screens have the words."""

    AT_OR_PAST_TARGET = "at_or_past_target"
    INTERVAL_PAST_TARGET = "interval_past_target"
    KEEPS_PACE = "keeps_pace"
    INTERVAL_KEEPS_PACE = "interval_keeps_pace"
    SHORT_OF_PACE = "short_of_pace"
    INTERVAL_SHORT_OF_PACE = "interval_short_of_pace"
    INTERVAL_TOO_WIDE = "interval_too_wide"
    TARGET_CONTRADICTS_DIRECTION = "target_contradicts_direction"
    TARGET_EQUALS_BASELINE = "target_equals_baseline"
    NO_VALUE = "no_value"
    NO_TARGET = "no_target"


@dataclass(frozen=True)
class Judgement:
    """A verdict with its reason, and the numbers it was made from where there are any."""

    verdict: Verdict
    reason: Reason
    position: Decimal | None = None
    expected: Decimal | None = None
    pace: Decimal | None = None


def judge(
    path: Path | None,
    value: Decimal | None,
    *,
    on: date,
    interval: Interval | None = None,
    share: Decimal = Decimal("0.8"),
) -> Judgement:
    """The verdict on a figure of the day `on`. `interval` is in the figure's own unit."""
    if value is None:
        return Judgement(Verdict.NO_FIGURE, Reason.NO_VALUE)
    if path is None:
        return Judgement(Verdict.CANNOT_TELL, Reason.NO_TARGET)
    expected = path.expected(on)
    position, pace = path.position(value), path.pace(value, on)
    verdict, reason = _verdict(path, value, interval, need=share * expected, expected=expected)
    return Judgement(verdict, reason, position, expected, pace)


def _verdict(
    path: Path, value: Decimal, interval: Interval | None, *, need: Decimal, expected: Decimal
) -> tuple[Verdict, Reason]:
    if path.contradicts:
        return Verdict.CANNOT_TELL, Reason.TARGET_CONTRADICTS_DIRECTION
    ends = (value,) if interval is None else (interval.low, interval.high)
    if all(path.at_or_past(end) for end in ends):
        reached = Reason.AT_OR_PAST_TARGET if interval is None else Reason.INTERVAL_PAST_TARGET
        return Verdict.REACHED, reached
    places = [place for end in ends if (place := path.position(end)) is not None]
    point = path.position(value)
    if point is None:
        return Verdict.CANNOT_TELL, Reason.TARGET_EQUALS_BASELINE
    if min(places) >= need:
        return Verdict.ON_THE_WAY, Reason.KEEPS_PACE if interval is None else Reason.INTERVAL_KEEPS_PACE
    if point < need and max(places) < expected:
        return Verdict.BEHIND, Reason.SHORT_OF_PACE if interval is None else Reason.INTERVAL_SHORT_OF_PACE
    return Verdict.CANNOT_TELL, Reason.INTERVAL_TOO_WIDE
