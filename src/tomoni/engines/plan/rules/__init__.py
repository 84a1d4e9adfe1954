"""Arithmetic of the plan. Plain Python: the day, the counts and the figures come in as arguments."""

from .freshness import Age, Freshness, age_of
from .paths import Direction, Path
from .projections import Point, Projection, project
from .realism import Examined, Finding, Known, Noticing, Rates, Sample, examine
from .rounding import Rounding
from .steps import Step, best_step, within, yearly_steps
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
from .what_if import YEARS, Needed, Pace, Silence, WhatIf, what_if

__all__ = [
    "YEARS",
    "Age",
    "Change",
    "Direction",
    "Examined",
    "Finding",
    "Freshness",
    "Interval",
    "Judgement",
    "Known",
    "Needed",
    "Noticing",
    "Pace",
    "Path",
    "Point",
    "Projection",
    "Rates",
    "Reason",
    "Rounding",
    "Sample",
    "Silence",
    "Step",
    "Verdict",
    "WhatIf",
    "Z",
    "age_of",
    "best_step",
    "chance_of_noticing",
    "change_between",
    "examine",
    "judge",
    "needed_sample",
    "project",
    "smallest_change",
    "what_if",
    "wilson",
    "within",
    "yearly_steps",
]
