"""A small city hall for tests: one section with its line, two others to consult, and the people in their chairs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tomoni.base import clock
from tomoni.common.approvals import api as approvals
from tomoni.common.approvals.actions import Step
from tomoni.common.approvals.kinds import NumberedAt, PaperKind, kinds
from tomoni.common.approvals.models import Paper
from tomoni.common.people.api import Absence, Account, Clerk, Holding, Post, Section

LONG_AGO = date(2020, 4, 1)
RANKS = {"市長": 100, "部長": 70, "課長": 50, "補佐": 40, "係長": 30, "主査": 10}


@dataclass
class House:
    """`house.posts["課長"]` is a chair of the 広報課, `house.clerks["課長"]` who sits in it."""

    posts: dict[str, Post] = field(default_factory=dict)
    clerks: dict[str, Clerk] = field(default_factory=dict)

    def chair(self, name: str, section: Section, *, rank: int, family_name: str) -> None:
        self.posts[name] = Post.objects.create(
            key=f"post-{len(self.posts)}", title=f"{section}{name}", section=section, rank=rank, seal_name=name[-4:]
        )
        self.clerks[name] = self.clerk(family_name)
        self.sits(self.clerks[name], name)

    def clerk(self, family_name: str) -> Clerk:
        count = Clerk.objects.count()
        account = Account.objects.create_user(f"clerk-{count}@example.invalid")
        return Clerk.objects.create(account=account, number=f"{count}", family_name=family_name, invented=True)

    def sits(self, clerk: Clerk, name: str, *, since: date = LONG_AGO, until: date | None = None, main: bool = True):
        return Holding.objects.create(post=self.posts[name], clerk=clerk, since=since, until=until, main=main)

    def away(self, name: str, *, stand_in: str = "", days: int = 3) -> Absence:
        today = clock.today()
        return Absence.objects.create(
            clerk=self.clerks[name], first_on=today, last_on=today + timedelta(days=days), kind="trip",
            stand_in=self.clerks.get(stand_in),
        )  # fmt: skip

    def paper(self, *route: str | Step, kind: str = "test.paper", **other: Any) -> Paper:
        """A paper of the 主査, by default to the 係長 and then the 課長."""
        facts: dict[str, Any] = {
            "about": None, "title": "会場を借り上げてよいか（伺い）", "text": "次のとおり伺います。",
            "drafter": self.clerks["主査"], "as_post": self.posts["主査"],
        }  # fmt: skip
        steps = [self.posts[step] if isinstance(step, str) else step for step in route or ("係長", "課長")]
        return approvals.draft(kind=kind, route=steps, **(facts | other))

    def consult(self, name: str) -> Step:
        return Step(self.posts[name], consult=True)

    def seal(self, paper: Paper, name: str, **other: Any) -> Paper:
        return approvals.seal(paper, clerk=self.clerks[name], **other)

    def cell(self, paper: Paper, name: str):
        return paper.cells.exclude(kind="draft").get(post=self.posts[name])

    def states(self, paper: Paper) -> dict[str, str]:
        """What stands in each cell, by the name of the post."""
        return {cell.post.seal_name: cell.state for cell in paper.cells.select_related("post").order_by("order", "pk")}


def a_house() -> House:
    house = House()
    own, finance, policy, top = (
        Section.objects.create(code=code, name=name)
        for code, name in (("pr", "広報課"), ("fin", "財政課"), ("pol", "政策課"), ("top", "市長"))
    )
    for name, family_name in (("主査", "丸山"), ("係長", "小林"), ("補佐", "百瀬"), ("課長", "降旗"), ("部長", "高山")):
        house.chair(name, own, rank=RANKS[name], family_name=family_name)
    house.chair("市長", top, rank=100, family_name="見本")
    house.chair("財政課長", finance, rank=50, family_name="中島")
    house.chair("政策課長", policy, rank=50, family_name="上條")
    return house


@pytest.fixture
def house(db: None) -> House:
    return a_house()


@pytest.fixture
def followed() -> Iterator[list[tuple[str, str, str]]]:
    """What the follow-ups of the kinds `test.*` were told: (what, title, number)."""
    told: list[tuple[str, str, str]] = []

    def tell(what: str):
        return lambda paper: told.append((what, paper.title, paper.number))

    ways = {"on_decided": tell("decided"), "on_rejected": tell("rejected"), "on_withdrawn": tell("withdrawn")}
    with declared(
        PaperKind("test.paper", "試しの伺い", **ways),
        PaperKind("test.numbered", "番号の付く伺い", **ways, register="広"),
        PaperKind("test.early", "起案で番号の付く伺い", **ways, register="広", numbered_at=NumberedAt.DRAFT),
        PaperKind("test.alone", "ひとりで決められる伺い", **ways, drafter_may_decide=True),
    ):
        yield told


@contextmanager
def declared(*some: PaperKind) -> Iterator[None]:
    """Kinds of paper that exist for one test."""
    for kind in some:
        kinds.add(kind.key, kind)
    try:
        yield
    finally:
        for kind in some:
            del kinds._things[kind.key]


@contextmanager
def on_the_day(monkeypatch: pytest.MonkeyPatch, day: date) -> Iterator[None]:
    """The clock stands at nine on that day."""
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 9, tzinfo=clock.JAPAN))
        yield
