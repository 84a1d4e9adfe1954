"""What the plan says: goals, policies, groups of measures, measures, and the services that carry them out."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..moments import fiscal_year_of
from .words import Titled, Worded


class Plans(models.QuerySet["Plan"]):
    def of(self, on: date) -> "Plan | None":
        """The plan that was carried out on a day; before the first one, the first."""
        year = fiscal_year_of(on)
        return self.filter(first_year__lte=year).order_by("first_year").last() or self.order_by("first_year").first()


class Plan(Titled):
    """A comprehensive plan of the city, for some fiscal years."""

    key = models.SlugField(_("略号"), unique=True)
    first_year = models.PositiveSmallIntegerField(_("はじめの年度"))
    last_year = models.PositiveSmallIntegerField(_("おわりの年度"))
    source = models.CharField(_("出典"), max_length=200)

    objects = Plans.as_manager()

    class Meta:
        verbose_name = _("総合計画")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")), name="a_plan_ends_after_it_begins"
            ),
        ]


class Goal(Titled):
    """One of the plan's goals."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals", verbose_name=_("計画"))
    code = models.CharField(_("番号"), max_length=12)

    class Meta:
        verbose_name = _("基本目標")
        ordering = ["plan", "code"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="a_goal_has_its_code_once_in_a_plan")]


class Policy(Titled, Worded):
    """A policy: what the city wants to bring about."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="policies", verbose_name=_("基本目標"))
    code = models.CharField(_("番号"), max_length=12)
    order = models.PositiveSmallIntegerField(_("順"), default=0)

    class Meta:
        verbose_name = _("施策")
        constraints = [models.UniqueConstraint(fields=["goal", "code"], name="a_policy_has_its_code_once_in_a_goal")]
        ordering = ["order", "code"]


class Topic(Titled, Worded):
    """A figure or a fact that the plan prints beside a policy."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="topics", verbose_name=_("施策"))
    source = models.CharField(_("出典"), max_length=200)

    class Meta:
        verbose_name = _("トピックス")
        ordering = ["policy", "pk"]


class MeasureGroup(Titled, Worded):
    """A direction of work (取組の方向) with its measures. `words`: what runs there, in a few words."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="groups", verbose_name=_("施策"))
    code = models.CharField(_("番号"), max_length=12)
    order = models.PositiveSmallIntegerField(_("順"), default=0)

    class Meta:
        verbose_name = _("取組の方向")
        constraints = [models.UniqueConstraint(fields=["policy", "code"], name="a_group_has_its_code_once_in_a_policy")]
        ordering = ["order", "code"]


class ServiceOfPlan(Titled, Worded):
    """A service that carries out measures. It is live when a service of this key is installed, else planned."""

    key = models.SlugField(_("略号"), unique=True)
    order = models.PositiveSmallIntegerField(_("順"), default=0)

    class Meta:
        verbose_name = _("サービス")
        ordering = ["order", "key"]


class Measure(Worded):
    """One thing that the city has promised to do, in our own words."""

    group = models.ForeignKey(
        MeasureGroup, on_delete=models.PROTECT, related_name="measures", verbose_name=_("取組の方向")
    )
    code = models.CharField(_("番号"), max_length=12)
    services = models.ManyToManyField(ServiceOfPlan, related_name="measures", verbose_name=_("サービス"))

    class Meta:
        verbose_name = _("取組")
        constraints = [models.UniqueConstraint(fields=["group", "code"], name="a_measure_has_its_code_once_in_a_group")]
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.words}"


class ValueProject(Titled, Worded):
    """One of the city's value projects (価値創出プロジェクト), which cut across the policies."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="projects", verbose_name=_("計画"))
    number = models.PositiveSmallIntegerField(_("番号"))
    key = models.SlugField(_("略号"))

    class Meta:
        verbose_name = _("価値創出プロジェクト")
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="a_project_has_its_number_once")]

    @property
    def mark(self) -> str:
        """Its number as the plan prints it: ①."""
        return chr(ord("①") + self.number - 1)


class Contribution(Worded):
    """How a policy contributes to a value project."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("施策"))
    project = models.ForeignKey(
        ValueProject, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("プロジェクト")
    )
    order = models.PositiveSmallIntegerField(_("順"), default=0)

    class Meta:
        verbose_name = _("プロジェクトへの寄与")
        ordering = ["project__number", "policy__code", "order"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "project", "order"], name="contributions_have_one_order")
        ]

    def __str__(self) -> str:
        return f"{self.policy.code} → {self.project.mark}"
