"""The way of procedures into the public search, in every language of the site."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tomoni.base.search import api as search

from .definitions import sync_procedures
from .queries import open_procedures

QUALITY = 8  # somebody who searches mostly wants to do something


def find_procedures_again() -> None:
    """Store what every procedure says now, and put it where it can be found."""
    sync_procedures()
    for language, _name in settings.LANGUAGES:
        with override(language):
            for offer in open_procedures():
                search.put(
                    "procedure",
                    offer.key,
                    title=offer.title,
                    text=f"{offer.summary} {offer.haystack}",
                    url=_address(offer.key),
                    language=language,
                    quality=QUALITY,
                )


def _address(key: str) -> str:
    with override(settings.LANGUAGE_CODE):
        return reverse("procedure", args=[key])


search.kind("procedure", _("手続き"), rebuild=find_procedures_again)
