"""What is put before those who decide, and the decision as the applicant gets it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import Clerk

from .case import Case


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
