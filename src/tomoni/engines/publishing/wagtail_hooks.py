"""The joint to Wagtail's editor: what is published or withdrawn there is found, or no longer found, here."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from .mails import take_over
from .queries import KINDS, find_again

take_over()


def _follow(request: HttpRequest, page: Page) -> None:
    told = page.specific
    if type(told) in KINDS:
        find_again(told)


for moment in ("after_publish_page", "after_unpublish_page", "after_edit_page", "after_create_page"):
    hooks.register(moment, _follow)


def forget(request: HttpRequest, page: Page) -> None:
    """A page that is about to go is taken out of the search first."""
    told = page.specific
    if type(told) in KINDS:
        told.live = False
        find_again(told)


hooks.register("before_delete_page", forget)
