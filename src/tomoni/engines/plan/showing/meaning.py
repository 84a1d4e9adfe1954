"""What a target asks for, or what becomes of it with another baseline, in sentences."""

from datetime import date
from decimal import Decimal

from ..figures import Figure
from .realism import read_realism


def what_it_would_mean(figure: Figure, *, target: Decimal, day: date, baseline: Decimal | None = None) -> list[str]:
    """The sentences for a target, or for the target that stands with another baseline."""
    if figure.baseline is None or day <= figure.baseline.observation.day:
        return []
    return read_realism(figure, target=target, day=day, baseline=baseline).sentences
