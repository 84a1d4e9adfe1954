"""Residents and the organisations they belong to.

A resident need not have an account: somebody without a telephone is entered at the counter and is as much a resident
as anybody. A name is stored as it was written, whatever its characters; only the search looks at a folded copy.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.base.kana import fold_name, to_hiragana

from .accounts import Account
from .lasting import Lasting, LastingQuerySet, begins_before_it_ends


def _folded(*parts: str) -> str:
    return " ".join(to_hiragana(fold_name(part)) for part in parts if part)


class ResidentQuerySet(models.QuerySet):
    def called(self, words: str) -> "ResidentQuerySet":
        """Those whose name or kana contains every word, whatever its variants and width."""
        wanted = Q()
        for word in words.replace("　", " ").split():
            wanted &= Q(folded__contains=_folded(word))
        return self.filter(wanted).order_by("kana", "name", "pk")


class Resident(models.Model):
    """A person who lives, works or takes part in the city. Personal data: who looks is noted in Sight."""

    account = models.OneToOneField(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="resident", verbose_name=_("アカウント")
    )
    name = models.CharField(_("氏名"), max_length=100, blank=True)
    kana = models.CharField(_("ふりがな"), max_length=100, blank=True)
    born_on = models.DateField(_("生年月日"), null=True, blank=True)
    postal_code = models.CharField(_("郵便番号"), max_length=8, blank=True)
    town = models.CharField(_("町名"), max_length=60, blank=True)
    address = models.CharField(_("番地"), max_length=100, blank=True)
    building = models.CharField(_("建物名・部屋番号"), max_length=100, blank=True)
    ward_name = models.CharField(_("区"), max_length=60, blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    email = models.EmailField(_("連絡用メールアドレス"), blank=True)
    language = models.CharField(_("ことば"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    folded = models.CharField(max_length=220, blank=True, editable=False, db_index=True)
    invented = models.BooleanField(_("見本"), default=False, editable=False)
    entered_at = models.DateTimeField(_("登録した日時"), auto_now_add=True)
    erased_on = models.DateField(_("情報を消した日"), null=True, blank=True, editable=False)

    objects = ResidentQuerySet.as_manager()
    kept_from_journal = ("folded",)

    class Meta:
        verbose_name = verbose_name_plural = _("住民")

    def __str__(self) -> str:
        return self.name or str(_("（名前なし）"))

    def save(self, *args: object, **options: object) -> None:
        self.folded = _folded(self.name, self.kana)
        super().save(*args, **options)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("desk-resident", args=[self.pk])

    @property
    def mail_address(self) -> str:
        """Where this person reads mail; empty when nowhere."""
        return self.email or (self.account.email if self.account else "")


class Organisation(models.Model):
    """A group, a ward, a firm or a school: the same organisation for every counter of the city hall."""

    class Kind(models.TextChoices):
        GROUP = "group", _("市民活動団体")
        WARD = "ward", _("区")
        COMPANY = "company", _("会社・事業所")
        SCHOOL = "school", _("学校・園")
        OTHER = "other", _("そのほか")

    key = models.SlugField(_("記号"), max_length=60, null=True, blank=True, unique=True, editable=False)
    name = models.CharField(_("名前"), max_length=120)
    kana = models.CharField(_("ふりがな"), max_length=120, blank=True)
    kind = models.CharField(_("種類"), max_length=10, choices=Kind, default=Kind.GROUP)
    postal_code = models.CharField(_("郵便番号"), max_length=8, blank=True)
    address = models.CharField(_("所在地"), max_length=160, blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    invented = models.BooleanField(_("見本"), default=False, editable=False)
    members = models.ManyToManyField(Resident, through="Membership", related_name="organisations")

    class Meta:
        verbose_name = verbose_name_plural = _("団体")

    def __str__(self) -> str:
        return self.name


class Membership(Lasting):
    """A resident is part of an organisation, in a role, from a day until another."""

    class Role(models.TextChoices):
        HEAD = "head", _("代表者")
        CONTACT = "contact", _("連絡責任者")
        MEMBER = "member", _("構成員")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("団体")
    )
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("住民"))
    role = models.CharField(_("役"), max_length=10, choices=Role, default=Role.MEMBER)

    objects = LastingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("団体の構成員")
        constraints = [
            begins_before_it_ends("a_membership_begins_before_it_ends"),
            models.UniqueConstraint(
                fields=["organisation", "resident", "role"],
                condition=Q(until=None),
                name="nobody_holds_one_role_in_an_organisation_twice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()} {self.resident}"
