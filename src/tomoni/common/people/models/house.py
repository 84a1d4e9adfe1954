"""The city hall as it stands on paper: sections in a tree, and the posts in them with their duties."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Section(models.Model):
    """A department, a section or a unit (部・課・係)."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("部")
        SECTION = "section", _("課")
        UNIT = "unit", _("係")

    code = models.SlugField(_("記号"), max_length=40, unique=True)
    name = models.CharField(_("名前"), max_length=60)
    kana = models.CharField(_("ふりがな"), max_length=100, blank=True)
    kind = models.CharField(_("区分"), max_length=12, choices=Kind, default=Kind.SECTION)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts", verbose_name=_("上の組織")
    )
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    mark = models.CharField(_("文書の記号"), max_length=10, blank=True)
    order = models.PositiveSmallIntegerField(_("並び"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("組織")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                name="a_section_does_not_stand_above_itself", condition=Q(parent=None) | ~Q(parent=F("id"))
            )
        ]

    def __str__(self) -> str:
        return self.name


class Rank(models.IntegerChoices):
    """The higher number stands higher. From 係長 up a post is one person's; below, several may hold the same."""

    MAYOR = 100, _("市長")
    VICE_MAYOR = 90, _("副市長")
    SUPERINTENDENT = 85, _("教育長")
    DIRECTOR = 70, _("部長")
    VICE_DIRECTOR = 60, _("次長")
    HEAD = 50, _("課長")
    DEPUTY_HEAD = 40, _("課長補佐")
    CHIEF = 30, _("係長")
    SENIOR = 20, _("主査")
    OFFICER = 15, _("主任")
    JUNIOR = 10, _("主事")


class Post(models.Model):
    """A chair in a section. Papers and duties belong to the chair, never to who sits in it today."""

    key = models.SlugField(_("記号"), max_length=60, unique=True)
    title = models.CharField(_("職名"), max_length=60)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="posts", verbose_name=_("組織"))
    rank = models.PositiveSmallIntegerField(_("職位"), choices=Rank)
    seal_name = models.CharField(_("決裁欄の職名"), max_length=12)
    shared = models.BooleanField(_("何人でも就ける"), default=False)
    order = models.PositiveSmallIntegerField(_("並び"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("職")
        ordering = ["-rank", "order", "key"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("desk-post", args=[self.key])

    def charges(self, duty: str) -> bool:
        """Whether this post is charged with a duty."""
        return any(row.duty == duty for row in self.duties.all())


class PostDuty(models.Model):
    """A post is charged with a duty that some service or engine has declared (see `duties`)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="duties")
    duty = models.CharField(_("受け持つ仕事"), max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = _("職の受け持ち")
        ordering = ["duty"]
        constraints = [
            models.UniqueConstraint(fields=["post", "duty"], name="a_post_is_charged_with_a_duty_once"),
        ]
        indexes = [models.Index(fields=["duty"], name="posts_by_duty")]

    def __str__(self) -> str:
        return f"{self.post}: {self.duty}"
