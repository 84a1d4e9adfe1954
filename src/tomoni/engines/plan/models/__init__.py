"""The plan's tables: what the plan says (structure), what is measured (indicators), and the figures themselves."""

from .figures import FigureImport, IndicatorValue, Kind, Observation, Restatement, Span, Working
from .indicators import Indicator, IndicatorDefinition, IndicatorNote, Nature, Target
from .structure import Contribution, Goal, Measure, MeasureGroup, Plan, Policy, ServiceOfPlan, Topic, ValueProject

__all__ = [
    "Contribution",
    "FigureImport",
    "Goal",
    "Indicator",
    "IndicatorDefinition",
    "IndicatorNote",
    "IndicatorValue",
    "Kind",
    "Measure",
    "MeasureGroup",
    "Nature",
    "Observation",
    "Plan",
    "Policy",
    "Restatement",
    "ServiceOfPlan",
    "Span",
    "Target",
    "Topic",
    "ValueProject",
    "Working",
]
