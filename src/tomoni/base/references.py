"""How one record points at any other: the type of the thing and its number.

The rings forbid a foreign key from the journal to a clerk, or from a case to a group. What such
a record is *about*, and *who* did something, are references of this one kind.
"""

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class About(models.Model):
    """A record about another record, or about nothing."""

    about_type = models.ForeignKey(
        ContentType, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    about_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    about = GenericForeignKey("about_type", "about_id")

    class Meta:
        abstract = True


def pointing_at(thing: models.Model) -> dict[str, Any]:
    """The filter for records that are about `thing`: `Entry.objects.filter(**pointing_at(group))`."""
    return {"about_type": ContentType.objects.get_for_model(thing), "about_id": thing.pk}


def name_of(thing: models.Model | None) -> str:
    """A stable name for a record in logs and digests, such as `groups.group:17`; empty for nothing."""
    return "" if thing is None else f"{thing._meta.label_lower}:{thing.pk}"
