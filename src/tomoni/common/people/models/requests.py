"""What residents ask of the city about their own data: a file of it, an answer, its erasure."""

from datetime import datetime
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from .clerks import Clerk
from .consents import Way
from .residents import Resident
from .sights import Sight


def _token() -> str:
    return get_random_string(40)


class DataFile(models.Model):
    """Everything the city holds of a resident, as one file that is fetched within a few days and then gone."""

    class State(models.TextChoices):
        ASKED = "asked", _("つくっています")
        READY = "ready", _("できました")
        FAILED = "failed", _("つくれませんでした")
        GONE = "gone", _("期限が過ぎて消しました")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="data_files")
    token = models.CharField(max_length=40, unique=True, default=_token, editable=False)
    state = models.CharField(_("状態"), max_length=6, choices=State, default=State.ASKED)
    language = models.CharField(_("ことば"), max_length=10)
    asked_at = models.DateTimeField(_("たのんだ日時"))
    made_at = models.DateTimeField(_("できた日時"), null=True, blank=True)
    expires_at = models.DateTimeField(_("受け取れる期限"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("大きさ"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("受け取った日時"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("わたしの情報のファイル")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resident"], condition=Q(state="asked"), name="one_data_file_is_made_for_a_resident_at_a_time"
            ),
            models.CheckConstraint(
                name="a_data_file_that_is_there_goes_again", condition=~Q(state="ready") | Q(expires_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.asked_at):%Y-%m-%d %H:%M}"

    @property
    def path(self) -> Path:
        """Where its bytes lie: outside the uploads, so that no backup carries it further than its days."""
        return Path(settings.VAR) / "my-data" / self.token

    def is_there(self, now: datetime) -> bool:
        return self.state == self.State.READY and self.expires_at is not None and now < self.expires_at


class SightQuestion(models.Model):
    """A resident asks about a look at their data; the section that answers for data protection replies."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="sight_questions")
    sight = models.ForeignKey(Sight, null=True, on_delete=models.SET_NULL, related_name="questions")
    text = models.TextField(_("聞きたいこと"), max_length=2000)
    asked_at = models.DateTimeField(_("聞いた日時"))
    reply_by = models.DateField(_("この日までに答える"))
    answer = models.TextField(_("答え"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(_("答えた日時"), null=True, blank=True)
    answered_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("見た記録への問い合わせ")
        ordering = ["reply_by", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_answer_has_its_time_and_its_clerk",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def waiting(self) -> Self:
        """Those of which something must still stay."""
        return self.filter(finished_at=None)


class Erasure(models.Model):
    """A resident's data is erased by rule: at once what may go, the rest on the day on which it may."""

    resident = models.OneToOneField(Resident, on_delete=models.CASCADE, related_name="erasure")
    asked_at = models.DateTimeField(_("求めた日時"))
    asked_how = models.CharField(_("求めかた"), max_length=8, choices=Way, default=Way.SCREEN)
    why = models.CharField(_("わけ"), max_length=200, blank=True)
    carried_out_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    next_on = models.DateField(_("次に消える日"), null=True, blank=True)
    finished_at = models.DateTimeField(_("すべて消した日時"), null=True, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("情報の消去")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.asked_at):%Y-%m-%d}"
