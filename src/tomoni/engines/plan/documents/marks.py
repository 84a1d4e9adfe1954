"""What a line of a plan is, by the marks with which Japanese plans set out their parts."""

import re
from dataclasses import dataclass
from enum import StrEnum

from .numbers import YEAR, plain
from .sources import Line

COUNTED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DASH = "[-‐‑‒–—―−ー]"
_GOAL = re.compile(
    r"(?:第\s*\d+\s*[章節編部]\s*)?(?:基本|政策|まちづくりの?)?目標\s*(\d{1,2}|[一二三四五六七八九])[\s:：．.]+(?P<title>\D.*)"
)
_CHAPTER = re.compile(r"第\s*(?:\d+|[一二三四五六七八九十]+)\s*[章節編部](?:\s+|$)(.*)")
_POLICY = re.compile(rf"(?:基本|個別)?(?:施策|政策)?\s*(\d{{1,2}})\s?{_DASH}\s?(\d{{1,2}})[\s:：]+(?P<title>[^\d\s].*)")
_GROUP = re.compile(
    rf"(?:施策|取組)?\s*(\d{{1,2}})\s?{_DASH}\s?(\d{{1,2}})\s?{_DASH}\s?(\d{{1,2}})[\s:：]+(?P<title>[^\d\s].*)"
)
_HEAD = re.compile(r"(?:[○◯〇●■□◆◇◎▼▶►]|[（(]\d{1,2}[)）])\s*(?P<title>\S.*)")
_BULLET = re.compile(r"(?:[・･•▪‣]|[-–](?=\s))\s*(?P<text>\S.*)")
_ENUM = re.compile(rf"(?P<mark>[{COUNTED}])\s*(?P<text>\S.*)")
_NOTE = re.compile(
    r"(?:備考|説明|算出方法|算定方法|指標の説明|出典)\s*[:：]?\s+(?P<text>.+)|(?:備考|出典)\s*[:：](?P<colon>.+)"
)
_STAR = re.compile(r"※\s*(?P<text>.+)")
_INNER = re.compile(r"(?<=[。）」])\s*・\s*(?=\S)")
SECTIONS = {
    "work": re.compile(
        r"現状と(?:今後|課題|今後の?課題)?\W*(?:取組|施策)?の?(?:方向性?|展開)?|(?:主な)?取組(?:の方向性?|方針|内容)?|施策の(?:方向性?|展開|内容)|今後の取組"
    ),
    "indicators": re.compile(
        r"(?:成果|目標|評価|重要業績評価)?指標(?:\W*(?:KPI)?\W*)(?:と?目標値?|一覧)?|目標指標|数値目標|まちづくり指標"
    ),
    "projects": re.compile(r".{0,20}プロジェクト(?:に関連した|との関連|に関連する|への)(?:取組|寄与|貢献)?"),
    "topics": re.compile(r"トピックス?|コラム"),
}
_LABEL = r"(?:中間)?(?:現状値|基準値|現況値|実績値|目標値|現状|基準年?|実績|目標)"


class Mark(StrEnum):
    """What a line is."""

    GOAL = "goal"
    POLICY = "policy"
    GROUP = "group"
    SECTION = "section"
    HEAD = "head"
    BULLET = "bullet"
    COUNTED = "counted"
    VALUE = "value"
    NOTE = "note"
    STAR = "star"
    ROW = "row"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Block:
    """A marked line: its text without the mark, the numbers in the mark, and the line it stands in."""

    mark: Mark
    text: str
    line: Line
    numbers: tuple[int, ...] = ()
    name: str = ""

    @property
    def indented(self) -> bool:
        return self.line.text.startswith(("　", " "))

    @property
    def joins(self) -> bool | None:
        return self.line.joins


def blocks_of(line: Line) -> list[Block]:
    """The marked parts of a line: one, or several where bullets follow each other in one line."""
    text = line.text.strip()
    if not text:
        return []
    if len(line.cells) >= 3:
        return [Block(Mark.ROW, text, line)]
    parts = _INNER.split(text)
    first = _block(parts[0], line)
    if len(parts) > 1 and first.mark in {Mark.BULLET, Mark.PLAIN}:
        return [first, *(Block(Mark.BULLET, part.strip(), line) for part in parts[1:])]
    return [_block(text, line)]


