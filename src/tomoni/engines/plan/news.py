"""What changed in the plan's figures: published figures, corrections, targets, definitions, counted values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from tomoni.base.clock import JAPAN

from .models import Indicator, IndicatorDefinition, IndicatorValue, Kind, Observation, Restatement, Target
from .models.words import spoken
from .wording import moment_of, said_number, with_unit

MOST = 50


@dataclass(frozen=True)
class Item:
    """One change. `key` never changes, so that a reader knows it again."""

    key: str
    at: datetime
    indicator: Indicator
    title: str
    text: str = ""


def latest_news(indicator: Indicator | None = None) -> list[Item]:
    """The newest fifty changes, of all indicators or of one, the newest first. Six queries, whatever the size."""
    of = {} if indicator is None else {"indicator": indicator}
    every = [*_counted(of), *_published(of), *_corrected(of), *_targets(of), *_definitions(of)]
    return sorted(every, key=lambda item: (item.at, item.key), reverse=True)[:MOST]


Of = dict[str, Indicator]


def _counted(of: Of) -> Iterable[Item]:
    """Values of nights on which the number was another than the night before."""
    kept = IndicatorValue.objects.filter(rows__isnull=False, **of).select_related("indicator")
    before: dict[int, IndicatorValue] = {}
    for value in reversed(kept.order_by("-on", "-computed_at")[: MOST * 20]):
        last = before.get(value.indicator_id)
        before[value.indicator_id] = value
        if last is not None and last.value != value.value:
            facts = {
                "title": value.indicator.name,
                "before": said_number(last.value, value.indicator.places),
                "now": with_unit(value.indicator, value.value),
            }
            yield Item(
                f"value-{value.pk}",
                value.computed_at,
                value.indicator,
                _("%(title)s：%(before)s → %(now)s") % facts,
                value.restated_because,
            )


def _published(of: Of) -> Iterable[Item]:
    observations = (
        Observation.objects.filter(**of).exclude(kind__in=[Kind.BASELINE, Kind.RESTATED]).select_related("indicator")
    )
    for one in observations.order_by("-created_at")[:MOST]:
        facts = {
            "title": one.indicator.name,
            "when": moment_of(one),
            "value": with_unit(one.indicator, one.value),
        }
        made = _("（見本）") if one.kind == Kind.INVENTED else ""
        title = _("%(title)s：%(when)sの値 %(value)s") % facts
        yield Item(f"figure-{one.pk}", one.created_at, one.indicator, title + made, spoken(one, "source"))


def _corrected(of: Of) -> Iterable[Item]:
    corrections = Restatement.objects.filter(**{f"was__{name}": thing for name, thing in of.items()})
    for one in corrections.select_related("was__indicator", "now").order_by("-on")[:MOST]:
        indicator = one.was.indicator
        facts = {
            "title": indicator.name,
            "first": said_number(one.was.value, indicator.places),
            "now": with_unit(indicator, one.now.value),
        }
        title = _("%(title)s：%(first)s → %(now)s に訂正") % facts
        yield Item(f"correction-{one.pk}", _morning(one.on), indicator, title, spoken(one, "reason"))


def _targets(of: Of) -> Iterable[Item]:
    for one in (
        Target.objects.filter(**of).exclude(reason="").select_related("indicator").order_by("-decided_on")[:MOST]
    ):
        facts = {"title": one.indicator.name, "value": with_unit(one.indicator, one.value)}
        title = _("%(title)s：目標を %(value)s にした") % facts
        yield Item(f"target-{one.pk}", _morning(one.decided_on), one.indicator, title, one.reason)


def _definitions(of: Of) -> Iterable[Item]:
    versions = IndicatorDefinition.objects.filter(version__gt=1, **of).select_related("indicator")
    for one in versions.order_by("-valid_from")[:MOST]:
        facts = {"title": one.indicator.name, "version": one.version}
        title = _("%(title)s：定義 第%(version)d版") % facts
        yield Item(f"definition-{one.pk}", _morning(one.valid_from), one.indicator, title, spoken(one, "heading"))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=JAPAN)
