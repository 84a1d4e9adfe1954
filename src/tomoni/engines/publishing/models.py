"""What the city tells everybody: notices, which have a day, and guides, which stay.

Both are pages of Wagtail's tree, so that they are written, previewed, revised and scheduled in its editor. Residents
meet them on our own screens, in every language; a language that has no text yet says so and shows the Japanese.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "hr"]
OTHERS = {"ja-easy": "easy", "en": "en"}


@dataclass(frozen=True)
class Wording:
    """A page in one language. `missing` when it has none, and `title` and `body` are the Japanese."""

    title: str
    body: str
    missing: bool


class Told(Page):
    """A page with its other wordings beside it."""

    body = RichTextField(_("本文"), features=FEATURES)
    easy_title = models.CharField(_("題（やさしい日本語）"), max_length=120, blank=True)
    easy_body = RichTextField(_("本文（やさしい日本語）"), features=FEATURES, blank=True)
    en_title = models.CharField(_("題（英語）"), max_length=160, blank=True)
    en_body = RichTextField(_("本文（英語）"), features=FEATURES, blank=True)
    invented = models.BooleanField(_("見本（作りもの）"), default=False)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types: list[str] = []
    template = "publishing/told.html"
    wordings = MultiFieldPanel(
        [FieldPanel("easy_title"), FieldPanel("easy_body"), FieldPanel("en_title"), FieldPanel("en_body")],
        heading=_("ほかのことば"),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Residents find a page by its slug alone, in whichever section's place it stands."""
        super().clean()
        if type(self).objects.filter(slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("このスラッグは、ほかの記事が使っています。別のものにしてください。")})

    def wording(self) -> Wording:
        """The page in the language of now."""
        prefix = OTHERS.get(get_language() or "", "")
        if not prefix:
            return Wording(self.title, self.body, missing=False)
        title, body = getattr(self, f"{prefix}_title"), getattr(self, f"{prefix}_body")
        return Wording(title or self.title, body or self.body, missing=not (title and body))

    def get_context(self, request: HttpRequest, *args: Any, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **more)
        return context | {"told": self, "wording": self.wording()}


class Notice(Told):
    """Something the city tells on a day."""

    class Topic(models.TextChoices):
        LIVING = "living", _("くらし")
        ADVICE = "advice", _("相談")
        EVENTS = "events", _("催し")
        EXCHANGE = "exchange", _("交流")
        MONEY = "money", _("財政")
        COUNCIL = "council", _("市政")
        DISASTER = "disaster", _("防災")

    topic = models.CharField(_("分類"), max_length=10, choices=Topic)
    published_on = models.DateField(_("お知らせの日"), default=timezone.localdate)

    content_panels = [
        *Page.content_panels,
        FieldPanel("topic"),
        FieldPanel("published_on"),
        FieldPanel("body"),
        Told.wordings,
    ]
    promote_panels = [FieldPanel("slug"), FieldPanel("invented")]

    class Meta:
        verbose_name = _("お知らせ")
        constraints = [
            models.CheckConstraint(condition=~models.Q(topic=""), name="a_notice_has_a_topic"),
        ]


class Guide(Told):
    """A page that stays: about this site, how figures are counted, how personal data is kept."""

    content_panels = [*Page.content_panels, FieldPanel("body"), Told.wordings]
    promote_panels = [FieldPanel("slug"), FieldPanel("invented")]

    class Meta:
        verbose_name = _("案内")
