"""Applications that belong together."""

from django.db import models


class Package(models.Model):
    """What one occasion of life brings at once: moving in, a birth, a death. Its drafts and cases see one another."""

    title = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title or f"#{self.pk}"
