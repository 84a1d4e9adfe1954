"""What was handed in: the bytes lie on the disk under a random name, this row says whose they are and what they are.

A file is kept as it came and is never changed. It is about something (a case, a paper) once that something exists;
until then it belongs to its owner alone. When its time is over the bytes go and the row stays, to say that they were
here.
"""

from pathlib import Path
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.base.references import About

from .types import TYPES, FileType


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def there(self) -> Self:
        """Those whose bytes have not been erased."""
        return self.filter(erased_at=None)


class StoredFile(About):
    class Finding(models.TextChoices):
        UNCHECKED = "unchecked", _("ウイルスの検査をしていない")
        CLEAN = "clean", _("検査済み")
        INFECTED = "infected", _("ウイルスが見つかった")

    token = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("もとの名前"), max_length=200, blank=True)
    type_key = models.CharField(_("種類"), max_length=10, editable=False)
    size = models.PositiveBigIntegerField(_("大きさ"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    purpose = models.CharField(_("何のため"), max_length=80, editable=False)
    owner_type = models.ForeignKey(
        ContentType, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    owner_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    owner = GenericForeignKey("owner_type", "owner_id")
    kept_at = models.DateTimeField(_("預かった日時"), editable=False)
    keep_until = models.DateField(_("この日まで残す"), null=True, blank=True)
    finding = models.CharField(_("検査"), max_length=10, choices=Finding, default=Finding.UNCHECKED, editable=False)
    found = models.CharField(_("見つかったもの"), max_length=200, blank=True, editable=False)
    checked_at = models.DateTimeField(_("検査した日時"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("消した日時"), null=True, blank=True, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("ファイル")
        ordering = ["kept_at", "pk"]
        constraints = [
            models.CheckConstraint(name="a_file_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="a_finding_has_its_time", condition=Q(finding="unchecked") | Q(checked_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="files_about"),
            models.Index(fields=["owner_type", "owner_id"], name="files_of_an_owner"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("file", args=[self.token])

    @property
    def type(self) -> FileType:
        return TYPES[self.type_key]

    @property
    def path(self) -> Path:
        """Where the bytes lie. Two characters of the name make the folder, so that no folder grows without end."""
        return Path(settings.MEDIA_ROOT) / "kept" / self.token[:2] / self.token

    @property
    def is_there(self) -> bool:
        return self.erased_at is None and self.finding != self.Finding.INFECTED
