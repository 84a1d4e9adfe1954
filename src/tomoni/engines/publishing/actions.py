"""What can happen to the city's pages outside Wagtail's editor: they are written from the city's files."""

from typing import Any

from django.db import transaction
from wagtail.models import Page, Site

from .models import Guide, Notice
from .queries import find_again

HOME = "city"


def home_page() -> Page:
    """The page under which everything the city tells stands; made when it is first needed."""
    found = Page.objects.filter(slug=HOME, depth=2).first()
    if found is None:
        root = Page.objects.get(depth=1)
        found = root.add_child(instance=Page(title="市のページ", slug=HOME))
    return found


@transaction.atomic
def write[P: (Notice, Guide)](kind: type[P], *, slug: str, facts: dict[str, Any]) -> P:
    """Write a page of a kind under its slug, published; the page is found again by the slug."""
    page: P | None = kind.objects.filter(slug=slug).first()
    if page is None:
        page = kind(slug=slug, **facts)
        home_page().add_child(instance=page)
    else:
        for name, value in facts.items():
            setattr(page, name, value)
    page.save_revision().publish()
    find_again(page)
    return page


@transaction.atomic
def make_site(*, name: str, origin_host: str, origin_port: int) -> Site:
    """Tell Wagtail which pages are the city's, for previews and links in its editor."""
    site, _made = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": origin_host, "port": origin_port, "site_name": name, "root_page": home_page()},
    )
    return site
