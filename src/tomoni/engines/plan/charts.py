"""Geometry of the chart of an indicator. Plain Python: figures and days in, places on the picture out.

The picture has no viewBox: x is in per cent of its width, y in pixels of its fixed height, so that its words stay
readable on every screen. Time is to scale, from the first known figure to the target's day, and the ends of fiscal
years are its ticks. Every place is a string already, written with a point in every language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import floor, log10

LEFT, RIGHT = 13.0, 90.0  # first and last day
AXIS_FROM, AXIS_TO = 11.0, 96.0  # the lines of the grid
TOP, BOTTOM = 36.0, 276.0  # highest and lowest value
STEPS = (1, 2, 2.5, 4, 5, 10)
MOST_LINES = 7
WHISKER = 1.6
ROOM_BELOW = 0.125  # of the picture's height, for a number


@dataclass(frozen=True)
class Known:
    """A figure to draw. `mark`: dot (published), made (invented or provisional), gone (first published, corrected)."""

    on: date
    value: float
    mark: str
    label: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Asked:
    """What is drawn: known figures, the target, and what goes across the picture."""

    known: tuple[Known, ...]
    target: Known | None
    years: tuple[tuple[date, str], ...]  # ends of fiscal years and their names
    need_from: tuple[date, float] | None = None  # where the dashed line to the target begins
    band: tuple[float, float] | None = None  # today's interval, across the whole picture
    joined: bool = True  # figures are joined by a line
    correction: tuple[date, float, float, str] | None = None  # day, first value, corrected value, words


@dataclass(frozen=True)
class Mark:
    kind: str
    x: str
    y: str


@dataclass(frozen=True)
class Line:
    kind: str
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Label:
    text: str
    x: str
    y: str
    anchor: str
    kind: str = "p-strong"


@dataclass(frozen=True)
class Picture:
    """A drawn chart: the template only writes it down."""

    grid: tuple[tuple[str, Label], ...]  # y of the line, and its number
    ticks: tuple[Label, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    band: tuple[str, str] | None = None  # y and height
    arrow: Mark | None = None
    arrow_up: bool = False
    beneath: tuple[Line, ...] = field(default=())


class _Scale:
    """From days and values to places."""

    def __init__(self, asked: Asked) -> None:
        days = [one.on for one in asked.known] + ([asked.target.on] if asked.target else [])
        self.first, last = min(days), max(days)
        self.days = max((last - self.first).days, 1)
        self.ticks = ticks_for(list(_values(asked)))
        self.low, self.high = self.ticks[0], self.ticks[-1]

    def at(self, on: date) -> float:
        return LEFT + (RIGHT - LEFT) * (on - self.first).days / self.days

    def up(self, value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low)

    def x(self, on: date) -> str:
        return percent(self.at(on))

    def y(self, value: float) -> str:
        return pixels(self.up(value))


def percent(place: float) -> str:
    return f"{round(place, 2):g}%"


def pixels(place: float) -> str:
    return f"{round(place, 1):g}"


def ticks_for(values: Sequence[float]) -> list[float]:
    """Round numbers around the values: at most seven, the first below all and the last not below any."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    size = 10.0 ** floor(log10((high - low) / MOST_LINES))
    for step in (size * times for times in (*STEPS, *(10 * times for times in STEPS))):
        first, last = _down(low, step), -_down(-high, step)
        if (first or low < 0) and (low - first) < ROOM_BELOW * (last - first):
            first -= step  # room for a number under the lowest figure
        count = round((last - first) / step)
        if count < MOST_LINES:
            return [round(first + step * number, 10) for number in range(count + 1)]
    raise AssertionError("Some step is always wide enough.")


def _down(value: float, step: float) -> float:
    """The nearest multiple of the step that is not above the value."""
    return floor(round(value / step, 9)) * step


def _values(asked: Asked) -> Iterable[float]:
    for one in (*asked.known, *([asked.target] if asked.target else [])):
        yield one.value
        yield from (end for end in (one.low, one.high) if end is not None)


def tick_text(value: float, step: float) -> str:
    """A number of the axis with as many places as the step needs, and marks between the thousands."""
    places = max(0, -int(Decimal(repr(round(step, 10))).normalize().as_tuple().exponent))
    return f"{value:,.{places}f}"


