"""The engine's own table: imports that somebody has begun. The registers themselves belong to the services."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tomoni.common.people.api import Clerk


class Import(models.Model):
    """A sheet that was read line by line. It changes nothing until a clerk confirms what it would do."""

    register_key = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    on = models.DateField()
    lines = models.JSONField()  # what `importing.Line.as_data` says of each
    strange = models.JSONField(default=list)
    made_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    carried_out_at = models.DateTimeField(null=True, blank=True)
    carried_out_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(carried_out_at=None, carried_out_by=None)
                | Q(carried_out_at__isnull=False, carried_out_by__isnull=False),
                name="an_import_is_carried_out_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("desk-register-import", args=[self.register_key, self.pk])
