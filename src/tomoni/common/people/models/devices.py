"""Where somebody is signed in, and counts that several processes share."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Device(models.Model):
    """One session of an account, in words its owner understands. Neither an address on the net nor what the browser
    calls itself is kept; the row goes when the session goes."""

    class Browser(models.TextChoices):
        CHROME = "chrome", "Chrome"
        EDGE = "edge", "Edge"
        FIREFOX = "firefox", "Firefox"
        SAFARI = "safari", "Safari"
        OTHER = "other", _("ブラウザー")

    class System(models.TextChoices):
        WINDOWS = "windows", "Windows"
        MAC = "mac", "Mac"
        IPHONE = "iphone", "iPhone"
        IPAD = "ipad", "iPad"
        ANDROID = "android", "Android"
        CHROMEBOOK = "chromebook", "Chromebook"
        LINUX = "linux", "Linux"
        OTHER = "other", _("機器")

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices", verbose_name=_("アカウント")
    )
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    browser = models.CharField(_("ブラウザー"), max_length=10, choices=Browser, default=Browser.OTHER)
    system = models.CharField(_("機器"), max_length=12, choices=System, default=System.OTHER)
    signed_in_at = models.DateTimeField(_("サインインした日時"), default=timezone.now)
    used_at = models.DateTimeField(_("最後に使った日時"), default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = _("サインインしている機器")
        ordering = ["-used_at", "-pk"]
        indexes = [models.Index(fields=["account", "used_at"], name="devices_of_an_account")]

    def __str__(self) -> str:
        return _("%(system)sの%(browser)s") % {
            "system": self.get_system_display(),
            "browser": self.get_browser_display(),
        }


class SharedCount(models.Model):
    """A count or a used code that all processes know, laid out as Django's cache in a database reads it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "people_shared_count"
        verbose_name = verbose_name_plural = _("共有の数")

    def __str__(self) -> str:
        return self.cache_key
