"""Documents from which a plan is read: handed in, read line by line, corrected by people, loaded into the plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tomoni.common.files.api import StoredFile

from .structure import Plan


class PlanDocument(models.Model):
    """A plan as a city publishes it, on its way into the plan of the database."""

    class State(models.TextChoices):
        WAITING = "waiting", _("順番を待っています")
        READING = "reading", _("読んでいます")
        READ = "read", _("読みました")
        FAILED = "failed", _("読めませんでした")
        LOADED = "loaded", _("計画に入れました")

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    name = models.CharField(_("もとの名前"), max_length=200)
    onto = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="documents", verbose_name=_("重ねる計画")
    )
    state = models.CharField(_("状態"), max_length=8, choices=State, default=State.WAITING)
    pages_done = models.PositiveIntegerField(_("読んだページ"), default=0)
    pages = models.PositiveIntegerField(_("全部のページ"), default=0)
    trouble = models.CharField(_("読めなかったわけ"), max_length=20, blank=True)
    draft = models.JSONField(_("下書き"), default=dict, blank=True)
    handed_in_at = models.DateTimeField(_("受け取った日時"))
    read_at = models.DateTimeField(_("読んだ日時"), null=True, blank=True)
    loaded_at = models.DateTimeField(_("計画に入れた日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("計画の文書")
        ordering = ["-handed_in_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(loaded_at=None) | models.Q(read_at__isnull=False),
                name="a_document_is_read_before_it_is_loaded",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DocumentLine(models.Model):
    """A line of a document, by the number with which questions point to it."""

    document = models.ForeignKey(PlanDocument, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("行"))
    page = models.PositiveIntegerField(_("ページ"), null=True, blank=True)
    text = models.TextField(_("文"), blank=True)

    class Meta:
        verbose_name = _("文書の行")
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="a_document_counts_its_lines")]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"
