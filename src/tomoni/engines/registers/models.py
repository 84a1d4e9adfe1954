"""The engine's own table: imports that somebody has begun. The registers themselves belong to the services."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import Clerk


class Import(models.Model):
    """A sheet that was read line by line. It changes nothing until a clerk confirms what it would do."""

    register_key = models.CharField(_("台帳"), max_length=60)
    file_name = models.CharField(_("ファイル"), max_length=200)
    on = models.DateField(_("この日から"))
    lines = models.JSONField(_("行"))  # what `importing.Line.as_data` says of each
    strange = models.JSONField(_("知らない見出し"), default=list)
    made_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+", verbose_name=_("読み込んだ人"))
    made_at = models.DateTimeField(_("読み込んだ日時"))
    carried_out_at = models.DateTimeField(_("取り込んだ日時"), null=True, blank=True)
    carried_out_by = models.ForeignKey(
        Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("取り込んだ人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("取込み")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(carried_out_at=None, carried_out_by=None)
                | Q(carried_out_at__isnull=False, carried_out_by__isnull=False),
                name="an_import_is_carried_out_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("desk-register-import", args=[self.register_key, self.pk])
