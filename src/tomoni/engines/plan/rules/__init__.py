"""Arithmetic of the plan. Plain Python: the day, the counts and the figures come in as arguments."""

from .freshness import Age, Freshness, age_of
from .paths import Direction, Path
from .projections import Point, Projection, project
from .rounding import Rounding
from .surveys import (
    Change,
    Interval,
    Z,
    chance_of_noticing,
    change_between,
    needed_sample,
    smallest_change,
    wilson,
)
from .verdicts import Judgement, Reason, Verdict, judge

__all__ = [
    "Age",
    "Change",
    "Direction",
    "Freshness",
    "Interval",
    "Judgement",
    "Path",
    "Point",
    "Projection",
    "Reason",
    "Rounding",
    "Verdict",
    "Z",
    "age_of",
    "chance_of_noticing",
    "change_between",
    "judge",
    "needed_sample",
    "project",
    "smallest_change",
    "wilson",
]
