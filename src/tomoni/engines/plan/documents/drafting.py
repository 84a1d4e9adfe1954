"""From lines to a draft: one pass that always knows in which policy, heading, indicator or section it stands.

A heading (○) becomes a group of measures when bullets follow it, and is left aside as the plan's account of the
present when prose does. A counted line (①) is an indicator when figures follow it, else a measure. What has a figure
and belongs nowhere is a question.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from pydantic import BaseModel

from .draft import (
    ContributionDraft,
    Draft,
    GoalDraft,
    GroupDraft,
    IndicatorDraft,
    MeasureDraft,
    PolicyDraft,
    ProjectDraft,
    TopicDraft,
)
from .figuring import enter_figure, indicator_said
from .finishing import finish
from .marks import Block, Mark, blocks_of, value_parts
from .numbers import plain
from .questions import ask
from .sources import Line, Trouble, Unreadable
from .tables import Tables, heads_of

LONGEST_TITLE = 40
PLAN_TITLE = re.compile(r"\S{0,20}?(?:第\s*\d+\s*次)\S{0,12}総合計画(?:\s*(?:前期|後期)?(?:基本計画|実施計画))?")
SOURCE_WORDS = re.compile(r"(?:資料|出典)\s*[:：]\s*(?P<named>.+)|.*(?:調査|資料|統計|白書|決算).*")
ENDS = tuple("。.」）)！？")
BREAKS = {Mark.GOAL, Mark.POLICY, Mark.GROUP, Mark.SECTION, Mark.HEAD, Mark.COUNTED}


def draft_of(lines: Iterable[Line]) -> Draft:
    """The draft of the plan that these lines are. Unreadable when they are no plan at all."""
    blocks = [block for line in _whole(lines) for block in blocks_of(line)]
    if not blocks:
        raise Unreadable(Trouble.EMPTY)
    reading = _Reading(blocks)
    for place in range(len(blocks)):
        reading.take(place)
    reading.end_policy()
    if not reading.draft.policies:
        raise Unreadable(Trouble.NOT_A_PLAN)
    return finish(reading.draft)


def _whole(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines of which the page shows that they were broken, made whole again; each keeps the number of its first."""
    open_line: Line | None = None
    for line in lines:
        if line.joins and open_line is not None and not line.cells and not open_line.cells:
            open_line = replace(open_line, text=_joined(open_line.text, line.text))
            continue
        if open_line is not None:
            yield open_line
        open_line = line
    if open_line is not None:
        yield open_line


@dataclass
class _Head:
    """An open ○ heading, whose nature shows by what follows it."""

    title: str
    line: int
    prose: bool = False
    group: GroupDraft | None = None


