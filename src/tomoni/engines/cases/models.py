"""What a city hall keeps of an application: its form, the draft, the case, and all that happened to it."""

import functools
import operator
from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tomoni.base.references import About
from tomoni.common.people.api import LEVELS, NOBODY, Clerk, Level, Resident

from .forms import read
from .procedures import Procedure, procedures
from .questions import Question, Step, spoken
from .volumes import Volume, volumes_of
from .workflow import CLOSED, OPEN, Entrance, Kind, State

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is easily taken for another


def _token() -> str:
    """131 bits, enough that knowing it is the right to see what it opens."""
    return get_random_string(22)


def _code() -> str:
    """Eight letters that a person can write down; tries are counted (`knocks.py`)."""
    return get_random_string(8, CODE_LETTERS)


class FormDefinition(models.Model):
    """One version of what a procedure asks and promises. Never changed; a changed declaration makes the next one."""

    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="a_form_has_each_version_once"),
            models.UniqueConstraint(fields=["key", "digest"], name="a_form_has_each_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return tuple(Step.from_data(each) for each in self.content["steps"])

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for step in self.steps for question in step.questions)


class Draft(About):
    """An application in the making. Its code opens it on another device; it goes when its time is over."""

    token = models.CharField(max_length=22, unique=True, default=_token, editable=False)
    code = models.CharField(max_length=8, unique=True, default=_code, editable=False)
    definition = models.ForeignKey(FormDefinition, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    unfinished = models.JSONField(default=dict)  # what was typed and could not be understood yet: nothing is lost
    entrance = models.CharField(max_length=8, choices=Entrance, default=Entrance.ONLINE)
    helped_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts")
    language = models.CharField(max_length=10, default="ja")
    began_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    # Signs of opened pages that keep by themselves what is typed: the one that began it, and the last that kept it.
    begun_by = models.CharField(max_length=32, blank=True, default="", editable=False)
    kept_by = models.CharField(max_length=32, blank=True, default="", editable=False)
    expires_on = models.DateField()
    case = models.OneToOneField(
        "Case", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="draft"
    )

    class Meta:
        indexes = [models.Index(fields=["expires_on"], name="draft_expires")]
        constraints = [
            models.UniqueConstraint(
                name="an_opened_page_begins_one_draft", fields=["begun_by"], condition=~models.Q(begun_by="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.definition.key} ({self.token[:4]}…)"

    def get_absolute_url(self) -> str:
        return reverse("draft", args=[self.token])

    @property
    def procedure(self) -> Procedure:
        return procedures[self.definition.key]

    @property
    def spelt_code(self) -> str:
        """ABCD-EFGH."""
        return f"{self.code[:4]}-{self.code[4:]}"


class CaseQuerySet(models.QuerySet["Case"]):
    def open_(self) -> Self:
        """Those the city still owes an answer."""
        return self.filter(state__in=OPEN)

    def late(self, on: date) -> Self:
        """Those whose answer should have come before this day."""
        return self.open_().filter(due_on__lt=on)

    def unassigned(self) -> Self:
        return self.open_().filter(examiner=None)

    def volumes(self, service: str, first: date, last: date) -> list[Volume]:
        """How much each procedure of a service had to do between two days, both included."""
        return volumes_of(self, service, first, last)


class Case(About):
    """One application or notification, as it was handed in, and how it ended."""

    State = State
    Kind = Kind

    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=22, unique=True, default=_token, editable=False)
    definition = models.ForeignKey(FormDefinition, on_delete=models.PROTECT, related_name="cases")
    procedure_key = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    subject = models.CharField(max_length=200)  # what lists call it
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="ja")
    entrance = models.CharField(max_length=8, choices=Entrance, default=Entrance.ONLINE)
    helped_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    identity = models.CharField(
        max_length=10, blank=True, default=""
    )  # the level that the applicant had shown (LEVELS)
    handed_in = models.JSONField()  # the answers as they arrived: evidence, never changed
    arrived_at = models.DateTimeField()  # 到達
    answer_within = models.PositiveSmallIntegerField()  # opening days (標準処理期間)
    due_on = models.DateField()
    examiner = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="examined_cases")
    closed_on = models.DateField(null=True, blank=True)
    ease = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 easy, 2 so so, 3 hard, as the applicant says
    invented = models.BooleanField(default=False)
    erased_on = models.DateField(null=True, blank=True, editable=False)  # its contents went by rule (`holdings`)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN), closed_on=None)
                | Q(state__in=sorted(CLOSED), closed_on__isnull=False),
                name="a_case_is_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.NOTIFICATION, state__in=["PROPOSED", "GRANTED", "REFUSED"])
                & ~Q(kind=Kind.APPLICATION, state="ACCEPTED"),
                name="a_notification_is_accepted_and_never_granted",
            ),
        ]
        indexes = [
            models.Index(fields=["procedure_key", "state", "due_on"], name="case_waits"),
            models.Index(fields=["examiner", "state", "due_on"], name="case_waits_for_a_clerk"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.token])

    @property
    def procedure(self) -> Procedure:
        return procedures[self.procedure_key]

    @property
    def identity_shown(self) -> Level:
        """How surely the city knew who applied."""
        return LEVELS.get(self.identity, NOBODY)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def title(self) -> str:
        """What was applied for, in the language of now."""
        return spoken(self.definition.content["title"])

    @property
    def decided_on(self) -> date | None:
        """The day of the decision, for the follow-ups of a procedure."""
        return self.closed_on

    @property
    def answers(self) -> Mapping[str, Any]:
        """The answers as values (days are dates), with everything corrected since put in its place."""
        return read(self.definition.questions, self.kept)

    @property
    def kept(self) -> dict[str, Any]:
        """The same as JSON."""
        corrected = [correction.handed_in for correction in self.corrections.all() if correction.answered_at]
        return functools.reduce(operator.or_, corrected, self.handed_in)


