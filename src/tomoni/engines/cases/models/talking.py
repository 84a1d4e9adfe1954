"""Words between the applicant and the section, and among clerks."""

from django.db import models

from tomoni.common.people.api import Clerk

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