def draw(asked: Asked) -> Picture:
    """The picture of at least one known figure."""
    scale = _Scale(asked)
    step = scale.ticks[1] - scale.ticks[0]
    grid = tuple(
        (scale.y(tick), Label(tick_text(tick, step), "9.5%", pixels(scale.up(tick) + 5), "end", ""))
        for tick in scale.ticks
    )
    correction = asked.correction
    return Picture(
        grid=grid,
        ticks=tuple(
            Label(name, scale.x(day), "300", "middle", "") for day, name in asked.years if scale.at(day) <= RIGHT + 0.01
        ),
        beneath=_need(asked, scale),
        lines=(*_joins(asked, scale), *_whiskers(asked, scale), *_fix(asked, scale)),
        marks=_marks(asked, scale),
        labels=tuple(_labels(asked, scale)),
        band=_band(asked, scale),
        arrow=Mark("p-fixhead", scale.x(correction[0]), pixels(_arrow_end(correction, scale))) if correction else None,
        arrow_up=bool(correction and correction[2] > correction[1]),
    )


def _need(asked: Asked, scale: _Scale) -> tuple[Line, ...]:
    if asked.target is None or asked.need_from is None:
        return ()
    day, value = asked.need_from
    return (Line("p-need", scale.x(day), scale.y(value), scale.x(asked.target.on), scale.y(asked.target.value)),)


def _joins(asked: Asked, scale: _Scale) -> Iterable[Line]:
    if not asked.joined:
        return
    points = [one for one in asked.known if one.mark != "gone"]
    for before, after in pairwise(points):
        yield Line("p-line", scale.x(before.on), scale.y(before.value), scale.x(after.on), scale.y(after.value))


def _whiskers(asked: Asked, scale: _Scale) -> Iterable[Line]:
    for one in asked.known:
        if one.low is None or one.high is None:
            continue
        x, low, high = scale.at(one.on), scale.y(one.low), scale.y(one.high)
        yield Line("p-bar", percent(x), low, percent(x), high)
        for end in (low, high):
            yield Line("p-bar", percent(x - WHISKER), end, percent(x + WHISKER), end)


def _fix(asked: Asked, scale: _Scale) -> Iterable[Line]:
    """The arrow of a correction, from the first figure to the one that is known now."""
    if asked.correction is None:
        return
    day, first, _now, _words = asked.correction
    end = _arrow_end(asked.correction, scale)
    way = 1 if end > scale.up(first) else -1
    yield Line("p-fix", scale.x(day), pixels(scale.up(first) + 8 * way), scale.x(day), pixels(end - 4 * way))


def _arrow_end(correction: tuple[date, float, float, str], scale: _Scale) -> float:
    first, now = scale.up(correction[1]), scale.up(correction[2])
    return now - 9 if now > first else now + 9


def _marks(asked: Asked, scale: _Scale) -> tuple[Mark, ...]:
    drawn = [Mark(f"p-{one.mark}", scale.x(one.on), scale.y(one.value)) for one in asked.known]
    if asked.target:
        drawn.append(Mark("p-target", scale.x(asked.target.on), scale.y(asked.target.value)))
    return tuple(drawn)


def _labels(asked: Asked, scale: _Scale) -> Iterable[Label]:
    """At most four words: under the figures, over the target, beside a correction."""
    target = asked.target
    if target:
        yield Label(target.label, "96%", pixels(scale.up(target.value) - 16), "end")
    for one in asked.known:
        if not one.label:
            continue
        if one.mark == "gone":
            yield Label(one.label, percent(scale.at(one.on) + 5), pixels(scale.up(one.value) + 5), "start", "")
            continue
        x, anchor = scale.at(one.on), "start" if asked.joined else "middle"
        if x < LEFT + 4:
            x, anchor = x - 1, "start"
        below = scale.up(one.low if one.low is not None else one.value) + (20 if one.low is not None else 26)
        above = scale.up(one.high if one.high is not None else one.value) - 14
        yield Label(one.label, percent(x), pixels(below if below < BOTTOM - 4 else above), anchor)
    if asked.correction:
        day, first, now, words = asked.correction
        middle = (scale.up(first) + scale.up(now)) / 2
        yield Label(words, percent(scale.at(day) + 5), pixels(middle - 8), "start", "p-word-fix")


def _band(asked: Asked, scale: _Scale) -> tuple[str, str] | None:
    if asked.band is None:
        return None
    low, high = (scale.up(end) for end in asked.band)
    return pixels(high), pixels(low - high)
