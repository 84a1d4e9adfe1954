"""The statement as a page, and its table for machines."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tomoni.base.city.api import the_city
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.sheets import csv_of

from .results import State, claim, lines, the_policy, the_result

STATES = {
    State.MET: _("適合"),
    State.NOT_MET: _("不適合"),
    State.NOT_APPLICABLE: _("適用なし"),
    State.NOTHING_FOUND: _("自動の検査で問題なし。人による試験は未実施"),
    State.UNTESTED: _("試験未実施"),
}


@open_to(PUBLIC)
def statement(request: HttpRequest) -> HttpResponse:
    """What the city aims at, what was tested and how, and each criterion."""
    policy, result = the_policy(), the_result()
    told = lines(result, policy)
    language = get_language() or "ja"
    context = {
        "city": the_city(),
        "policy": policy,
        "scope": policy.scope_in.get(language, policy.scope) if policy else "",
        "section": policy.section_in.get(language, policy.section) if policy else "",
        "exempt": [(one.what_in.get(language, one.what), one.until) for one in policy.exempt] if policy else [],
        "result": result,
        "claim": claim(told).value,
        "level": policy.level if policy else "AA",
        "lines": [(line, STATES[line.state]) for line in told],
        "counts": [(word, sum(line.state is state for line in told)) for state, word in STATES.items()],
    }
    return render(request, "public/accessibility.html", context)


@open_to(PUBLIC)
def table(request: HttpRequest) -> HttpResponse:
    """The table of criteria as CSV, in the columns that results are published in."""
    told = lines(the_result(), the_policy())
    heads = ("細分箇条", "達成基準", "適合レベル", "適用", "結果", "自動の検査の規則", "人による試験", "備考")
    rows = [
        (line.criterion.number, line.criterion.title, line.criterion.level, "あり" if line.applies else "なし",
         str(STATES[line.state]), " ".join(line.rules),
         f"{line.person.on} {line.person.how}" if line.person else "未実施", line.person.note if line.person else "")
        for line in told
    ]  # fmt: skip
    return csv_of(heads, rows, name="accessibility-result")
