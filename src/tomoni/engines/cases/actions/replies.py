"""Keeping the words that the desk often sends."""

from django.db import transaction

from tomoni.base.clock import now
from tomoni.base.journal.api import facts_of, write
from tomoni.common.people.api import Clerk

from ..models import ReplyTemplate


@transaction.atomic
def keep_template(
    template: ReplyTemplate | None, *, title: str, text: str, procedure_key: str, who: Clerk
) -> ReplyTemplate:
    """Write a new one, or change one that stands."""
    before = facts_of(template) if template is not None else None
    kept = template or ReplyTemplate()
    kept.title, kept.text, kept.procedure_key = title, text, procedure_key
    kept.changed_by, kept.changed_at = who, now()
    kept.save()
    write("cases.keep_template", who=who, about=kept, before=before, after=facts_of(kept))
    return kept


@transaction.atomic
def retire_template(template: ReplyTemplate, *, who: Clerk) -> ReplyTemplate:
    """Nobody is offered it from now on."""
    template.in_use = False
    template.save(update_fields=["in_use"])
    write("cases.retire_template", who=who, about=template)
    return template
