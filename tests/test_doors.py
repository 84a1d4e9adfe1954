"""Every address × every role, against the right that its screen declares.

A screen names its right with `open_to`; what a right promises to whom stands here, in words of its own. Whoever adds a
right adds its promise; whoever adds a screen adds nothing. Two trees of addresses are not ours and are declared as whole
trees.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import RegexPattern

from tests.signing_in import sign_in
from tomoni.base import clock
from tomoni.common.people.api import Account, Clerk, Holding, Post
from tomoni.engines.cases.definitions import route_keys
from tomoni.engines.cases.procedures import Procedure, procedures
from tomoni.engines.registers.registers import registers

pytestmark = pytest.mark.django_db

# Trees that are not ours, as whole trees.
TREES = {
    "cms/": "Wagtail's editor: every address in it stands behind duty:publishing.edit (looked at below)",
    "accounts/": "allauth's way in: its own screens know who may see them (looked at below)",
}
IN, SIGN_IN, SET_UP, NO = "comes in", "is sent to the sign-in", "is sent to the set-up of the app", "is told no"
ROLES = {
    "anonymous": None,
    "resident": None,
    "clerk without the app": "centre-head",
    "clerk without a duty": None,
    "centre staff": "centre-staff",
    "centre head": "centre-head",
    "planner": "planning-head",
    "editor": "general-staff",
}
STAFF = {"clerk without a duty", "centre staff", "centre head", "planner", "editor"}
# What the rights promise: the roles that come in. A duty's roles are read from the city's own file.
PROMISES = {
    "public": set(ROLES),
    "signed-in": {"resident"} | STAFF,
    "resident": {"resident"},
    "fresh": {"resident"},
    "staff": STAFF,
    "demo": set(),  # outside a demonstration such a screen does not exist
}
# Rights that look at the thing itself: nobody comes in to a thing that does not exist, and strangers never do.
LOOKS_AT_THINGS = {
    "may-open-file",
    "sees-case",
    "examines-case",
    "answers-consultation",
    "keeps-register",
    "writes-for-the-group",
    "belongs-to-organisation",
    "sits-on-committee",
    "speaks-for-organisation",
    "reads-paper",
    "looks-after-paper",
    "hands-on-work",
}
# Rights of several duties at once: any duty that some procedure or register names lets in.
ANY_OF = {
    "sees-some-cases": lambda: {one.examine for one in of_services()} | _on_a_route(),
    "examines-some": lambda: {one.examine for one in of_services()},
    "keeps-some-register": lambda: {one.keep for one in registers.values()},
    "takes-part-in-evaluation": lambda: {f"evaluation.{part}" for part in ("open", "write", "check", "committee")},
}


def of_services() -> list[Procedure]:
    """The procedures of installed services; those that another test has made up are not in the city's posts."""
    return [one for one in procedures.values() if apps.is_installed(f"tomoni.services.{one.service}")]


def _on_a_route() -> set[str]:
    """The duties of whoever signs cases, by the posts on their routes."""
    posts = {post for one in of_services() for post in route_keys(one)}
    with (settings.CITY_FOLDER / "posts.csv").open(encoding="utf-8") as file:
        return {duty for row in csv.DictReader(file) if row["key"] in posts for duty in row["duties"].split()}


NO_SUCH = "no-such-thing"
SAMPLES = {IntConverter: "999999999", UUIDConverter: "00000000-0000-4000-8000-000000000000"}
PART = re.compile(r"<(?:\w+:)?(?P<name>\w+)>")
GROUP = re.compile(r"\(\?P<\w+>(?P<what>[^)]*)\)")


@dataclass(frozen=True)
class Door:
    """One address of ours, filled with things that do not exist."""

    address: str
    right: str


def doors() -> list[Door]:
    return [Door(address, view.right.name) for address, view in ours() if hasattr(view, "right")]


def ours() -> Iterator[tuple[str, Any]]:
    for address, view in walk(get_resolver()):
        if not address.startswith(tuple(TREES)) or (hasattr(view, "right") and not address.startswith("cms/")):
            yield f"/{address}", view


