"""The journal: entries that are only ever added, the values they keep apart, and the seals over them.

An entry is written in the transaction of the change it tells of. Within a minute the sealer gives it its position,
which nothing changes any more, and puts a seal over the batch. What was before and after, and why, stands in a detail
of its own, because one day a rule may ask the city to forget it; the entry keeps the salted digest.
"""

import json
from typing import Any, NoReturn

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

ERASED = "journal.erase"  # the verb of the entry that says why a detail is gone
# What the digest of an entry covers, in this order; docs/base-journal.md shows how to recompute it by hand.
COVERED = (
    *("at", "verb", "who_type_id", "who_id", "who_name"),
    *("about_type_id", "about_id", "about_name", "detail_digest"),
)
CHAINED = ("number", "at", "first", "last", "root", "drained")  # and of a seal


class AppendOnly(Exception):
    """Nobody changes, deletes or slips in what the journal keeps; `journal.api.write` adds to it."""


def _refuse(what: str) -> Any:
    def refusing(self: object, *args: object, **options: object) -> NoReturn:
        raise AppendOnly(f"The journal is append-only: it refuses to {what}.")

    return refusing


class AppendOnlyQuerySet[Row: models.Model](models.QuerySet[Row]):
    update = _refuse("update rows")
    delete = _refuse("delete rows")
    create = get_or_create = update_or_create = _refuse("take rows that were not written through its own actions")
    bulk_create = bulk_update = _refuse("take rows in bulk")
    _raw_delete = _refuse("delete rows")


class AppendOnlyModel(models.Model):
    """Rows that can be added by the journal's own actions, and by nothing else."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    save = save_base = delete = _refuse("save or delete a row")

    def added(self) -> None:
        """Insert this new row. For the journal's own actions."""
        models.Model.save_base(self, force_insert=True)


class Entry(AppendOnlyModel):
    """Who did what to what, and when. `position` is its place in the sealed sequence, gap-free from 1."""

    position = models.PositiveBigIntegerField(null=True, editable=False)
    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    who_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    who_id = models.PositiveBigIntegerField(null=True)
    who = GenericForeignKey("who_type", "who_id")
    who_name = models.CharField(max_length=120)
    about_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    about_id = models.PositiveBigIntegerField(null=True)
    about = GenericForeignKey("about_type", "about_id")
    about_name = models.CharField(max_length=120)
    detail_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta(AppendOnlyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["position"], name="one_entry_at_each_position")]
        indexes = [
            models.Index(fields=["about_type", "about_id", "id"], name="entries_about"),
            models.Index(fields=["who_type", "who_id", "id"], name="entries_by"),
            models.Index(fields=["id"], condition=models.Q(position=None), name="entries_not_yet_sealed"),
            models.Index(fields=["about_type", "about_id"], condition=models.Q(verb=ERASED), name="entries_that_erase"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.who_name or 'tomoni'} {self.verb} {self.about_name}".rstrip()

    @property
    def is_erased(self) -> bool:
        return not hasattr(self, "detail")

    @property
    def why(self) -> str:
        """The reason given; empty when there was none or when it has been erased."""
        return "" if self.is_erased else str(self.detail.facts["why"])

    @property
    def before(self) -> dict[str, Any] | None:
        return None if self.is_erased else self.detail.facts["before"]

    @property
    def after(self) -> dict[str, Any] | None:
        return None if self.is_erased else self.detail.facts["after"]


class Detail(AppendOnlyModel):
    """What an entry must be able to forget: the values before and after, and the reason. Erased as a whole row."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="detail")
    salt = models.CharField(max_length=32)
    values = models.TextField()  # canonical JSON text, not a JSON column: a database would write it its own way

    class Meta(AppendOnlyModel.Meta):
        pass

    def __str__(self) -> str:
        return f"detail of entry {self.entry_id}"

    @property
    def facts(self) -> dict[str, Any]:
        return json.loads(self.values)  # type: ignore[no-any-return]


class Seal(AppendOnlyModel):
    """Closes the entries at positions `first` to `last`. Its `chained` digest stands for the journal up to there."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    drained = models.BooleanField()  # whether it left no entry waiting
    chained = models.CharField(max_length=64)
    leaves = models.BinaryField()  # the sealed digests, 32 bytes each: a changed row can be named, not just a batch

    class Meta(AppendOnlyModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="a_seal_closes_something"),
            models.UniqueConstraint(fields=["first"], name="one_seal_begins_at_each_position"),
        ]

    def __str__(self) -> str:
        return f"seal {self.number} over {self.first}–{self.last}"
