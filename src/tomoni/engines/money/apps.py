from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class Money(AppConfig):
    name = "tomoni.engines.money"
    verbose_name = _("料金と入金")

    def ready(self) -> None:
        """The desk's menu leads to the invoices; a demonstration has a provider that behaves like a real one."""
        from . import demo, offers  # noqa: F401 (offers hangs what it has into the desk)
        from .providers import providers

        if settings.DEMO and demo.DEMO_PROVIDER.key not in providers:
            providers.add(demo.DEMO_PROVIDER.key, demo.DEMO_PROVIDER)
