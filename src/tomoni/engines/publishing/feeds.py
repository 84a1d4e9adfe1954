"""Notices as an Atom feed."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags

from tomoni.base.city.api import the_city
from tomoni.base.doors import PUBLIC, open_to

from .models import Notice
from .queries import address_of, latest


class Notices(Feed[Notice, None]):
    """The newest forty notices."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return f"{the_city().name}のお知らせ"

    def link(self) -> str:
        return reverse("notices")

    def items(self) -> list[Notice]:
        return latest(40)

    def item_title(self, item: Notice) -> str:
        return str(item.title)

    def item_description(self, item: Notice) -> str:
        return strip_tags(item.body)

    def item_link(self, item: Notice) -> str:
        return address_of(item)

    def item_updateddate(self, item: Notice) -> datetime:
        return timezone.make_aware(datetime.combine(item.published_on, time(9)))


atom = open_to(PUBLIC)(Notices())
