"""The plan of the database as its file would say it: what a draft is laid upon and compared with."""

from typing import Any

from tomoni.base.city.api import CityData
from tomoni.base.city.kinds import KINDS
from tomoni.base.city.loading import told_by_database

from ..files import (
    DefinitionSaid,
    FigureSaid,
    GoalSaid,
    GroupSaid,
    IndicatorSaid,
    MeasureSaid,
    PlanFile,
    PlanSaid,
    PolicySaid,
    ProjectSaid,
    ServiceSaid,
)
from ..models import Plan
from .exporting import Standing

LISTS: dict[str, type[CityData]] = {
    "goal": GoalSaid,
    "project": ProjectSaid,
    "service": ServiceSaid,
    "policy": PolicySaid,
    "group": GroupSaid,
    "measure": MeasureSaid,
    "indicator": IndicatorSaid,
    "definition": DefinitionSaid,
}
FIGURES = ("plan.figure", "plan.target")
LOADED = ("plan.plan", *(f"plan.{name}" for name in LISTS), *FIGURES)


def standing_plan(plan: Plan | None) -> Standing:
    """A plan of the database with its baselines and targets; nothing stands where there is none."""
    if plan is None:
        return Standing()
    said = next(row for row in _rows("plan.plan") if row.key == plan.key)
    lists: dict[str, Any] = {
        name: [_said(row, model) for row in _in_order(name, plan.key)] for name, model in LISTS.items()
    }
    whole = PlanFile(plan=PlanSaid.model_validate(said.model_dump()), **lists)
    known = {indicator.key for indicator in whole.indicator}
    figures = [
        FigureSaid.model_validate(row.model_dump())
        for kind in FIGURES
        for row in _rows(kind)
        if row.kind in {"baseline", "target"} and row.indicator in known
    ]
    return Standing(whole, figures)


def _rows(kind: str) -> list[Any]:
    return [row for _thing, row in told_by_database(KINDS[kind]).values()]


def _in_order(name: str, plan: str) -> list[Any]:
    rows = [row for row in _rows(f"plan.{name}") if getattr(row, "plan", plan) == plan]
    return sorted(rows, key=lambda row: getattr(row, "order", 0))


def _said(row: CityData, model: type[CityData]) -> CityData:
    return model.model_validate(row.model_dump(include=set(model.model_fields)))
