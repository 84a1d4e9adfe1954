"""A club and its register."""

from django.db import models
from django.db.models import Q

from tomoni.engines.registers.records import Record
from tomoni.engines.registers.registers import Register


class Club(Record):
    class Field(models.TextChoices):
        NATURE = "nature", "自然"
        MUSIC = "music", "音楽"

    number = models.CharField("番号", max_length=10)
    name = models.CharField("名前", max_length=100)
    field = models.CharField("分野", max_length=10, choices=Field)
    members = models.PositiveIntegerField("人数")
    founded_on = models.DateField("できた日", null=True, blank=True)
    open_to_all = models.BooleanField("だれでも", default=True)
    phone = models.CharField("電話", max_length=20, blank=True)

    class Meta(Record.Meta):
        verbose_name = "クラブ"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["number"], condition=Q(until=None), name="one_standing_club_per_number"),
        ]

    def __str__(self) -> str:
        return self.name


CLUBS = Register(
    key="toys",
    title="クラブ",
    model=Club,
    columns=("number", "name", "field", "members", "founded_on", "open_to_all", "phone"),
    public=("number", "name", "field"),
    found_by=("number",),
    keep="toys.keep",
    searched=("name",),
)