@dataclass
class _Reading:
    blocks: list[Block]
    draft: Draft = field(default_factory=Draft)
    section: str = ""
    head: _Head | None = None
    indicator: IndicatorDraft | None = None
    project: int | None = None
    tables: Tables = field(default_factory=Tables)
    grow: Callable[[str], None] | None = None  # how a line that goes on is added to what stands last
    last: str = ""
    seen_sections: set[str] = field(default_factory=set)
    waiting: list[tuple[str, Block]] = field(default_factory=list)  # titles of projects that had no bullets yet

    @property
    def policy(self) -> PolicyDraft | None:
        return self.draft.policies[-1] if self.draft.policies else None

    @property
    def path(self) -> str:
        return f"policies.{len(self.draft.policies) - 1}"

    def take(self, place: int) -> None:
        block = self.blocks[place]
        if self._goes_on(block):
            assert self.grow is not None
            self.grow(block.text)
            self.last = block.text
            return
        if block.mark is not Mark.ROW:
            self.tables.close()
        if block.mark is Mark.COUNTED and not self._has_figures(place):
            block = Block(Mark.BULLET, block.text, block.line)
        self.grow, self.last = None, block.text
        getattr(self, f"_{block.mark}")(block)

    def _goes_on(self, block: Block) -> bool:
        """Whether a plain line is the rest of the sentence above it, broken by hand. Titles stand in one line."""
        if block.mark is not Mark.PLAIN or block.joins is not None:
            return False
        return self.grow is not None and not block.indented and not self.last.endswith(ENDS)

    def _has_figures(self, place: int) -> bool:
        if self.section == "indicators":
            return True
        for block in self.blocks[place + 1 : place + 8]:
            if block.mark is Mark.VALUE:
                return True
            if block.mark in BREAKS or block.mark is Mark.BULLET:
                return False
        return False

    # Headings

    def _goal(self, block: Block) -> None:
        self.end_policy()
        code = str(block.numbers[0])
        if all(goal.code != code for goal in self.draft.goals):
            self.draft.goals.append(GoalDraft(code=code, title=block.text, line=block.line.number))
        self.section = ""

    def _policy(self, block: Block) -> None:
        code = "-".join(map(str, block.numbers))
        if self.policy and self.policy.code == code and self.policy.title == block.text:
            return  # the running head of a page
        self._begin_policy(code, block.text, block)

    def _begin_policy(self, code: str, title: str, block: Block) -> None:
        self.end_policy()
        goal = code.partition("-")[0] or (self.draft.goals[-1].code if self.draft.goals else "1")
        again = code if any(policy.code == code for policy in self.draft.policies) else ""
        self.draft.policies.append(
            PolicyDraft(goal=goal, code="" if again else code, title=title, line=block.line.number)
        )
        if again or not code:
            self._ask("policy_again" if again else "policy_number", block, path=f"{self.path}.code", read=again)
        self.section, self.seen_sections = "intro", set()

    def _group(self, block: Block) -> None:
        """A heading that has its number printed: 1-2-3 題."""
        code = "-".join(map(str, block.numbers[:2]))
        if self.policy and self.policy.code == code:
            self.section = "work"
            self._head(block)

    def _head(self, block: Block) -> None:
        self._end_head()
        self.indicator = None
        if self.section in {"projects", "topics"}:
            self.section = "work" if self.section == "projects" and not self.draft.projects else self.section
        self.head = _Head(block.text, block.line.number)

    def _section(self, block: Block) -> None:
        if block.name == "chapter":
            return
        if block.name == "work" and "work" in self.seen_sections and self.waiting:
            title, line = self.waiting[0]
            self._forget_waiting(title)
            self._begin_policy("", title, line)
        self._end_head()
        self.indicator, self.project, self.waiting = None, None, []
        self.section = block.name
        self.seen_sections.add(block.name)

    # What stands under them

    def _bullet(self, block: Block) -> None:
        text, line = block.text.strip(), block.line.number
        if self.policy is None:
            return
        if self.section == "projects":
            if self.project is not None:
                said = ContributionDraft(project=self.project, words=text, line=line)
                self.policy.contributions.append(said)
                self.waiting = []
                self.grow = _adds_to(said, "words")
            return
        if self.head is None:
            return
        if self.head.group is None:
            self.head.group = GroupDraft(title=self.head.title, line=self.head.line)
            self.policy.groups.append(self.head.group)
        measure = MeasureDraft(words=text, line=line)
        self.head.group.measures.append(measure)
        self.grow = _adds_to(measure, "words")

    def _counted(self, block: Block) -> None:
        if self.policy is None:
            return
        self._end_head()
        self.indicator = self._add_indicator(block.numbers[0], block.text, block)

    def _add_indicator(self, number: int, text: str, block: Block) -> IndicatorDraft:
        assert self.policy is not None
        said = indicator_said(text)
        indicator = IndicatorDraft(
            number=number, title=said.title, unit=said.unit, strategic=said.strategic, line=block.line.number
        )
        self.policy.indicators.append(indicator)
        return indicator

    def _value(self, block: Block) -> None:
        if self.indicator is None or self.policy is None:
            self._ask("no_indicator", block, read=block.text)
            return
        path = f"{self.path}.indicators.{len(self.policy.indicators) - 1}"
        for part in value_parts(plain(block.text)):
            enter_figure(self.draft, self.indicator, part, path=path, line=block.line)

    def _note(self, block: Block) -> None:
        if self.indicator is not None:
            self.indicator.note = block.text
            self.grow = _adds_to(self.indicator, "note")

    def _star(self, block: Block) -> None:
        if self.section == "topics" and self.policy and self.policy.topics:
            topic = self.policy.topics[-1]
            topic.words = _joined(topic.words, block.text)
        elif self.indicator is not None and not self.indicator.note:
            self._note(block)

    def _row(self, block: Block) -> None:
        if self.policy is None:
            return
        self._end_head()
        cells = block.line.cells
        in_a_table = self.tables.columns or heads_of(cells)
        if not in_a_table and any(value_parts(plain(cell)) for cell in cells):
            self._lying_line(block)
        else:
            self.tables.take(self.draft, block, path=self.path)

    def _lying_line(self, block: Block) -> None:
        """A row without heads in which every cell says itself what it is: ①… | R4現状値 … | R9目標値 …"""
        cells = [cell for cell in block.line.cells if cell.strip()]
        for cell in cells:
            line = replace(block.line, text=cell, cells=())
            for part in blocks_of(line):
                if part.mark in {Mark.COUNTED, Mark.VALUE, Mark.NOTE}:
                    getattr(self, f"_{part.mark}")(part)

    def _plain(self, block: Block) -> None:
        text = block.text.strip()
        if self.policy is None:
            self._before_the_first(text)
        elif self.section == "projects":
            self._project(text, block)
        elif self.section == "topics":
            self._topic(text, block)
        elif self.section == "intro":
            self.policy.words = _joined(self.policy.words, text)
            self.grow = _adds_to(self.policy, "words")
        elif self.head is not None and self.head.group is None:
            self.head.prose = True
        elif self.indicator is None and re.search(r"(?:現状|基準|目標)値", text) and re.search(r"\d", plain(text)):
            self._ask("no_indicator", block, read=text)

    def _before_the_first(self, text: str) -> None:
        if not self.draft.title and (found := PLAN_TITLE.search(text)):
            self.draft.title = found[0].strip()

    def _project(self, text: str, block: Block) -> None:
        if len(text) > LONGEST_TITLE or text.endswith("。"):
            return
        known = [project.title for project in self.draft.projects]
        if text not in known:
            self.draft.projects.append(ProjectDraft(title=text, line=block.line.number))
        self.project = known.index(text) if text in known else len(known)
        self.waiting.append((text, block))

    def _topic(self, text: str, block: Block) -> None:
        assert self.policy is not None
        if not self.policy.topics:
            self.policy.topics.append(TopicDraft(title=text, line=block.line.number))
            return
        topic = self.policy.topics[-1]
        if not topic.source and (found := SOURCE_WORDS.fullmatch(text)) and not text.endswith("。"):
            topic.source = found["named"] or text
        else:
            topic.words = _joined(topic.words, text)
            self.grow = _adds_to(topic, "words")

    # Endings

    def end_policy(self) -> None:
        self._end_head()
        for title in [title for title, _block in self.waiting]:
            self._forget_waiting(title)
        self.indicator, self.project, self.waiting = None, None, []
        self.tables.close()

    def _end_head(self) -> None:
        head, self.head = self.head, None
        if (
            head
            and not head.prose
            and head.group is None
            and self.policy
            and self.section not in {"projects", "topics"}
        ):
            self.policy.groups.append(GroupDraft(title=head.title, line=head.line))
            path = f"{self.path}.groups.{len(self.policy.groups) - 1}.dropped"
            ask(self.draft, "no_measures", path=path, line=head.line, read=head.title)

    def _forget_waiting(self, title: str) -> None:
        """A line that looked like a project's title but to which no policy contributes is none."""
        used = {one.project for policy in self.draft.policies for one in policy.contributions}
        projects = self.draft.projects
        if projects and projects[-1].title == title and len(projects) - 1 not in used:
            projects.pop()

    def _ask(self, kind: str, block: Block, *, path: str = "", read: str = "") -> None:
        ask(self.draft, kind, path=path, line=block.line.number, page=block.line.page, read=read)


def _adds_to(thing: BaseModel, name: str) -> Callable[[str], None]:
    """How the rest of a text is added to where it belongs."""
    return lambda text: setattr(thing, name, _joined(getattr(thing, name), text))


def _joined(before: str, rest: str) -> str:
    """Two pieces of a text: with a blank between Latin words only."""
    rest = rest.strip()
    blank = " " if before[-1:].isascii() and before[-1:].isalnum() and rest[:1].isascii() and rest[:1].isalpha() else ""
    return f"{before}{blank}{rest}"
