"""One application or notification, as it was handed in, and how it ended."""

import functools
import operator
from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tomoni.base.references import About
from tomoni.common.people.api import LEVELS, NOBODY, Clerk, Level, Resident

from ..forms import read
from ..procedures import Procedure, procedures
from ..questions import spoken
from ..volumes import Volume, volumes_of
from ..workflow import CLOSED, OPEN, Entrance, Kind, State
from .drafting import FormDefinition
from .package import Package
from .tokens import _token


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
    package = models.ForeignKey(Package, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    identity = models.CharField(
        max_length=10, blank=True, default=""
    )  # the level that the applicant had shown (LEVELS)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    handed_in = models.JSONField()  # the answers as they arrived: evidence, never changed
    arrived_at = models.DateTimeField()  # 到達
    answer_within = models.PositiveSmallIntegerField()  # opening days (標準処理期間)
    due_on = models.DateField()
    examiner = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="examined_cases")
    closed_on = models.DateField(null=True, blank=True)
    took = models.PositiveSmallIntegerField(null=True, blank=True)  # counted days until it was closed
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
    def promises_a_day(self) -> bool:
        """Whether its days are a promise to the applicant, or only a measure for the desk."""
        return bool(self.definition.content.get("facts", {}).get("promised", True))

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


class CaseLink(models.Model):
    """Two cases that have to do with each other, as a clerk has found; the desk of each shows the other."""

    one = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_cases_are_linked_once"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="a_link_has_one_direction"),
        ]

    def __str__(self) -> str:
        return f"{self.one} {self.other}"
