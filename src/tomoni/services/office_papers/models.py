"""What a drafter typed into the form of an office paper, so that a paper that came back can be mended there.

The words that are sealed stand in the paper (`approvals.Paper`), version by version; this is their source.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfficePaper(models.Model):
    class Sort(models.TextChoices):
        PURCHASE = "purchase", _("購入伺")
        TRAVEL = "travel", _("旅行命令伺")
        CONSULTATION = "consultation", _("協議")
        GENERAL = "general", _("一般の伺い")

    sort = models.CharField(_("様式"), max_length=12, choices=Sort)
    typed = models.JSONField(_("書いたこと"), default=dict)
    made_at = models.DateTimeField(_("作った日時"))
    invented = models.BooleanField(_("見本"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("庁内の文書")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return str(self.typed.get("title", "")) or self.get_sort_display()
