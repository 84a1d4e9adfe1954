"""Lines of the list of what waits."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from tomoni.base.clock import open_days_between
from tomoni.base.design.shapes import Row
from tomoni.common.people.api import Waiting


def waiting_rows(waiting: Sequence[Waiting], on: date) -> list[Row]:
    """The earliest due first; what has no day stands at the end."""
    in_order = sorted(waiting, key=lambda item: item.due_on or date.max)
    return [
        Row(
            kind=item.kind, title=item.title, url=item.url, why=item.why, due=_due(item.due_on, on), under=item.who,
            tone=item.tone, late=item.due_on is not None and item.due_on < on,
        )
        for item in in_order
    ]  # fmt: skip


def _due(due_on: date | None, on: date) -> str:
    if due_on is None:
        return ""
    if due_on < on:
        return _("%(days)d開庁日 超過") % {"days": open_days_between(due_on, on)}
    day = f"{due_on.month}/{due_on.day}"
    return (
        _("%(day)s（あと%(days)d）") % {"day": day, "days": open_days_between(on, due_on)}
        if due_on > on
        else _("きょう")
    )
