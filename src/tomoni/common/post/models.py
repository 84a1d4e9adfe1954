"""A message to one person: written down when the city decides to send it, carried by a worker after that.

The row is the truth: what was said, to whom, in which language, and what became of it. It is sent once. When the line
breaks at the very moment of handing over, nobody can know whether the letter arrived; such a message is UNKNOWN and
waits for a person, who asks or decides.
"""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tomoni.base.references import About
from tomoni.common.people.api import Clerk, Resident


class MessageQuerySet(models.QuerySet["Message"]):
    def to_carry(self, now: datetime) -> Self:
        """Those whose time has come, the oldest first."""
        return self.filter(state=Message.State.QUEUED, next_try_at__lte=now).order_by("next_try_at", "pk")

    def for_a_person(self) -> Self:
        """Those that the worker has given up on and nobody has looked at yet."""
        return self.filter(state__in=Message.STUCK, settled_at=None)


class Message(About):
    class State(models.TextChoices):
        QUEUED = "queued", _("送信を待っている")
        SENDING = "sending", _("送信中")
        SENT = "sent", _("送信済み")
        FAILED = "failed", _("届けられない")
        UNKNOWN = "unknown", _("届いたか分からない")

    STUCK = (State.FAILED, State.UNKNOWN)

    key = models.CharField(max_length=200, unique=True, editable=False)
    kind = models.CharField(_("種類"), max_length=80, editable=False)
    resident = models.ForeignKey(
        Resident, null=True, blank=True, on_delete=models.PROTECT, related_name="messages", verbose_name=_("だれへ")
    )
    address = models.CharField(_("宛先"), max_length=254, blank=True)
    channel = models.CharField(_("送り方"), max_length=20)
    language = models.CharField(_("ことば"), max_length=10)
    subject = models.CharField(_("件名"), max_length=200)
    body = models.TextField(_("本文"))
    state = models.CharField(_("状態"), max_length=10, choices=State, default=State.QUEUED, editable=False)
    attempts = models.PositiveSmallIntegerField(_("試した回数"), default=0, editable=False)
    receipt = models.CharField(_("受取の印"), max_length=300, blank=True, editable=False)
    trouble = models.CharField(_("困ったこと"), max_length=300, blank=True, editable=False)
    written_at = models.DateTimeField(_("書いた日時"), editable=False)
    next_try_at = models.DateTimeField(editable=False)
    sending_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("送った日時"), null=True, blank=True, editable=False)
    settled_at = models.DateTimeField(_("片付けた日時"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    settled_why = models.CharField(_("どう片付けたか"), max_length=300, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("通知")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="what_was_sent_has_its_time", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="what_is_being_sent_has_begun", condition=~Q(state="sending") | Q(sending_at__isnull=False)
            ),
            models.CheckConstraint(
                name="what_was_settled_says_by_whom_and_why",
                condition=Q(settled_at=None) | (Q(settled_by__isnull=False) & ~Q(settled_why="")),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="messages_to_carry"),
            models.Index(fields=["resident", "-written_at"], name="messages_of_a_resident"),
            models.Index(fields=["about_type", "about_id"], name="messages_about"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def written_on(self) -> date:
        """The day in Japan."""
        return timezone.localdate(self.written_at)

    @property
    def spoken_as(self) -> str:
        """The language as a browser knows it."""
        return "ja" if self.language == "ja-easy" else self.language

    @property
    def waits_for_a_person(self) -> bool:
        return self.state in self.STUCK and self.settled_at is None
