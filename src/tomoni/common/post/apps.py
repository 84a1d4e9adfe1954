from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Post(AppConfig):
    name = "tomoni.common.post"
    verbose_name = _("通知")

    def ready(self) -> None:
        from tomoni.base.design import frame

        from . import letters, line, sms  # noqa: F401 (they declare their channels)
        from .rights import LOOKS_AFTER

        frame.rail("messages", _("届かなかった通知"), "desk-messages", right=LOOKS_AFTER)
