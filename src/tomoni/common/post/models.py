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

from .rules import TROUBLE, Stamps, Standing, standing


class MessageQuerySet(models.QuerySet["Message"]):
    def to_carry(self, now: datetime) -> Self:
        """Those whose time has come, the oldest first. Letters are carried by people."""
        due = self.filter(state=Message.State.QUEUED, next_try_at__lte=now).exclude(channel=Message.LETTER)
        return due.order_by("next_try_at", "pk")

    def letters_to_post(self) -> Self:
        """Letters that wait to be printed or posted, the oldest first."""
        return self.filter(channel=Message.LETTER, state=Message.State.QUEUED).order_by("written_at", "pk")

    def for_a_person(self) -> Self:
        """Those that the worker has given up on and nobody has looked at yet."""
        came_back = (Q(bounced_at__isnull=False) | Q(returned_at__isnull=False)) & Q(opened_at=None)
        refused = Q(failed_at__isnull=False, delivered_at=None, opened_at=None)
        return self.filter(Q(state__in=Message.STUCK) | Q(state=Message.State.SENT) & (came_back | refused)).filter(
            settled_at=None
        )


class Message(About):
    class State(models.TextChoices):
        QUEUED = "queued", _("送信を待っている")
        SENDING = "sending", _("送信中")
        SENT = "sent", _("送信済み")
        FAILED = "failed", _("届けられない")
        UNKNOWN = "unknown", _("届いたか分からない")
        WAITING = "waiting", _("まとめて送る日を待っている")
        GATHERED = "gathered", _("まとめて送った")

    class Urgency(models.TextChoices):
        NOW = "now", _("すぐに")
        SOON = "soon", _("静かな時間をのぞいて、すぐに")
        WEEKLY = "weekly", _("週に1度まとめて")

    LETTER = "letter"
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
    unsubscribe = models.URLField(max_length=300, blank=True, default="", editable=False)  # RFC 8058
    receipt = models.CharField(_("受取の印"), max_length=300, blank=True, editable=False)
    trouble = models.CharField(_("困ったこと"), max_length=300, blank=True, editable=False)
    written_at = models.DateTimeField(_("書いた日時"), editable=False)
    next_try_at = models.DateTimeField(editable=False)
    sending_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("送った日時"), null=True, blank=True, editable=False)
    urgency = models.CharField(max_length=6, choices=Urgency, default=Urgency.NOW, editable=False)
    round = models.PositiveSmallIntegerField(default=0, editable=False)  # how often a person has had it sent afresh
    first_try_at = models.DateTimeField(null=True, blank=True, editable=False)
    perhaps_heard = models.BooleanField(default=False, editable=False)  # a try ended unclear, or with the worker
    reference = models.CharField(max_length=120, blank=True, db_index=True, editable=False)  # the carrier's name for it
    printed_at = models.DateTimeField(_("印刷した日時"), null=True, blank=True, editable=False)
    delivered_at = models.DateTimeField(_("届いた日時"), null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(_("開かれた日時"), null=True, blank=True, editable=False)
    failed_at = models.DateTimeField(_("届けられなかった日時"), null=True, blank=True, editable=False)
    bounced_at = models.DateTimeField(_("はね返った日時"), null=True, blank=True, editable=False)
    returned_at = models.DateTimeField(_("戻ってきた日時"), null=True, blank=True, editable=False)
    gathered_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="gathered", editable=False
    )
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
        return self.settled_at is None and self.standing in TROUBLE

    @property
    def standing(self) -> Standing:
        """What is known of it, from the time stamps and from what happened at the handing over."""
        unsure = self.sending_at if self.state == self.State.UNKNOWN else None
        refused = self.failed_at or (self.written_at if self.state == self.State.FAILED else None)
        return standing(
            Stamps(
                handed_over=self.sent_at,
                delivered=self.delivered_at,
                opened=self.opened_at,
                failed=refused,
                bounced=self.bounced_at,
                returned=self.returned_at,
                unknown=unsure,
            )
        )

    @property
    def way(self) -> str:
        """The channel in words."""
        return str(dict(Preference.Channel.choices).get(self.channel, self.channel))

    @property
    def stands(self) -> str:
        """The same in words."""
        return str(WORDS.get(self.standing) or self.get_state_display())


WORDS = {
    Standing.HANDED_OVER: _("渡した"),
    Standing.DELIVERED: _("届いた"),
    Standing.OPENED: _("開かれた"),
    Standing.FAILED: _("届けられない"),
    Standing.BOUNCED: _("はね返ってきた"),
    Standing.RETURNED: _("手紙が戻ってきた"),
    Standing.UNKNOWN: _("届いたか分からない"),
}


class Preference(models.Model):
    """How a resident wants to hear from the city, and the LINE account that they have linked."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("メール")
        LINE = "line", _("LINE")
        SMS = "sms", _("SMS（携帯電話の短いメール）")
        LETTER = "letter", _("手紙")

    resident = models.OneToOneField(Resident, on_delete=models.CASCADE, related_name="post_preference")
    channel = models.CharField(_("お知らせの届け方"), max_length=6, choices=Channel, default=Channel.MAIL)
    weekly = models.BooleanField(_("急がないお知らせは、週に1度まとめる"), default=True)
    quiet = models.BooleanField(_("夜は鳴らさない"), default=True)
    line_id = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    line_linked_at = models.DateTimeField(null=True, blank=True, editable=False)
    line_code = models.CharField(max_length=12, null=True, blank=True, unique=True, editable=False)
    line_code_until = models.DateTimeField(null=True, blank=True, editable=False)

    kept_from_journal = ("line_id", "line_code", "line_code_until")

    class Meta:
        verbose_name = verbose_name_plural = _("お知らせの届け方")

    def __str__(self) -> str:
        return str(self.get_channel_display())


class Mailing(models.Model):
    """A letter to many: the words, and a list of those it goes to. It is printed in bundles by the worker."""

    title = models.CharField(_("手紙の題"), max_length=120)
    text = models.TextField(_("本文"))
    contact = models.CharField(_("問い合わせ先"), max_length=300, blank=True)
    number = models.CharField(_("文書番号"), max_length=40, blank=True)
    dated = models.DateField(_("手紙の日付"))
    per_bundle = models.PositiveSmallIntegerField()
    invented = models.BooleanField(_("見本"), default=False)
    made_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("おおぜいへの手紙")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class MailingBundle(models.Model):
    """Some of the letters, in one file. Its rows go when the mailing is erased."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="bundles")
    place = models.PositiveIntegerField()
    first = models.PositiveIntegerField()  # the number of its first letter, from 1
    count = models.PositiveSmallIntegerField()
    rows = models.JSONField(default=list)
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    pages = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    replaced = models.JSONField(default=dict)  # number of the letter → what the font lacked

    class Meta:
        ordering = ["mailing", "place"]
        constraints = [
            models.UniqueConstraint(fields=["mailing", "place"], name="a_bundle_has_its_place"),
            models.CheckConstraint(
                name="what_is_printed_has_its_sum", condition=Q(printed_at=None) | (~Q(sha256="") & Q(pages__gt=0))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id} {self.place}"

    @property
    def last(self) -> int:
        """The number of its last letter."""
        return self.first + self.count - 1
