"""Clerks, the posts they hold from a day until another, and the days they are away."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .accounts import Account
from .house import Post
from .lasting import Lasting, LastingQuerySet, begins_before_it_ends


class ClerkQuerySet(models.QuerySet):
    def holding(self, post: Post, on: date) -> Self:
        """Those who hold the post on a day."""
        return self.filter(pk__in=Holding.objects.standing(on).filter(post=post).values("clerk"))


class Clerk(models.Model):
    """A member of staff."""

    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, related_name="clerk", verbose_name=_("アカウント")
    )
    number = models.SlugField(_("職員番号"), max_length=20, unique=True)
    family_name = models.CharField(_("氏"), max_length=40)
    given_name = models.CharField(_("名"), max_length=40, blank=True)
    kana = models.CharField(_("ふりがな"), max_length=100, blank=True)
    last_day = models.DateField(_("最後の勤務日"), null=True, blank=True)  # after it the account lets nobody in
    invented = models.BooleanField(_("見本"), default=False, editable=False)

    objects = ClerkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("職員")
        ordering = ["kana", "number"]

    def __str__(self) -> str:
        return f"{self.name}（見本）" if self.invented else self.name

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    def has_left(self, on: date) -> bool:
        """Whether the last day at the city hall lies before a day."""
        return self.last_day is not None and self.last_day < on


class Holding(Lasting):
    """A clerk holds a post (兼務: several at once, one of them the main post)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings", verbose_name=_("職"))
    clerk = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="holdings", verbose_name=_("職員"))
    main = models.BooleanField(_("本務"), default=True)

    objects = LastingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("在職")
        ordering = ["-main", "-post__rank", "post__order", "since"]
        constraints = [
            begins_before_it_ends("a_holding_begins_before_it_ends"),
            models.UniqueConstraint(
                fields=["post", "clerk"], condition=Q(until=None), name="nobody_holds_one_post_twice"
            ),
            models.UniqueConstraint(
                fields=["clerk"], condition=Q(until=None, main=True), name="nobody_has_two_main_posts_without_end"
            ),
        ]
        indexes = [models.Index(fields=["clerk", "since"], name="holdings_of_a_clerk")]

    def __str__(self) -> str:
        return f"{self.post} {self.clerk}"


class AbsenceQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        return self.filter(first_on__lte=day, last_on__gte=day)

    def until_after(self, day: date) -> Self:
        """Today's and those to come."""
        return self.filter(last_on__gte=day)


class Absence(models.Model):
    """A clerk is away from one day to another, both counted; somebody may be named to stand in."""

    class Kind(models.TextChoices):
        TRIP = "trip", _("出張")
        LEAVE = "leave", _("休暇")
        TRAINING = "training", _("研修")
        OTHER = "other", _("そのほか")

    clerk = models.ForeignKey(Clerk, on_delete=models.CASCADE, related_name="absences", verbose_name=_("職員"))
    first_on = models.DateField(_("最初の日"))
    last_on = models.DateField(_("最後の日"))
    kind = models.CharField(_("わけ"), max_length=10, choices=Kind)
    stand_in = models.ForeignKey(
        Clerk,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="standing_in",
        verbose_name=_("代わりをする人"),
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("不在")
        ordering = ["first_on", "clerk"]
        constraints = [
            models.CheckConstraint(
                name="an_absence_does_not_end_before_it_begins", condition=Q(last_on__gte=F("first_on"))
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves", condition=Q(stand_in=None) | ~Q(stand_in=F("clerk"))
            ),
        ]
        indexes = [models.Index(fields=["clerk", "last_on"], name="absences_of_a_clerk")]

    def __str__(self) -> str:
        return f"{self.clerk} {self.first_on}〜{self.last_on}"
