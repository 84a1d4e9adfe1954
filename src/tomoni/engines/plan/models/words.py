"""Texts of the plan in the languages of the city.

The plan is written in Japanese; that text stands in a column of its own. Texts in other languages are ours, stand
beside it in `<field>_in`, and fall back to the Japanese where there is none.
"""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def spoken(thing: models.Model, field: str) -> str:
    """A text of a thing in the language of the page, or in Japanese."""
    texts: dict[str, str] = getattr(thing, f"{field}_in")
    return texts.get(get_language() or "ja") or str(getattr(thing, field))


class Titled(models.Model):
    """A thing with the plan's own title."""

    title = models.CharField(_("名称"), max_length=120)
    title_in = models.JSONField(_("ほかの言語の名称"), default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        """The title in the language of the page."""
        return spoken(self, "title")


class Worded(models.Model):
    """A thing that is explained in our own words."""

    words = models.TextField(_("説明"), blank=True)
    words_in = models.JSONField(_("ほかの言語の説明"), default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def text(self) -> str:
        """The words in the language of the page."""
        return spoken(self, "words")
