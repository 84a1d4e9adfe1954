"""Where groups are active, as dots on a small picture of the city."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .models import Group

HEIGHT, EDGE = 384, 24


@dataclass(frozen=True)
class Dot:
    """One group: `x` in percent of the width, `y` in pixels, so that the picture stretches without a viewBox."""

    group: Group
    x: Decimal
    y: Decimal


def dots(groups: Iterable[Group]) -> list[Dot]:
    """The groups that have a place, set so that all of them fit."""
    placed = [(group, group.lat, group.lon) for group in groups if group.lat is not None and group.lon is not None]
    if not placed:
        return []
    south, north = min(lat for _, lat, _ in placed), max(lat for _, lat, _ in placed)
    west, east = min(lon for *_, lon in placed), max(lon for *_, lon in placed)
    high, wide = max(north - south, Decimal("0.01")), max(east - west, Decimal("0.01"))
    return [
        Dot(
            group,
            x=(4 + 92 * (lon - west) / wide).quantize(Decimal("0.01")),
            y=(EDGE + (HEIGHT - 2 * EDGE) * (north - lat) / high).quantize(Decimal("0.1")),
        )
        for group, lat, lon in placed
    ]
