"""What makes the applicant wait: another office on the way, another section, and days beyond the period."""

from datetime import date

from django.db import models
from django.db.models import Q

from tomoni.base.clock import add_open_days
from tomoni.common.people.api import Clerk, Section

from .case import Case


class Leg(models.Model):
    """Another office has the case (経由): its days are counted against it, and the city's own clock rests."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="legs")
    through = models.CharField(max_length=100)  # the office, as people call it
    within = models.PositiveSmallIntegerField()  # its own opening days
    sent_on = models.DateField()
    sent_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    back_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sent_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(back_on=None), name="a_case_is_with_one_office_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(back_on=None) | Q(back_on__gte=models.F("sent_on")), name="a_case_comes_back_after_it_went"
            ),
        ]

    def __str__(self) -> str:
        return self.through

    @property
    def due_on(self) -> date:
        """The last of its own days."""
        return add_open_days(self.sent_on, self.within)


class Delay(models.Model):
    """The standard period is over, or nearly: why, where the case stands, and by when it ends (理由と見込み).

    The nightly job writes where the case stands; a clerk adds why and until when, and sends it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="delays")
    drafted_on = models.DateField()
    due_on = models.DateField()  # the day that was promised
    stands = models.TextField(max_length=2000)
    reason = models.TextField(max_length=2000, blank=True)
    outlook = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["drafted_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(sent_at=None), name="a_case_has_one_delay_to_tell"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | (~Q(reason="") & Q(outlook__isnull=False)),
                name="a_told_delay_has_reason_and_outlook",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.due_on}"


class Consultation(models.Model):
    """Another section is asked while a case is examined, by a day (照会), and answers (回答). The clock goes on."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consultations")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    question = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reply_by = models.DateField()
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & Q(answered_by__isnull=False)),
                name="an_answered_consultation_says_something",
            )
        ]
        indexes = [models.Index(fields=["section", "reply_by"], condition=Q(answered_at=None), name="section_is_asked")]

    def __str__(self) -> str:
        return self.question[:40]
