"""審査請求: a decision is fought before the city, as a case on the case."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import Clerk

from ..workflow import AppealState
from .case import Case
from .tokens import _token


class Ruling(models.TextChoices):
    """How an appeal ends (裁決)."""

    UPHELD = "UPHELD", _("認容（決定を取り消す）")
    DISMISSED = "DISMISSED", _("棄却（決定のとおり）")
    REJECTED = "REJECTED", _("却下（審理に入らない）")


class Appeal(models.Model):
    """An appeal against the decision on a case, from its arrival to the ruling."""

    State = AppealState

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appeals")
    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=22, unique=True, default=_token, editable=False)
    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.RECEIVED)
    appellant = models.CharField(max_length=200)
    contact = models.CharField(max_length=300)
    known_on = models.DateField()  # the day on which the appellant knew of the decision
    wants = models.TextField(max_length=2000)  # 審査請求の趣旨
    grounds = models.TextField(max_length=4000)  # 審査請求の理由
    arrived_at = models.DateTimeField()
    last_day = models.DateField()  # three months from the day after knowing
    late_because = models.TextField(max_length=2000, blank=True)
    officer = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # 審理員
    defence = models.TextField(max_length=8000, blank=True)  # 弁明書, of the section that decided
    defence_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rebuttal_by = models.DateField(null=True, blank=True)
    rebuttal = models.TextField(max_length=8000, blank=True)  # 反論書, of the appellant
    rebutted_at = models.DateTimeField(null=True, blank=True)
    board = models.CharField(max_length=100, blank=True)  # 諮問先
    asked_board_on = models.DateField(null=True, blank=True)
    advice = models.TextField(max_length=8000, blank=True)  # 答申
    ruling = models.CharField(max_length=9, choices=Ruling, blank=True)
    ruling_number = models.CharField(max_length=40, blank=True)
    ruling_reasons = models.TextField(max_length=8000, blank=True)
    ruling_remedies = models.TextField(blank=True)
    no_board_because = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["arrived_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_on=None), name="a_case_has_one_open_appeal_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="RULED")
                | (~Q(ruling="") & ~Q(ruling_reasons="") & ~Q(ruling_number="") & Q(closed_on__isnull=False)),
                name="a_ruling_gives_reasons",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("appeal", args=[self.token])

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def late(self) -> bool:
        return bool(self.late_because)

    def in_time(self, on: date) -> bool:
        return on <= self.last_day
