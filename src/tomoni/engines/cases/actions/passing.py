"""What goes on from a draft to its case: who helped, the picture of the paper, and answers to the rest of a package."""

from tomoni.common.files.api import belongs_to

from ..models import Assistance, Case, Draft


def pass_on(draft: Draft, case: Case) -> None:
    """In the transaction of the arrival: the help is the case's, and the rest of the package knows its answers."""
    help_ = Assistance.objects.filter(draft=draft).select_related("scan").first()
    if help_ is not None:
        if help_.scan is not None:
            belongs_to(help_.scan, case)
        help_.draft, help_.case = None, case
        help_.save(update_fields=["draft", "case"])
    if draft.package_id is not None:
        for other in Draft.objects.select_for_update().filter(package=draft.package_id, case=None).exclude(pk=draft.pk):
            _carry_over(case, other)


def _carry_over(case: Case, draft: Draft) -> None:
    """What was answered once is not asked again: the same question under the same key, if it has no answer yet."""
    known = {each.key: (each.kind, each.label) for each in case.definition.questions if each.kind != "files"}
    same = {each.key for each in draft.definition.questions if known.get(each.key) == (each.kind, each.label)}
    beside = {key for key in case.handed_in if any(key.startswith(f"{each}_") for each in same)}
    carried = {key: case.handed_in[key] for key in (same | beside) & case.handed_in.keys() if key not in draft.answers}
    if carried:
        draft.answers = carried | draft.answers
        draft.save(update_fields=["answers", "saved_at"])
