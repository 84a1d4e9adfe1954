"""A register is a model whose rows begin on a day, end on a day, and say why both.

A row stands from `since` on and no longer on `until`. It is never deleted: whoever leaves is still the record of having
been there, so that every count can be asked for any past day.
"""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _


class Ending(models.TextChoices):
    """How a record came to its end."""

    LEFT = "LEFT", _("本人の届出による")
    LAPSED = "LAPSED", _("期限が来て失効")
    REMOVED = "REMOVED", _("市が抹消")


class RecordQuerySet[R: "Record"](models.QuerySet[R]):
    """Questions every register answers."""

    def standing(self, on: date) -> Self:
        """The rows that stand on a day."""
        return self.filter(Q(until=None) | Q(until__gt=on), since__lte=on)

    def counted_on(self, days: Iterable[date]) -> dict[date, int]:
        """How many rows stood on each of several days, in one query however many days there are."""
        asked = {f"on_{n}": day for n, day in enumerate(dict.fromkeys(days))}
        standing = {
            name: Count("pk", filter=(Q(until=None) | Q(until__gt=day)) & Q(since__lte=day))
            for name, day in asked.items()
        }
        found = self.aggregate(**standing)
        return {day: found[name] for name, day in asked.items()}

    def entered(self, first: date, last: date) -> Self:
        """The rows that began between two days, both included."""
        return self.filter(since__range=(first, last))

    def ended(self, first: date, last: date) -> Self:
        """The rows that ended between two days, both included; what was entered by mistake is not among them."""
        return self.filter(until__range=(first, last), until__gt=F("since"))


class Record(models.Model):
    """One row of a register the city keeps.

    Subclasses add their facts, and their `class Meta(Record.Meta)` adds to `Record.Meta.constraints`. The actions
    `enter`, `change`, `leave`, `lapse` and `remove` are the only ways in and out.
    """

    since = models.DateField(_("いつから"), db_index=True)
    until = models.DateField(_("いつまで（その日を含まない）"), null=True, blank=True, editable=False)
    until_reason = models.CharField(_("終わり方"), max_length=8, choices=Ending, blank=True, editable=False)
    because_type = models.ForeignKey(
        ContentType, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    because_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    because = GenericForeignKey("because_type", "because_id")
    invented = models.BooleanField(_("見本"), default=False, editable=False)

    objects: ClassVar[models.Manager[Self]] = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="%(class)s_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(until=None, until_reason="") | (Q(until__isnull=False) & ~Q(until_reason="")),
                name="%(class)s_ends_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["since", "until"], name="%(class)s_stands")]

    def stands(self, on: date) -> bool:
        """Whether this row stands on a day."""
        return self.since <= on and (self.until is None or on < self.until)
