"""A procedure that is built at the desk, and every version of it that was put before those who decide."""

from django.db import models
from django.urls import reverse

from tomoni.common.people.api import Clerk


class BuiltProcedure(models.Model):
    """What is being built. It is in force as its newest published version, never as it stands here."""

    key = models.CharField(max_length=60, unique=True, editable=False)
    content = models.JSONField()
    edit = models.PositiveIntegerField(default=0)  # grows with every change, so that two clerks see each other
    made_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.content.get("title") or self.key)

    def get_absolute_url(self) -> str:
        return reverse("desk-procedure", args=[self.key])


class BuiltVersion(models.Model):
    """What was put before the route, as it was then. Once published it never changes."""

    class State(models.TextChoices):
        ASKED = "ASKED"
        PUBLISHED = "PUBLISHED"
        STOPPED = "STOPPED"

    procedure = models.ForeignKey(BuiltProcedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="a_built_procedure_has_each_version_once"),
            models.UniqueConstraint(
                fields=["procedure"], condition=models.Q(state="ASKED"), name="one_version_is_asked_for_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(state="PUBLISHED", published_at__isnull=False)
                | models.Q(~models.Q(state="PUBLISHED"), published_at__isnull=True),
                name="a_published_version_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content.get('title') or self.procedure_id} v{self.number}"
