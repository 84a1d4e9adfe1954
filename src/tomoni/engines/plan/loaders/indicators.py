"""plan.toml: the indicators and how each is counted."""

from functools import partial

from tomoni.base.city.api import loadable

from ..files import PLAN, DefinitionRow, FactSaid, IndicatorRow, PartSaid, rows_of
from ..findable import put_indicator
from ..models import Indicator, IndicatorDefinition, MeasureGroup, Policy
from ..shared import shared_definitions

SAME = tuple(name for name in IndicatorRow.model_fields if name not in {"plan", "policy", "group", "key", "parts"})
SAME_OF_DEFINITION = tuple(
    name for name in DefinitionRow.model_fields if name not in {"plan", "indicator", "version", "facts"}
)
COUNTS = ("reading", "rounding", "valid_from")


def write_indicator(row: IndicatorRow) -> Indicator:
    policies = {policy.code: policy for policy in Policy.objects.filter(goal__plan__key=row.plan)}
    if row.policy not in policies:
        raise row.unknown("policy", row.policy, policies)
    groups = {group.code: group for group in MeasureGroup.objects.filter(policy=policies[row.policy])}
    if row.group and row.group not in groups:
        raise row.unknown("group of measures", row.group, groups)
    facts = row.model_dump(mode="python", include={*SAME, "parts"}) | {
        "group": groups[row.group] if row.group else None
    }
    indicator, _ = Indicator.objects.update_or_create(policy=policies[row.policy], key=row.key, defaults=facts)
    put_indicator(indicator)
    return indicator


def tell_indicator(indicator: Indicator) -> IndicatorRow:
    return IndicatorRow(
        plan=indicator.policy.goal.plan.key,
        policy=indicator.policy.code,
        group=indicator.group.code if indicator.group else None,
        key=indicator.key,
        parts=[PartSaid.model_validate(part) for part in indicator.parts],
        **{name: getattr(indicator, name) for name in SAME},
    )


def write_definition(row: DefinitionRow) -> IndicatorDefinition:
    indicators = {indicator.key: indicator for indicator in Indicator.objects.filter(policy__goal__plan__key=row.plan)}
    if row.indicator not in indicators:
        raise row.unknown("indicator", row.indicator, indicators)
    facts = row.model_dump(include={*SAME_OF_DEFINITION, "facts"})
    if row.shared and row.shared not in shared_definitions():
        raise row.unknown("shared definition", row.shared, shared_definitions())
    _refuse_to_rewrite_history(row, indicators[row.indicator])
    definition, _ = IndicatorDefinition.objects.update_or_create(
        indicator=indicators[row.indicator], version=row.version, defaults=facts
    )
    put_indicator(indicators[row.indicator])
    return definition


def _refuse_to_rewrite_history(row: DefinitionRow, indicator: Indicator) -> None:
    """A version by which values were counted and kept may be worded better, but not count otherwise."""
    kept = indicator.definitions.filter(version=row.version, values__isnull=False).first()
    if kept and any(getattr(kept, name) != getattr(row, name) for name in COUNTS):
        raise row.wrong(f"values were kept by version {row.version}; to count otherwise, add version {row.version + 1}")


def tell_definition(definition: IndicatorDefinition) -> DefinitionRow:
    return DefinitionRow(
        plan=definition.indicator.policy.goal.plan.key,
        indicator=definition.indicator.key,
        version=definition.version,
        facts=[FactSaid.model_validate(fact) for fact in definition.facts],
        **{name: getattr(definition, name) for name in SAME_OF_DEFINITION},
    )


loadable(
    "plan.indicator",
    title="indicator",
    file=PLAN,
    row=IndicatorRow,
    natural=("plan", "key"),
    rows=partial(rows_of, list_name="indicator", row=IndicatorRow),
    write=write_indicator,
    things=Indicator.objects.select_related("policy__goal__plan", "group").all,
    tell=tell_indicator,
    after=("plan.group",),
)
loadable(
    "plan.definition",
    title="definition of an indicator",
    file=PLAN,
    row=DefinitionRow,
    natural=("plan", "indicator", "version"),
    rows=partial(rows_of, list_name="definition", row=DefinitionRow),
    write=write_definition,
    things=IndicatorDefinition.objects.select_related("indicator__policy__goal__plan").all,
    tell=tell_definition,
    after=("plan.indicator",),
)
