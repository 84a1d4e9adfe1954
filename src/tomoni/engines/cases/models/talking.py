"""Words between the applicant and the section, and among clerks."""

from django.db import models

from tomoni.common.people.api import Clerk

from ..procedures import procedures
from ..questions import spoken
from .case import Case


class Message(models.Model):
    """A word between the applicant and the section."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    clerk = models.ForeignKey(
        Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # None: applicant
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:40]


class Note(models.Model):
    """A clerk's own remark on a case; the applicant does not see it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    clerk = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:40]


class ReplyTemplate(models.Model):
    """Words that the desk often sends: for one procedure, or (without a key) for every procedure of the city."""

    procedure_key = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=60)
    text = models.TextField(max_length=2000)
    changed_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure_key", "title"],
                condition=models.Q(in_use=True),
                name="a_template_has_its_title_for_itself",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def procedure_title(self) -> str:
        """Which procedure they are for, in the language of now; the key of one that is no more."""
        key = self.procedure_key
        return spoken(procedures[key].title) if key in procedures else key