class Correction(models.Model):
    """The applicant was asked to put something right (補正); until the answer or the day named, the clock rests."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    what = models.TextField()
    keys = models.JSONField(default=list)  # of the questions that are asked once more; all when empty
    reply_by = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    handed_in = models.JSONField(default=dict)  # the answers that changed

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at=None), name="a_case_waits_for_one_correction_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.what


class Outcome(models.TextChoices):
    GRANT = "GRANT", _("認める")
    REFUSE = "REFUSE", _("認めない")


_GIVES_REASONS = ~Q(article="") & ~Q(facts="") & ~Q(reasoning="")


class Proposal(models.Model):
    """What the examining clerk puts before those who decide. The paper that goes round is about this."""

    class State(models.TextChoices):
        ON_ITS_WAY = "ON_ITS_WAY"
        DECIDED = "DECIDED"
        STOPPED = "STOPPED"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    outcome = models.CharField(max_length=6, choices=Outcome)
    article = models.CharField(max_length=300, blank=True)
    facts = models.TextField(blank=True)
    reasoning = models.TextField(blank=True)
    words = models.TextField(blank=True)
    made_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.ON_ITS_WAY)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="ON_ITS_WAY"), name="a_case_has_one_proposal_on_its_way"
            ),
            models.CheckConstraint(
                condition=Q(outcome="GRANT") | _GIVES_REASONS, name="a_proposed_refusal_gives_reasons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_outcome_display()}"


class Notice(models.Model):
    """The decision as the applicant gets it (通知): numbered, dated, a refusal with its reasons and remedies."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="notice")
    number = models.CharField(max_length=40, unique=True)
    outcome = models.CharField(max_length=6, choices=Outcome)
    issued_on = models.DateField()
    addressee = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    body = models.TextField()
    article = models.CharField(max_length=300, blank=True)
    facts = models.TextField(blank=True)
    reasoning = models.TextField(blank=True)
    remedies = models.TextField(blank=True)
    appeal_by = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="GRANT") | (_GIVES_REASONS & ~Q(remedies="")),
                name="a_refusal_leaves_with_reasons_and_remedies",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Message(models.Model):
    """A word between the applicant and the section."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    clerk = models.ForeignKey(
        Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # None: applicant
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:40]


class Note(models.Model):
    """A clerk's own remark on a case; the applicant does not see it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    clerk = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:40]


class Knock(models.Model):
    """Somebody began an application or tried a code; counted for a while, so that no machine does it all day.

    The address is kept only as a digest under a key of the day.
    """

    what = models.CharField(max_length=20)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["address", "what", "at"], name="knock_counts")]

    def __str__(self) -> str:
        return f"{self.what} {self.at}"
