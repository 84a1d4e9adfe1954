"""Each group of measures with all that is known of it on a day, as plain values that can be kept.

Whoever keeps what was said (an evaluation sheet, a printed book) keeps it with its words: a verdict's reason, a unit or
a title may be put differently next year, and what was published must not change with them. So every text stands here in
every language of the city, beside the numbers, the verdict and the version of the definition.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.translation import override

from tomoni.common.people.api import Post

from .beside import Beside, beside_groups
from .citing import cite
from .figures import Figure
from .models import Measure
from .queries import GroupNow, PolicyNow, ServiceNow, the_figure, the_plan
from .telling import told_figure
from .wording import meaning, when, why, with_unit

Plain = dict[str, Any]
Said = dict[str, str]  # a text in each language, by the language's code
__all__ = ["Beside", "beside_groups", "cite_figures", "told"]


def told(on: date) -> list[Plain]:
    """Every group of the plan of a day, in the plan's order. NoPlan (a LookupError) when there is no plan."""
    now = the_plan(on)
    return [_told(now.plan.key, state, group) for state in now.policies for group in state.groups]


def cite_figures(kept: Plain, on: date, *, by: Model, contact: Post, url: str, who: Model | None = None) -> None:
    """`by` keeps what was told of a group on a day: whoever looks after it is told when one of its figures changes."""
    for figure in kept["figures"]:
        if figure["value"] is not None:
            shown = figure["said"]["value"]["ja"]
            cite(the_figure(figure["id"], on), by=by, contact=contact, url=url, shown=shown, who=who)


def _told(plan: str, state: PolicyNow, now: GroupNow) -> Plain:
    group = now.group
    own = [figure for figure in state.figures if figure.indicator.group_id == group.pk]
    return {
        "plan": plan,
        "code": group.code,
        "title": said(lambda: group.name),
        "words": said(lambda: group.text),
        "policy": state.policy.code,
        "policy_title": said(lambda: state.policy.name),
        "measures": [_measure(measure) for measure in group.measures.all()],
        "services": [_service(one) for one in now.services],
        "figures": [_figure(figure) for figure in own],
    }


def said(text: Callable[[], object]) -> Said:
    """A text in every language of the city."""
    words = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words[language] = str(text())
    return words


def _measure(measure: Measure) -> Plain:
    services = [service.key for service in measure.services.all()]
    return {"code": measure.code, "words": said(lambda: measure.text), "services": services}


def _service(now: ServiceNow) -> Plain:
    return {"key": now.service.key, "title": said(lambda: now.service.name), "state": now.state}


def _figure(figure: Figure) -> Plain:
    indicator = figure.indicator
    words = {
        "title": said(lambda: indicator.name),
        "baseline": said(lambda: with_unit(indicator, figure.baseline_value)),
        "value": said(lambda: with_unit(indicator, figure.value)),
        "when": said(lambda: when(figure)),
        "target": said(lambda: with_unit(indicator, figure.target_value)),
        "why": said(lambda: why(figure)),
        "meaning": said(lambda: meaning(figure)),
        "definition": said(lambda: figure.definition.text if figure.definition else ""),
    }
    return told_figure(figure) | {"said": words, "section": indicator.section}
