"""The table of standing authority on the desk, and the simulator of a changed limit."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tomoni.base import clock
from tomoni.base.clock import add_months
from tomoni.base.design.fields import YenField, offer
from tomoni.base.doors import open_to
from tomoni.common.people.api import STAFF, Post, person_of

from .authority.explaining import limit_words, matter_words
from .authority.matters import Escalator
from .authority.rules import Rule
from .authority.simulating import Simulated, rank_name, simulate
from .authority.tables import RANKS, rules_of, table_on
from .models import DecidingTable, Paper

MONTHS = 12


class SimulateForm(forms.Form):
    """Which rule, and which limit it would have."""

    rule = forms.ChoiceField(label=gettext_lazy("変える決まり"))
    max_yen = YenField(label=gettext_lazy("新しい上限"), min_value=0)

    def __init__(self, data: Any, *, rules: list[Rule], names: dict[str, str]) -> None:
        super().__init__(data)
        offer(
            self,
            "rule",
            [
                (rule.key, f"{matter_words(rule.matter, rule.stage)} {names[rule.decider]} {limit_words(rule.max_yen)}")
                for rule in rules
                if rule.max_yen is not None
            ],
        )


@require_safe
@open_to(STAFF)
def table(request: HttpRequest) -> HttpResponse:
    """Who may decide what today, and where it stands."""
    stands = _table()
    rules = list(rules_of(stands).rules)
    names = _names(rules)
    rows = [
        (matter_words(rule.matter, rule.stage), names[rule.decider], limit_words(rule.max_yen), rule.reference)
        for rule in rules
    ]
    higher = [(str(Escalator(key).label), to) for key, to in stands.escalators.items() if key in Escalator.values]
    here = {"table": stands, "rows": rows, "higher": higher, "rail": "approvals"}
    return render(request, "approvals/rules.html", here)


@require_safe
@open_to(STAFF)
def simulator(request: HttpRequest) -> HttpResponse:
    """Run a proposed limit over the papers of the last twelve months. Nothing is changed by it."""
    stands = _table()
    rules = list(rules_of(stands).rules)
    form = SimulateForm(request.GET or None, rules=rules, names=_names(rules))
    today = clock.today()
    since = add_months(today, -MONTHS)
    found: Simulated | None = None
    if form.is_valid():
        facts = form.cleaned_data
        found = simulate(stands, facts["rule"], facts["max_yen"], since=since, until=today)
    here = {
        "table": stands, "form": form, "found": found, "since": since, "moved": _shown(request, found),
        "rail": "approvals",
    }  # fmt: skip
    return render(request, "approvals/simulator.html", here, status=422 if form.errors else 200)


def _shown(request: HttpRequest, found: Simulated | None) -> list[dict[str, Any]]:
    """The papers that somebody else would decide; the title only where this clerk may read the paper."""
    clerk = person_of(request).clerk
    if found is None or clerk is None:
        return []
    pks = [each.paper.pk for each in found.moved]
    readable = set(Paper.objects.readable_by(clerk, clock.today()).filter(pk__in=pks).values_list("pk", flat=True))
    return [
        {
            "paper": each.paper if each.paper.pk in readable else None,
            "section": each.paper.section,
            "amount": "" if each.amount_yen is None else f"{each.amount_yen:,}",
            "before": rank_name(each.before),
            "after": rank_name(each.after),
        }
        for each in found.moved
    ]


def _table() -> DecidingTable:
    found = table_on(clock.today())
    if found is None:
        raise Http404(_("この市には、専決の表がまだありません。システムの担当に知らせてください。"))
    return found


def _names(rules: list[Rule]) -> dict[str, str]:
    deciders = {rule.decider for rule in rules}
    named = dict(Post.objects.filter(key__in=deciders - set(RANKS)).values_list("key", "title"))
    return {key: named.get(key, key) for key in deciders}
