"""Documents: everything that can be found, as it is shown in a list of results.

The words of a document stand in an index of the database itself, FTS5 in SQLite and a tsvector in PostgreSQL. The
database keeps it: three triggers there, a generated column here (see migration 0002), so that no way of writing or
deleting a document can leave the index behind.
"""

from django.db import models

from tomoni.base.references import About


class Document(About):
    """One thing to find, in one language."""

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=120)  # the name of the thing it is about, or one that its owner chose
    language = models.CharField(max_length=12)
    public = models.BooleanField(default=True)
    quality = models.PositiveIntegerField(default=0)
    shelf = models.PositiveSmallIntegerField(editable=False)
    url = models.CharField(max_length=500)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    tokens = models.TextField(editable=False)  # as they went into the index, so that the same can be taken out again

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "language"], name="search_one_document_per_thing_and_language"
            ),
            models.CheckConstraint(condition=models.Q(quality__lte=65535), name="search_quality_has_sixteen_bits"),
            models.CheckConstraint(condition=models.Q(shelf__lte=127), name="search_shelf_has_seven_bits"),
        ]
        indexes = [models.Index(fields=["about_type", "about_id"], name="search_by_what_it_is_about")]

    def __str__(self) -> str:
        return self.title
