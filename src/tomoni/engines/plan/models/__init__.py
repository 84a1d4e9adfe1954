"""The plan's tables: what the plan says (structure), what is measured (indicators), and the figures themselves."""

from .citations import Citation, Follower, RestatementNotice
from .comparisons import ComparedCity, ComparedFigure, ComparedIndicator
from .documents import DocumentLine, PlanDocument
from .editions import Edition, EditionFile
from .figures import FigureImport, IndicatorValue, Kind, Observation, Restatement, Span, Working
from .indicators import Indicator, IndicatorDefinition, IndicatorNote, Nature, Target
from .proposals import TargetProposal
from .structure import Contribution, Goal, Measure, MeasureGroup, Plan, Policy, ServiceOfPlan, Topic, ValueProject

__all__ = [
    "Citation",
    "ComparedCity",
    "ComparedFigure",
    "ComparedIndicator",
    "Contribution",
    "DocumentLine",
    "Edition",
    "EditionFile",
    "FigureImport",
    "Follower",
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
    "PlanDocument",
    "Policy",
    "Restatement",
    "RestatementNotice",
    "ServiceOfPlan",
    "Span",
    "Target",
    "TargetProposal",
    "Topic",
    "ValueProject",
    "Working",
]
