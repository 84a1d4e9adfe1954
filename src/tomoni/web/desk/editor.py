"""Wagtail's editor, behind the same door as the desk.

The whole tree of addresses stands behind the duty `publishing.edit`: no sign-in of its own, and no way in for a session
without a second factor. What an editor may do inside is a group of Wagtail's, which the first visit joins.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from tomoni.base.doors import View, open_to
from tomoni.common.people.api import Account, duty, person_of

EDITS = duty("publishing.edit")
GROUP = "記事を書く人"
ON_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
ON_COLLECTIONS = (
    *("add_image", "change_image", "choose_image"),
    *("add_document", "change_document", "choose_document"),
)


def guarded(patterns: Sequence[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Every address of the editor, open to editors."""
    return decorate_urlpatterns(patterns, _guard)  # type: ignore[no-any-return]


def _guard(view: View) -> View:
    def of_the_group(request: HttpRequest, *args: Any, **where: Any) -> HttpResponseBase:
        join(person_of(request).account)
        return view(request, *args, **where)

    return open_to(EDITS)(of_the_group)


def join(account: Account | None) -> None:
    """Make an account part of the editors' group, if it is not yet. One query when it is."""
    if account is not None and not account.groups.filter(name=GROUP).exists():
        account.groups.add(editors())


@transaction.atomic
def editors() -> Group:
    """The group, with what it may do: all pages, pictures and documents; no settings, no users."""
    group, new = Group.objects.get_or_create(name=GROUP)
    if new:
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        for permission in Permission.objects.filter(codename__in=ON_PAGES, content_type__app_label="wagtailcore"):
            GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=permission)
        for permission in Permission.objects.filter(codename__in=ON_COLLECTIONS):
            GroupCollectionPermission.objects.create(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )
    return group
