"""Putting a decision into effect, and the years a paper is kept: classes, holds, yearly lists of what is let go."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tomoni.base.clock import FiscalYear
from tomoni.base.references import About
from tomoni.common.people.api import Clerk

from .papers import Paper


class AtEnd(models.TextChoices):
    TRANSFER = "transfer", _("移管")
    DISPOSE = "dispose", _("廃棄")


class FileClass(models.Model):
    """A line of the city's table of papers (文書分類表): how long papers of this kind are kept, and what then."""

    class Counts(models.TextChoices):
        FISCAL = "fiscal", _("年度")
        CALENDAR = "calendar", _("暦年")

    code = models.CharField(_("分類番号"), max_length=20, unique=True)
    large = models.CharField(_("大分類"), max_length=40)
    middle = models.CharField(_("中分類"), max_length=40)
    small = models.CharField(_("小分類"), max_length=60)
    years = models.PositiveSmallIntegerField(_("保存年限"), help_text=_("0は永久。"))
    years_undecided = models.PositiveSmallIntegerField(
        _("否決・廃案のときの保存年限"), null=True, blank=True, help_text=_("空なら、決裁のときと同じ。")
    )
    at_end = models.CharField(_("満了のとき"), max_length=8, choices=AtEnd, default=AtEnd.DISPOSE)
    counts = models.CharField(_("数え方"), max_length=8, choices=Counts, default=Counts.FISCAL)
    reference = models.CharField(_("よりどころ"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("文書分類")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="what_is_kept_for_ever_is_not_thrown_away", condition=~Q(years=0) | Q(at_end="transfer")
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.large}・{self.middle}・{self.small}"


class Dispatch(models.Model):
    """施行: how and when a decision was put into effect."""

    class Method(models.TextChoices):
        MAIL = "mail", _("郵送")
        COUNTER = "counter", _("窓口で渡す")
        ELECTRONIC = "electronic", _("電子")
        BOARD = "board", _("掲示")
        GAZETTE = "gazette", _("公告")
        INSIDE = "inside", _("庁内で行う")

    class SealUsed(models.TextChoices):
        SEAL = "seal", _("公印を押した")
        OMITTED = "omitted", _("公印省略")
        SIGNATURE = "signature", _("電子署名")

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="dispatch")
    on = models.DateField(_("施行日"))
    method = models.CharField(_("方法"), max_length=12, choices=Method)
    seal_used = models.CharField(_("公印"), max_length=10, choices=SealUsed)
    addressee = models.CharField(_("あて先"), max_length=200, blank=True)
    checked_by = models.ForeignKey(
        Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("浄書・照合した人")
    )
    clerk = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("施行")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.paper} {self.on}"


class FiledQuerySet(models.QuerySet["Filed"]):
    def over_in(self, year: FiscalYear) -> Self:
        """Those whose last day lies in a fiscal year or before it, that nothing holds, and that are on no open list."""
        holds = Hold.objects.standing().filter(paper=OuterRef("paper"))
        listed = DisposalItem.objects.filter(filed=OuterRef("pk"), kept_because="")
        over = self.filter(state=Filed.State.KEPT, kept_through__lte=year.last)
        return over.filter(~Exists(holds), ~Exists(listed))


class Filed(models.Model):
    """A completed paper and the years it is kept."""

    class State(models.TextChoices):
        KEPT = "kept", _("保存")
        TRANSFERRED = "transferred", _("移管済み")
        DISPOSED = "disposed", _("廃棄済み")

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="filed")
    file_class = models.ForeignKey(FileClass, on_delete=models.PROTECT, related_name="filed")
    state = models.CharField(_("保存の状態"), max_length=12, choices=State, default=State.KEPT)
    completed_on = models.DateField(_("完結の日"))
    years = models.PositiveSmallIntegerField(_("保存年限"))
    at_end = models.CharField(_("満了のとき"), max_length=8, choices=AtEnd)
    kept_since = models.DateField(_("保存のはじまり"))
    kept_through = models.DateField(_("保存の終わり"), null=True, blank=True)
    ended_on = models.DateField(_("移管・廃棄の日"), null=True, blank=True)
    clerk = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")

    objects = FiledQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("完結した文書")
        ordering = ["kept_through", "pk"]
        constraints = [
            models.CheckConstraint(
                name="only_what_is_kept_for_ever_has_no_last_day",
                condition=Q(years=0, kept_through=None) | (Q(years__gt=0) & Q(kept_through__isnull=False)),
            ),
            models.CheckConstraint(
                name="what_was_let_go_has_a_day",
                condition=Q(state="kept", ended_on=None) | (~Q(state="kept") & Q(ended_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["state", "kept_through"], name="filed_by_last_day")]

    def __str__(self) -> str:
        return str(self.paper)


class HoldQuerySet(models.QuerySet["Hold"]):
    def standing(self) -> Self:
        return self.filter(released_at=None)


class Hold(About):
    """A paper must not go as long as this stands: somebody may still need it. `about` is what holds it."""

    class Reason(models.TextChoices):
        APPEAL = "appeal", _("審査請求")
        SUIT = "suit", _("訴訟")
        DISCLOSURE = "disclosure", _("開示請求")
        AUDIT = "audit", _("監査")
        RESIDENTS_AUDIT = "residents", _("住民監査請求")

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(_("理由"), max_length=10, choices=Reason)
    words = models.CharField(_("説明"), max_length=300, blank=True)
    put_by = models.ForeignKey(Clerk, null=True, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField()
    released_by = models.ForeignKey(Clerk, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("廃棄の止め")
        ordering = ["put_at", "pk"]
        indexes = [models.Index(fields=["about_type", "about_id"], name="holds_about")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.paper}"


class DisposalList(models.Model):
    """The papers whose years are over in a fiscal year: drawn, confirmed by their sections, decided, carried out."""

    class State(models.TextChoices):
        DRAWN = "drawn", _("確認中")
        UP = "up", _("決裁中")
        DECIDED = "decided", _("決裁済")
        CARRIED_OUT = "carried_out", _("実施済み")

    fiscal_year = models.PositiveSmallIntegerField(_("年度"), unique=True)
    state = models.CharField(_("状態"), max_length=12, choices=State, default=State.DRAWN)
    drawn_on = models.DateField(_("作った日"))
    drawn_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    carried_out_on = models.DateField(_("実施の日"), null=True, blank=True)
    carried_out_by = models.ForeignKey(Clerk, null=True, on_delete=models.PROTECT, related_name="+")
    certificate = models.JSONField(_("証明"), default=dict)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("移管・廃棄の目録")
        ordering = ["-fiscal_year"]

    def __str__(self) -> str:
        return str(_("%(year)sの移管・廃棄の目録") % {"year": FiscalYear(self.fiscal_year)})


class DisposalItem(models.Model):
    """One paper on a list. `kept_because`: the section keeps it longer, until a day, and it leaves the list."""

    list = models.ForeignKey(DisposalList, on_delete=models.PROTECT, related_name="items")
    filed = models.ForeignKey(Filed, on_delete=models.PROTECT, related_name="items")
    confirmed_by = models.ForeignKey(Clerk, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    kept_because = models.CharField(_("延ばすわけ"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("目録の文書")
        ordering = ["list", "filed__file_class", "filed__kept_through", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["list", "filed"], name="a_paper_stands_on_a_list_once"),
            models.CheckConstraint(
                name="a_confirmation_has_a_person_and_a_time_or_neither",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.filed)
