from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from tomoni.common.people.api import Clerk

from .models import Cell, LaterReview


def waiting_for(clerk: Clerk, on: date | None = None) -> QuerySet[Cell]:
    """Cells that wait for a clerk on a day: of posts held, and of posts whose absent holder left them to the clerk."""
    cells = Cell.objects.waiting_for(clerk, on or timezone.localdate())
    return cells.select_related("paper__section", "paper__drafter", "post__section").order_by("paper__due_on", "pk")


def reviews_waiting_for(clerk: Clerk, on: date | None = None) -> QuerySet[LaterReview]:
    """What was decided in the place of posts that a clerk holds, and is still to be seen."""
    waiting = LaterReview.objects.waiting_for(clerk, on or timezone.localdate())
    return waiting.select_related("seal__cell__paper", "seal__clerk", "post")
