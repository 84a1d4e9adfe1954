"""Who may write what in Wagtail's editor: rights that follow posts.

Every section has a place of its own in the tree of pages, under the place of the section above it. A post charged with
`publishing.edit` writes in the place of its section and below, and hands pages in; `publishing.release` beside it lets
pages out. `publishing.everywhere` makes both hold for all pages of the city, those from its files among them.

Wagtail knows groups. Two belong to each place, and an account is put into exactly those that its posts give it today:
before every request to the editor, so that who has lost the post has lost the right.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from tomoni.common.people.api import Account, Post, Section

from .actions import home_page

EDIT, RELEASE, EVERYWHERE = "publishing.edit", "publishing.release", "publishing.everywhere"
OURS = "tomoni:"  # how the names of our groups begin
FORMER = "記事を書く人"  # the one group of all editors that there was before; whoever is still in it leaves it
CITY = "city"
MAY_EDIT = ("add_page", "change_page")
MAY_RELEASE = (*MAY_EDIT, "publish_page", "lock_page", "unlock_page")
ON_COLLECTIONS = (
    *("add_image", "change_image", "choose_image"),
    *("add_document", "change_document", "choose_document"),
)


@dataclass(frozen=True)
class Reach:
    """One place in the tree, by its section (None: the whole city), and what may be done there."""

    section: Section | None
    releases: bool

    @property
    def name(self) -> str:
        place = self.section.code if self.section else CITY
        return f"{OURS}{place}:{'release' if self.releases else 'edit'}"


def reach_of(posts: Iterable[Post]) -> list[Reach]:
    """What these posts give: for each place the most that one of them gives."""
    most: dict[str, Reach] = {}
    for post in posts:
        if not post.charges(EDIT):
            continue
        reach = Reach(None if post.charges(EVERYWHERE) else post.section, post.charges(RELEASE))
        place = reach.section.code if reach.section else CITY
        if place not in most or reach.releases:
            most[place] = reach
    return list(most.values())


def align(account: Account, reaches: Iterable[Reach]) -> None:
    """Put an account into exactly the groups of these places. One query when nothing has changed."""
    wanted = {reach.name: reach for reach in reaches}
    held = {group.name: group for group in account.groups.filter(Q(name__startswith=OURS) | Q(name=FORMER))}
    for name in held.keys() - wanted.keys():
        account.groups.remove(held[name])
    for name in wanted.keys() - held.keys():
        account.groups.add(_group(wanted[name]))


def place_of(section: Section | None) -> Page:
    """The page under which a section's pages stand, made when it is first needed; without a section, the city's."""
    if section is None:
        return home_page()
    above = place_of(section.parent)
    slug = f"section-{section.code}"
    found: Page | None = above.get_children().filter(slug=slug).first()
    return found or above.add_child(instance=Page(title=section.name, slug=slug))


@transaction.atomic
def _group(reach: Reach) -> Group:
    group, new = Group.objects.get_or_create(name=reach.name)
    if new:
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        _allow(group, place_of(reach.section), MAY_RELEASE if reach.releases else MAY_EDIT)
        if reach.releases:
            _asked_for_release(group, reach)
        else:
            _group(Reach(reach.section, releases=True))  # whoever hands a page in needs somebody to ask
    return group


def _allow(group: Group, page: Page, codenames: Iterable[str]) -> None:
    for permission in Permission.objects.filter(codename__in=codenames, content_type__app_label="wagtailcore"):
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    for permission in Permission.objects.filter(codename__in=ON_COLLECTIONS):
        GroupCollectionPermission.objects.create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )


def _asked_for_release(group: Group, reach: Reach) -> None:
    """Pages handed in at a place wait for those who release there, or anywhere above."""
    name = str(reach.section or home_page().title)
    workflow = Workflow.objects.create(name=f"{name}の公開", active=True)
    task = GroupApprovalTask.objects.create(name=f"{name}の公開の確認", active=True)
    task.groups.add(group, *(_group(Reach(above, releases=True)) for above in _above(reach.section)))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=place_of(reach.section), defaults={"workflow": workflow})


def _above(section: Section | None) -> list[Section | None]:
    """The places above a place, the nearest first; the city's is above every section's."""
    if section is None:
        return []
    return [section.parent, *_above(section.parent)]
