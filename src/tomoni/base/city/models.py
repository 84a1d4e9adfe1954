"""What the files said when they were last loaded: the third side that tells a clerk's change from a file's."""

from django.db import models


class Loaded(models.Model):
    """One thing as the city's files last said it."""

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    said = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="a_thing_is_loaded_once")]
        ordering = ["kind", "key"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
