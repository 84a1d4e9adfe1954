"""The wards of the city, as the city's own file knows them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.engines.registers.api import Record, RecordQuerySet


class Ward(Record):
    """A ward (区): the neighbourhood's own association, with its hall.

    Two wards of a city may share a name (光区 of 豊科 and of 明科), so area and name together tell a row. `basis` says
    how sure the name is; nobody takes a guess for a fact, and whoever knows better can say so.
    """

    class Basis(models.TextChoices):
        LISTED = "listed", _("市の一覧")
        INFERRED = "inferred", _("推定")
        UNKNOWN = "unknown", _("未確認")
        INVENTED = "invented", _("見本")

    area = models.CharField(_("地域"), max_length=20)
    no = models.PositiveSmallIntegerField(_("番号"), null=True, blank=True)
    name = models.CharField(_("区の名前"), max_length=60)
    kana = models.CharField(_("ふりがな"), max_length=60, blank=True)
    basis = models.CharField(_("名前の出どころ"), max_length=10, choices=Basis)
    hall = models.CharField(_("集会所"), max_length=120, blank=True)
    hall_address = models.CharField(_("集会所の住所"), max_length=120, blank=True)
    hall_lat = models.DecimalField(_("集会所の緯度"), max_digits=9, decimal_places=6, null=True, blank=True)
    hall_lon = models.DecimalField(_("集会所の経度"), max_digits=9, decimal_places=6, null=True, blank=True)
    households = models.PositiveIntegerField(_("世帯数"), null=True, blank=True)
    population = models.PositiveIntegerField(_("人口"), null=True, blank=True)
    as_of = models.CharField(_("世帯数と人口がいつのものか"), max_length=10, blank=True)
    source = models.CharField(_("出典"), max_length=300)
    note = models.CharField(_("注"), max_length=300, blank=True)

    objects: ClassVar[models.Manager["Ward"]] = RecordQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = _("区")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                "area", "name", condition=Q(until=None), name="one_standing_ward_per_area_and_name"
            ),
            models.UniqueConstraint("area", "no", condition=Q(until=None), name="one_standing_ward_per_number"),
            models.CheckConstraint(
                condition=Q(hall_lat=None, hall_lon=None) | Q(hall_lat__isnull=False, hall_lon__isnull=False),
                name="a_hall_has_both_degrees",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("ward", args=[self.pk])

    @property
    def is_sure(self) -> bool:
        return self.basis == self.Basis.LISTED
