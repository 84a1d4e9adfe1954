"""Who uses a figure: the sheets, papers and pages that cite it, and the people who asked to be told of changes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tomoni.base.references import About
from tomoni.common.people.api import Clerk, Post

from .figures import IndicatorValue, Restatement
from .indicators import Indicator


class Citation(About):
    """Something that shows a figure. `about` is the citing thing, where it is a record of ours.

    `day` and `value` say which figure it was and what was shown; `keeper` is the post that looks after the citing
    thing, `address` the mail of a keeper outside (a newspaper, an office elsewhere). One of the two is there.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="citations", verbose_name=_("指標"))
    day = models.DateField(_("いつの値か"))
    value = models.DecimalField(_("引いた値"), max_digits=18, decimal_places=6)
    shown = models.CharField(_("どう書いたか"), max_length=80)
    title = models.CharField(_("引いているもの"), max_length=200)
    url = models.CharField(_("そのアドレス"), max_length=300, blank=True)
    keeper = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("受け持ちの職")
    )
    address = models.EmailField(_("知らせるメールアドレス"), blank=True)
    cited_at = models.DateTimeField(_("引いた時刻"))
    ended_on = models.DateField(_("引くのをやめた日"), null=True, blank=True)

    class Meta:
        verbose_name = _("引用")
        ordering = ["indicator", "day", "pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="citation_about"),
            models.Index(fields=["indicator", "day"], name="citation_figure"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["about_type", "about_id", "indicator", "day"],
                condition=Q(about_id__isnull=False),
                name="a_thing_cites_a_figure_once",
            ),
            models.CheckConstraint(
                condition=Q(keeper__isnull=False) | ~Q(address=""), name="a_citation_has_somebody_to_tell"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.shown}"


class RestatementNotice(models.Model):
    """A citing thing's keeper was told that the figure was restated: by a correction, or by counting it again."""

    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="notices", verbose_name=_("引用"))
    correction = models.ForeignKey(
        Restatement, on_delete=models.PROTECT, null=True, blank=True, related_name="notices", verbose_name=_("訂正")
    )
    recount = models.ForeignKey(
        IndicatorValue, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("数え直し")
    )
    told_at = models.DateTimeField(_("知らせた時刻"))
    settled_at = models.DateTimeField(_("片付けた時刻"), null=True, blank=True)
    settled_by = models.ForeignKey(
        Clerk, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("片付けた人")
    )
    done = models.TextField(_("どうしたか"), blank=True)

    class Meta:
        verbose_name = _("訂正の知らせ")
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "correction"],
                condition=Q(correction__isnull=False),
                name="told_of_a_correction_once",
            ),
            models.UniqueConstraint(
                fields=["citation", "recount"], condition=Q(recount__isnull=False), name="told_of_a_recount_once"
            ),
            models.CheckConstraint(
                condition=Q(correction__isnull=False, recount=None) | Q(correction=None, recount__isnull=False),
                name="a_notice_is_of_one_restatement",
            ),
        ]

    def __str__(self) -> str:
        return str(self.citation)


class Follower(models.Model):
    """Somebody outside who asked to be told of corrections and new targets of an indicator. Leaving erases the row."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="followers", verbose_name=_("指標"))
    address = models.EmailField(_("メールアドレス"))
    language = models.CharField(_("ことば"), max_length=10, default="ja")
    token = models.CharField(_("合言葉"), max_length=64, unique=True)
    asked_at = models.DateTimeField(_("申し込んだ時刻"))
    confirmed_at = models.DateTimeField(_("確かめた時刻"), null=True, blank=True)

    class Meta:
        verbose_name = _("指標の知らせを受ける人")
        ordering = ["indicator", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "address"], name="an_address_follows_an_indicator_once"),
        ]

    def __str__(self) -> str:
        return self.indicator.label