def _block(text: str, line: Line) -> Block:
    said = plain(text)
    if section := section_of(said):
        return Block(Mark.SECTION, text, line, name=section)
    return _numbered(text, said, line) or _marked(text, said, line)


def _numbered(text: str, said: str, line: Line) -> Block | None:
    """A heading with its number printed."""
    if found := _GOAL.fullmatch(said):
        return Block(Mark.GOAL, found["title"].strip(), line, (_figure(found[1]),))
    for mark, shape in ((Mark.GROUP, _GROUP), (Mark.POLICY, _POLICY)):
        if found := shape.fullmatch(said):
            numbers = tuple(int(number) for number in found.groups() if number and number.isdigit())
            return Block(mark, tail(text, found["title"]), line, numbers)
    if found := _ENUM.fullmatch(text):
        return Block(Mark.COUNTED, found["text"], line, (COUNTED.index(found["mark"]) + 1,))
    return None


def _marked(text: str, said: str, line: Line) -> Block:
    """A line with a mark at its beginning, or a plain one."""
    for mark, shape in ((Mark.HEAD, _HEAD), (Mark.BULLET, _BULLET), (Mark.NOTE, _NOTE), (Mark.STAR, _STAR)):
        if found := shape.fullmatch(text):
            return Block(mark, next(group for group in found.groups() if group).strip(), line)
    if value_parts(said):
        return Block(Mark.VALUE, text, line)
    if _CHAPTER.fullmatch(said):
        return Block(Mark.SECTION, text, line, name="chapter")
    return Block(Mark.PLAIN, text, line)


def section_of(said: str) -> str:
    """The name of the section whose heading this is, if it is one."""
    bare = re.sub(r"[\s【】\[\]〈〉<>《》■□◆●○▼]|^\d[.．]?", "", said)
    return next((name for name, shape in SECTIONS.items() if shape.fullmatch(bare)), "")


def tail(text: str, title: str) -> str:
    """The title as it is printed: the end of the text that is as long as the narrow title."""
    return text[-len(title) :].strip() if plain(text[-len(title) :]) == title.strip() else title.strip()


def _figure(text: str) -> int:
    return int(text) if text.isdigit() else "一二三四五六七八九".index(text) + 1


@dataclass(frozen=True)
class ValuePart:
    """現状値, 目標値 … with the year and the figure that stand beside it, both as printed."""

    label: str
    year: str
    figure: str

    @property
    def is_target(self) -> bool:
        return "目標" in self.label


_WHEN = YEAR.replace("?P<era>", "?:").replace("?P<count>", "?:").replace("?P<west>", "?:").replace("?P<kind>", "?:")
_YEARS = rf"{_WHEN}(?:\s*[（(]{_WHEN}[)）](?:\s*年度末?)?)?"
_FIGURE = re.compile(
    r"[-‐‑–−ー―—－+▲△▴▵約]|\d|およそ|ほぼ|延べ|のべ|累計|年間|毎年|未|なし|調査中|集計中|不明|増|減|維持|向上|①"
)
MOST_OF_A_FIGURE = 24
_PART = re.compile(
    rf"(?:(?P<before>{_YEARS})\s*(?:の|時点の?)?\s*)?(?P<label>{_LABEL})\s*[（(:：]?\s*(?P<after>{_YEARS})?\s*(?:時点)?\s*[)）]?\s*[:：]?\s*"
)


def value_parts(said: str) -> list[ValuePart]:
    """R4現状値 28,635 / 現状値（令和4年度）：28,635 目標値（令和9年度）：28,785. Empty when it is no line of values."""
    found = list(_PART.finditer(said))
    if not found or found[0].start() != 0:
        return []
    ends = [one.start() for one in found[1:]] + [len(said)]
    parts = [
        ValuePart(one["label"], (one["before"] or one["after"] or "").strip(), said[one.end() : end].strip(" 　、,→⇒"))
        for one, end in zip(found, ends, strict=True)
    ]
    return parts if all(_is_figure(part) for part in parts) else []


def _is_figure(part: ValuePart) -> bool:
    """Whether what stands behind the label can be meant as a figure: 目標達成のため is a sentence."""
    if not part.figure:
        return bool(part.year)
    return len(part.figure) <= MOST_OF_A_FIGURE and _FIGURE.match(part.figure) is not None