def walk(branch: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in branch.url_patterns:
        if isinstance(pattern, URLPattern):
            yield before + filled(pattern), pattern.callback
        else:
            yield from walk(pattern, before + filled(pattern))


def filled(pattern: URLPattern | URLResolver) -> str:
    if isinstance(pattern.pattern, RegexPattern):
        return GROUP.sub(lambda group: _sample(group["what"]), str(pattern.pattern)).strip("^$")
    kinds = {name: type(converter) for name, converter in pattern.pattern.converters.items()}
    return PART.sub(lambda part: SAMPLES.get(kinds[part["name"]], NO_SUCH), str(pattern.pattern))


def _sample(what: str) -> str:
    """Something that a group of a regular expression takes: digits, the first of several words, or any word."""
    return SAMPLES[IntConverter] if what.startswith("\\d") else what.partition("|")[0] if "|" in what else NO_SUCH


def duties_of(role: str) -> set[str]:
    """What the role's posts are charged with, read from the files of the city and not from the code under test."""
    if not ROLES[role] or role == "clerk without the app":
        return set()
    with (settings.CITY_FOLDER / "demo" / "clerks.csv").open(encoding="utf-8") as file:
        posts = next(row["posts"].split() for row in csv.DictReader(file) if ROLES[role] in row["posts"].split())
    with (settings.CITY_FOLDER / "posts.csv").open(encoding="utf-8") as file:
        return {duty for row in csv.DictReader(file) if row["key"] in posts for duty in row["duties"].split()}


def has_a_promise(right: str) -> bool:
    return right.startswith("duty:") or right in PROMISES or right in ANY_OF


def who_comes_in(right: str) -> set[str]:
    if right.startswith("duty:"):
        return {role for role in STAFF if right.removeprefix("duty:") in duties_of(role)}
    if right in ANY_OF:
        return {role for role in STAFF if duties_of(role) & ANY_OF[right]()}
    return PROMISES[right]


def expected(right: str, role: str) -> str:
    if role in who_comes_in(right) or right == "demo":
        return IN
    return {"anonymous": SIGN_IN, "clerk without the app": SET_UP}.get(role, NO)


def tried(client: Client, address: str) -> HttpResponseBase:
    answer = client.get(address)
    return client.post(address) if answer.status_code == 405 else answer


def what_happened(answer: HttpResponseBase) -> str:
    to = answer.headers.get("Location", "")
    if to.startswith(reverse("account_login")):
        return SIGN_IN
    if to.startswith((reverse("mfa_activate_totp"), reverse("mfa_reauthenticate"))):
        return SET_UP
    return NO if answer.status_code == 403 else IN


@pytest.fixture
def as_role(example_city):
    def client(role: str) -> Client:
        if role == "anonymous":
            return Client()
        if role == "resident":
            return sign_in(Client(), example_city.resident())
        if role == "clerk without a duty":
            return sign_in(Client(), _clerk_without_a_duty())
        return sign_in(Client(), example_city.clerk(ROLES[role]), app=role != "clerk without the app")

    yield client
    cache.clear()


def _clerk_without_a_duty() -> Clerk:
    account = Account.objects.create_user("driver@hikarino.example.jp")
    driver = Clerk.objects.create(account=account, number="1999", family_name="運転", given_name="太郎")
    somewhere = Post.objects.select_related("section")[0].section
    post = Post.objects.create(
        key="driver", title="運転手", section=somewhere, rank=10, seal_name="運転手", shared=True
    )
    Holding.objects.create(post=post, clerk=driver, since=clock.today())
    return driver


def test_no_screen_is_without_a_right():
    bare = [address for address, view in ours() if not hasattr(view, "right")]
    assert not bare, "These screens name no right; put @open_to(…) on them:\n" + "\n".join(bare)


def test_every_right_says_what_it_promises():
    strange = {door.right for door in doors() if not has_a_promise(door.right)} - LOOKS_AT_THINGS
    assert not strange, f"Say in tests/test_doors.py who comes in through {sorted(strange)}"


def test_nothing_of_the_desk_and_nothing_personal_is_public():
    assert not [door for door in doors() if door.right == "public" and door.address.startswith(("/desk/", "/my/"))]


@pytest.mark.parametrize("role", ROLES)
def test_every_door_opens_to_whom_it_should(as_role, role):
    client = as_role(role)
    wrong = []
    for door in doors():
        happened = what_happened(answer := tried(client, door.address))
        if not has_a_promise(door.right):
            fits = answer.status_code in (403, 404) or happened in (SIGN_IN, SET_UP)
        else:
            fits = happened == expected(door.right, role)
        if not fits:
            wrong.append(f"{door.address} ({door.right}): {happened}, {answer.status_code}")
        assert answer.status_code < 500, door
    assert not wrong, f"The {role} …\n" + "\n".join(wrong)


def test_every_address_of_the_editor_stands_behind_its_duty():
    rights = {getattr(getattr(view, "right", None), "name", None) for address, view in walk(get_resolver())
              if address.startswith("cms/")}  # fmt: skip
    assert rights == {"duty:publishing.edit"}


@pytest.mark.parametrize("role", ROLES)
def test_the_editor_opens_to_editors(as_role, role):
    client = as_role(role)
    for address in ("/cms/", "/cms/pages/", "/cms/login/", "/cms/images/"):
        assert what_happened(answer := client.get(address)) == expected("duty:publishing.edit", role), address
        assert answer.status_code < 500


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "account_set_password", "mfa_index",
                                  "mfa_activate_totp", "mfa_view_recovery_codes", "account_reauthenticate"])  # fmt: skip
def test_the_screens_of_an_account_ask_who_is_there(client, name):
    assert what_happened(client.get(reverse(name))) == SIGN_IN


def test_a_visitor_never_gets_a_session_by_looking(client):
    """Public pages are the same for everybody, so that they can be rendered once."""
    for door in doors():
        if door.right == "public" and "draft" not in door.address and "apply" not in door.address:
            assert settings.SESSION_COOKIE_NAME not in client.get(door.address).cookies, door.address
