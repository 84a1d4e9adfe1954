"""What holds from a day until another: a post held, a membership."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class LastingQuerySet(models.QuerySet):
    def standing(self, on: date) -> Self:
        """What holds on a day; `until` is the first day on which it no longer does."""
        return self.filter(Q(until=None) | Q(until__gt=on), since__lte=on)

    def to_come(self, on: date) -> Self:
        """What is entered already and begins after the day."""
        return self.filter(since__gt=on)


class Lasting(models.Model):
    since = models.DateField(_("この日から"))
    until = models.DateField(_("この日の前日まで"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as people say it."""
        return self.until - timedelta(days=1) if self.until else None


def begins_before_it_ends(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(until=None) | Q(until__gt=F("since")))
