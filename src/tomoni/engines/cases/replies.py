"""Words that the desk often sends, for one case."""

from django.db.models import Q, QuerySet

from .models import Case, ReplyTemplate
from .words import short_day


def reply_templates(case: Case) -> QuerySet[ReplyTemplate]:
    """Those for its procedure and those for all."""
    return ReplyTemplate.objects.filter(Q(procedure_key="") | Q(procedure_key=case.procedure_key), in_use=True)


def template_text(case: Case, pk: str) -> str:
    """The words of a template with the facts of the case in their places; empty for one that is not offered."""
    template = reply_templates(case).filter(pk=pk).first() if pk.isdigit() else None
    if template is None:
        return ""
    facts = {"{番号}": case.number, "{手続き}": case.title, "{期限}": short_day(case.due_on)}
    text = template.text
    for place, value in facts.items():
        text = text.replace(place, value)
    return text
