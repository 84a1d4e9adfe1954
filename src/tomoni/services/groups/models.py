"""The support centre's register of groups."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.base.city.api import the_city
from tomoni.common.people.api import Membership, Organisation, Resident
from tomoni.engines.registers.api import Record, RecordQuerySet

from .rules import valid_until


class Field(models.TextChoices):
    """The twenty kinds of activity of 特定非営利活動促進法 別表, in short words."""

    WELFARE = "welfare", _("保健・医療・福祉")
    EDUCATION = "education", _("社会教育")
    TOWN = "town", _("まちづくり")
    TOURISM = "tourism", _("観光")
    RURAL = "rural", _("農山漁村・中山間地域")
    CULTURE = "culture", _("学術・文化・芸術・スポーツ")
    ENVIRONMENT = "environment", _("環境")
    DISASTER = "disaster", _("災害救援")
    SAFETY = "safety", _("地域安全")
    HUMAN_RIGHTS = "human_rights", _("人権・平和")
    INTERNATIONAL = "international", _("国際協力")
    GENDER = "gender", _("男女共同参画")
    CHILDREN = "children", _("子ども")
    INFORMATION = "information", _("情報化")
    SCIENCE = "science", _("科学技術")
    ECONOMY = "economy", _("経済活動")
    JOBS = "jobs", _("職業能力・雇用")
    CONSUMERS = "consumers", _("消費者保護")
    SUPPORT = "support", _("団体の支援")
    OTHER = "other", _("そのほか")


class GroupQuerySet(RecordQuerySet["Group"]):
    """Questions about groups."""

    def without_wards(self) -> Self:
        return self.filter(kind=Group.Kind.GROUP)

    def of(self, resident: Resident, on: date) -> Self:
        """Those a resident may write for: its head and its contact."""
        speaking = Membership.objects.standing(on).filter(
            resident=resident, role__in=[Membership.Role.HEAD, Membership.Role.CONTACT]
        )
        return self.filter(organisation__in=speaking.values("organisation"))

    def saying(self, words: str) -> Self:
        """Those that name every word in their name or in what they do."""
        found = self
        for word in words.replace("　", " ").split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(kana__icontains=word)
                | Q(purpose__icontains=word)
                | Q(activity__icontains=word)
            )
        return found


class Group(Record):
    """A citizens' group, or a ward, on the support centre's register.

    Two wards of the city share a name (光区 of 豊科 and of 明科), so name and area together tell a row.
    """

    class Kind(models.TextChoices):
        GROUP = "group", _("市民活動団体")
        WARD = "ward", _("区")

    kind = models.CharField(_("種類"), max_length=5, choices=Kind, default=Kind.GROUP)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("団体の名前"), max_length=120)
    kana = models.CharField(_("ふりがな"), max_length=120, blank=True)
    field = models.CharField(_("活動の分野"), max_length=15, choices=Field, blank=True)
    area = models.CharField(_("おもな活動の地域"), max_length=20)
    purpose = models.TextField(_("何のための団体か"))
    activity = models.TextField(_("どんな活動をしているか"), blank=True)
    founded_on = models.DateField(_("できた日"), null=True, blank=True)
    members = models.PositiveIntegerField(_("会員の人数"), null=True, blank=True)
    meeting_day = models.CharField(_("集まる日"), max_length=120, blank=True)
    representative = models.CharField(_("代表者"), max_length=100, blank=True)
    representative_public = models.BooleanField(_("代表者の名前を公開する"), default=False)
    contact = models.CharField(_("連絡する人"), max_length=100, blank=True)
    contact_public = models.BooleanField(_("連絡する人の名前を公開する"), default=False)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    phone_public = models.BooleanField(_("電話番号を公開する"), default=False)
    email = models.EmailField(_("メールアドレス"), blank=True)
    email_public = models.BooleanField(_("メールアドレスを公開する"), default=False)
    website = models.URLField(_("ウェブサイト・SNS"), blank=True)
    looking_for_members = models.BooleanField(_("会員をさがしている"), default=False)
    wishes = models.TextField(_("いっしょにしたいこと"), blank=True)
    lat = models.DecimalField(_("緯度"), max_digits=9, decimal_places=6, null=True, blank=True)
    lon = models.DecimalField(_("経度"), max_digits=9, decimal_places=6, null=True, blank=True)
    renewed_on = models.DateField(_("最後に更新した日"), db_index=True)
    reminded = models.PositiveSmallIntegerField(
        _("送った更新のお知らせ（何日前）"), null=True, blank=True, editable=False
    )

    objects: ClassVar[Any] = GroupQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("登録団体")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint("name", "area", condition=Q(until=None), name="one_standing_group_per_name"),
            models.CheckConstraint(
                condition=Q(kind="ward") | (Q(members__isnull=False) & ~Q(field="")),
                name="a_group_has_members_and_a_field",
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False),
                name="a_place_has_both_degrees",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.pk])

    @property
    def valid_until(self) -> date | None:
        """The last day without renewal; a ward stays as long as it is a ward."""
        return None if self.kind == self.Kind.WARD else valid_until(self.renewed_on)

    @property
    def ways_to_reach(self) -> list[tuple[str, str, str]]:
        """What the group lets everybody see, as (kind, words, value)."""
        told = (
            ("representative", _("代表者"), self.representative, self.representative_public),
            ("contact", _("連絡する人"), self.contact, self.contact_public),
            ("phone", _("電話"), self.phone, self.phone_public),
            ("email", _("メール"), self.email, self.email_public),
        )
        return [(key, str(words), value) for key, words, value, public in told if value and public]


def areas() -> list[tuple[str, str]]:
    """The areas a group may name: the city's, and the whole of it."""
    return [*((area, area) for area in the_city().areas), ("全市", str(_("市全体")))]
