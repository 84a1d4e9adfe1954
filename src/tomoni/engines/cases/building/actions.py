"""What staff do with a procedure that they build: begin it, change it, put it before those who decide."""

import copy
import secrets
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from pydantic import ConfigDict

from tomoni.base.city.api import CityData, service_settings
from tomoni.base.clock import now, today
from tomoni.base.journal.api import write
from tomoni.common.approvals.api import Paper, draft, kind
from tomoni.common.people.api import Clerk, Post, declare_duty, posts_of

from ..finding import find_procedures_again
from ..models import BuiltProcedure, BuiltVersion
from ..procedures import BUILT
from .checking import Wrong, mistakes
from .content import Content, questions_of
from .wording import difference, in_words, labels_of

EDIT = "procedures.edit"
declare_duty(EDIT, gettext_lazy("手続きの作成"))
declare_duty("procedures.examine", gettext_lazy("窓口で作った手続きの審査"))


class Settings(CityData):
    """`cities/<city>/services/procedures.toml`: the posts that decide what is published, the deciding one last."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)
    publish_route: tuple[str, ...] = ()


class ChangedMeanwhile(Exception):
    """Another clerk has changed it since this page was opened."""


class NotReady(Exception):
    """It cannot be published yet; `wrong` says why."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__(len(wrong))
        self.wrong = wrong


class UnderWay(Exception):
    """A version of it is before those who decide."""


class NothingNew(Exception):
    """It says what the version in force says."""


class NoRoute(Exception):
    """The city has not set who decides, or a post of the route does not exist."""


@transaction.atomic
def build(content: Content, *, who: Clerk) -> BuiltProcedure:
    """Begin a procedure."""
    made = BuiltProcedure.objects.create(key=f"{BUILT}{secrets.token_hex(4)}", content=content, made_by=who)
    write("cases.build", who=who, about=made, after={"title": content["title"]})
    return made


@transaction.atomic
def change(built: BuiltProcedure, *, who: Clerk, seen: int, what: str, how: Callable[[Content], Any]) -> BuiltProcedure:
    """Change what is being built. ChangedMeanwhile when `seen` is not its newest edit. `what` is for the journal."""
    built = BuiltProcedure.objects.select_for_update().get(pk=built.pk)
    if built.edit != seen:
        raise ChangedMeanwhile
    content = copy.deepcopy(built.content)
    how(content)
    if content == built.content:
        return built
    built.content, built.edit = content, built.edit + 1
    built.save(update_fields=["content", "edit", "changed_at"])
    write("cases.rebuild", who=who, about=built, why=what)
    return built


def standing_of(built: BuiltProcedure) -> BuiltVersion | None:
    """The version that is in force."""
    return built.versions.filter(state=BuiltVersion.State.PUBLISHED).order_by("-number").first()


@transaction.atomic
def put_up(built: BuiltProcedure, *, who: Clerk) -> BuiltVersion:
    """Put what is built before the posts that decide, as it stands now."""
    built = BuiltProcedure.objects.select_for_update().get(pk=built.pk)
    if built.versions.filter(state=BuiltVersion.State.ASKED).exists():
        raise UnderWay
    if wrong := mistakes(built.content):
        raise NotReady(wrong)
    standing = standing_of(built)
    if standing is not None and standing.content == built.content:
        raise NothingNew
    route = _route()
    last = built.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = BuiltVersion.objects.create(procedure=built, number=last + 1, content=built.content, asked_by=who)
    with override("ja"):
        draft(
            kind=FORM,
            about=version,
            title=_("「%(title)s」の様式を公開する（第%(number)d版）")
            % {"title": built.content["title"], "number": version.number},
            text=paper_text(standing.content if standing else None, built.content),
            drafter=who,
            as_post=_as_post(who, route),
            route=route,
        )
    write("cases.ask_for_form", who=who, about=built, after={"version": version.number})
    return version


def paper_text(before: Content | None, after: Content) -> str:
    """What those who seal read: every change in words, then every question in order."""
    labels = labels_of(questions_of(after))
    lines = [_("変わること"), *(f"・{line}" for line in difference(before, after)), "", _("質問")]
    for number, question in enumerate(questions_of(after), start=1):
        when = f"（{in_words(question.only_if, labels)}）" if question.only_if else ""
        lines.append(f"{number} {question.label}{when}")
    return "\n".join(lines)


def _route() -> list[Post]:
    keys = service_settings("procedures", Settings).publish_route
    posts = {post.key: post for post in Post.objects.filter(key__in=keys).select_related("section")}
    if not keys or len(posts) < len(keys):
        raise NoRoute(", ".join(key for key in keys if key not in posts))
    return [posts[key] for key in keys]


def _as_post(clerk: Clerk, route: list[Post]) -> Post:
    posts = posts_of(clerk, today())
    return ([post for post in posts if post.charges(EDIT)] or posts or route)[0]


def _version(paper: Paper) -> BuiltVersion:
    assert isinstance(paper.about, BuiltVersion)
    return BuiltVersion.objects.select_for_update().get(pk=paper.about.pk)


def publish(paper: Paper) -> None:
    """The last seal: from now on new applications begin with this version; cases that are there keep their own."""
    version = _version(paper)
    version.state, version.published_at = BuiltVersion.State.PUBLISHED, now()
    version.save(update_fields=["state", "published_at"])
    write("cases.publish_form", who=None, about=version.procedure, after={"version": version.number})
    find_procedures_again()


def _stopped(paper: Paper) -> None:
    version = _version(paper)
    version.state = BuiltVersion.State.STOPPED
    version.save(update_fields=["state"])


def _matter(paper: Paper) -> str:
    return reverse("desk-procedure", args=[paper.about.procedure.key]) if paper.about else ""


def paper_of(version: BuiltVersion) -> Paper | None:
    """The paper by which a version is being decided."""
    kind_of = ContentType.objects.get_for_model(BuiltVersion)
    return Paper.objects.filter(about_type=kind_of, about_id=version.pk).order_by("-pk").first()


FORM = kind(
    "cases.form",
    gettext_lazy("手続きの様式"),
    on_decided=publish,
    on_rejected=_stopped,
    on_withdrawn=_stopped,
    own_words=False,  # the paper says what the form will ask: other words are another version
    follows=gettext_lazy("この様式で手続きができるようになります"),
    matter=_matter,
)
