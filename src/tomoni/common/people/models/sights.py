"""Who looked at whose personal data, when, why and on which screen. Residents read their own list."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tomoni.base.references import About

from .clerks import Clerk
from .residents import Resident


class Sight(About):
    """One look. The same clerk at the same thing on the same screen within an hour is one look."""

    clerk = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+", verbose_name=_("職員"))
    resident = models.ForeignKey(
        Resident, null=True, blank=True, on_delete=models.CASCADE, related_name="sights", verbose_name=_("だれの情報")
    )
    post_title = models.CharField(_("そのときの職"), max_length=130, blank=True)
    screen = models.CharField(_("画面"), max_length=80, blank=True)
    why = models.CharField(_("わけ"), max_length=200)
    seen_at = models.DateTimeField(_("見た日時"))
    hour = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("個人情報を見た記録")
        ordering = ["-seen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["clerk", "about_type", "about_id", "screen", "hour"],
                name="a_look_is_noted_once_an_hour",
            ),
            models.CheckConstraint(name="a_look_has_a_reason", condition=~models.Q(why="")),
        ]
        indexes = [models.Index(fields=["resident", "-seen_at"], name="sights_of_a_resident")]

    def __str__(self) -> str:
        return f"{self.seen_at:%Y-%m-%d %H:%M} {self.screen}"
