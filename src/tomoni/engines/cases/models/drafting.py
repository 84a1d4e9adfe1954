"""The form as it was asked, the application in the making, and who knocks."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property

from tomoni.base.references import About
from tomoni.common.people.api import Clerk, Resident

from ..learnt import Told, learn
from ..procedures import Procedure, procedures
from ..questions import Question, Rule, Step
from ..workflow import Entrance
from .package import Package
from .tokens import _code, _token


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

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **how: Any) -> Self:
        """Whatever language it brings is spoken from now on."""
        read = super().from_db(db, field_names, values, **how)
        if "content" in field_names:
            learn(read.content)
        return read

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        steps = (Step.from_data(each) for each in self.content["steps"])
        texts = self.content.get("texts")
        return tuple(step.told_by(texts) for step in steps) if texts else tuple(steps)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for step in self.steps for question in step.questions)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        rules = (Rule(**each) for each in self.content.get("rules", ()))
        texts = self.content.get("texts", {})
        return tuple(Rule(rule.at, rule.must, Told.by(texts, rule.says)) for rule in rules)


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
    package = models.ForeignKey(Package, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    follows = models.ForeignKey("Case", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
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
