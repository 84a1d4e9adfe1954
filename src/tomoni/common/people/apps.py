from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

LOOPBACK = {"127.0.0.1", "localhost", "::1", "[::1]"}


class People(AppConfig):
    name = "tomoni.common.people"
    verbose_name = _("人と職")

    def ready(self) -> None:
        """Whoever lays a tray on the desk does so in a module `desk.py`; what needs consent is declared
        in `consents.py`, what is held of residents in `holdings.py`, what stands on my page in `shelves.py`."""
        if settings.DEMO and settings.ADDRESS not in LOOPBACK:
            raise ImproperlyConfigured(
                f"TOMONI_DEMO=1 lets anybody sign in with one tap, so it may only serve this machine, not "
                f"{settings.ADDRESS}. Leave out TOMONI_DEMO, or set TOMONI_ADDRESS=127.0.0.1."
            )
        from . import frame

        frame.hang_in()
        self._listen()
        autodiscover_modules("desk", "consents", "holdings", "shelves")

    @staticmethod
    def _listen() -> None:
        """Whatever the way in, a device is listed; whatever changes the way in ends the other devices."""
        from allauth.account import signals as account
        from allauth.mfa import signals as mfa
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from . import devices

        user_logged_in.connect(devices.note_sign_in)
        user_logged_out.connect(devices.note_sign_out)
        mfa.authenticator_used.connect(devices.renew_key)
        for changed in (
            account.password_set,
            account.password_changed,
            account.password_reset,
            account.email_changed,
            mfa.authenticator_removed,
        ):
            changed.connect(devices.end_others)
