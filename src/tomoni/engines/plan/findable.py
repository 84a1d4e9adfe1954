"""The plan in the search: policies, groups of measures, measures and indicators, in every language they are told in."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tomoni.base.search.api import kind, put

from .models import Indicator, Measure, MeasureGroup, Policy

QUALITY = 6  # what the city has promised is a good answer, but a way to do something is a better one


def put_part(part: Policy | MeasureGroup | Measure) -> None:
    """Let a part of the plan be found, by its own title and words."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            title = part.text if isinstance(part, Measure) else part.name
            words = "" if isinstance(part, Measure) else part.text
        _put(part, language, title=f"{part.code} {title}", texts=[words], url=reverse_plain("plan-part", part.code))


def put_indicator(indicator: Indicator) -> None:
    """Let an indicator be found, also by what its definitions say."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            texts = [one.text for one in indicator.definitions.all()]
            title = indicator.name
        url = reverse_plain("plan-indicator", indicator.key)
        _put(indicator, language, title=f"{indicator.label} {title}", texts=texts, url=url)


def put_everything() -> None:
    for model in (Policy, MeasureGroup, Measure):
        for part in model._default_manager.all():
            put_part(part)
    for indicator in Indicator.objects.prefetch_related("definitions"):
        put_indicator(indicator)


def reverse_plain(name: str, key: str) -> str:
    with override(settings.LANGUAGE_CODE):
        return reverse(name, args=[key])


def _put(about: Model, language: str, *, title: str, texts: Iterable[str], url: str) -> None:
    put("plan", about, title=title, text="\n".join(texts), url=url, language=language, quality=QUALITY)


kind("plan", _("計画"), rebuild=put_everything)
