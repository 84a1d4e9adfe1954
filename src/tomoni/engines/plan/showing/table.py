"""All known figures of an indicator as the lines of a table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from ..figures import Figure
from ..models import Kind
from ..models.words import spoken
from ..published import Published, interval_of
from ..wording import moment, moment_of, said_number, said_range, spoken_source

LONG_NOTE = 60


@dataclass(frozen=True)
class Row:
    """One line of an indicator's table."""

    when: str
    value: str
    source: str
    url: str = ""
    note: str = ""
    was: str = ""
    parts: tuple[str, ...] = ()
    interval: str = ""
    n: str = ""
    unweighted: str = ""
    invented: bool = False


def rows_of(figure: Figure) -> list[Row]:
    """All known figures of an indicator, oldest first; today's count last."""
    published = sorted(
        [*figure.history, *([figure.baseline] if figure.baseline else [])], key=lambda one: one.observation.day
    )
    rows = [_row(figure, one) for one in published]
    if figure.evidence is not None and figure.value is not None and figure.day is not None:
        rows.append(_row_of_today(figure, figure.day))
    return rows


def _row(figure: Figure, one: Published) -> Row:
    observation, places = one.observation, figure.indicator.places
    interval = interval_of(observation, assumed_n=figure.indicator.assumed_n) if figure.is_survey else None
    return Row(
        when=moment_of(observation),
        value=said_number(observation.value, places),
        source=spoken_source(observation),
        url=observation.url,
        note=spoken(observation, "note") if len(spoken(observation, "note")) <= LONG_NOTE else "",
        was=said_number(one.first.value, places) if one.correction else "",
        parts=tuple(_part(observation.breakdown.get(part["key"])) for part in figure.indicator.parts),
        interval=said_range(interval, places),
        n=f"{observation.n:,}" if observation.n else "―",
        unweighted=said_number(observation.unweighted, places),
        invented=observation.kind == Kind.INVENTED,
    )


def _row_of_today(figure: Figure, day: date) -> Row:
    return Row(
        when=moment(day, figure.span, figure.indicator.nature),
        value=said_number(figure.value, figure.indicator.places),
        source=_("記録から数えた値"),
        parts=tuple(_part(figure.breakdown.get(part["key"])) for part in figure.indicator.parts),
        interval=said_range(figure.interval, figure.indicator.places),
        n=f"{figure.n:,}" if figure.n else "―",
        unweighted="―",
        invented=figure.invented,
    )


def _part(number: object) -> str:
    return "―" if number is None else said_number(Decimal(str(number)))
