"""`./tomoni plan read FILE`: what the command does, apart from its words on the command line."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

from tomoni.base.city.api import CityFileError

from ..files import FIGURES, PLAN, figures_of, plan_of
from .comparing import Weight, apart
from .draft import Draft
from .exporting import Export, Standing, counted, export, lay_upon
from .reading import read_plan
from .sources import MOST_BYTES, Trouble, Unreadable
from .writing import csv_of, told, toml_of

EVERY_SECONDS = 1.0


class CannotRead(Exception):
    """The command cannot go on; `str()` of it says what to do."""


def read_file(file: Path, *, into: Path | None, beside: Path | None, say: Callable[[str], object]) -> Iterator[str]:
    """Read a plan, write the draft where it is wanted, and tell what was read, line by line."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Unreadable(Trouble.TOO_LONG)
        draft, lines = read_plan(file.read_bytes(), name=file.name, progress=_Progress(say))
    except OSError as error:
        raise CannotRead(f"{file}: {error.strerror}") from None
    except Unreadable as error:
        raise CannotRead(f"{file.name}: {error}") from None
    standing = _standing(beside)
    whole = export(lay_upon(draft, standing), standing)
    yield from _summary(draft, len(lines))
    if standing.plan:
        yield from _differences(export(draft), Export(standing.plan, standing.figures))
    if into:
        yield from _written(into, draft, whole)


def _standing(beside: Path | None) -> Standing:
    if beside is None:
        return Standing()
    try:
        plan = plan_of(beside)
        if plan is None:
            raise CannotRead(f"{beside} に {PLAN} がありません。")
        return Standing(plan, list(figures_of(beside, "baseline", "target")))
    except CityFileError as error:
        raise CannotRead(str(error)) from None


def _summary(draft: Draft, lines: int) -> Iterator[str]:
    numbers = counted(draft)
    yield (
        f"{lines}行を読みました: 施策 {numbers['policies']}、取組の方向 {numbers['groups']}、"
        f"取組 {numbers['measures']}、指標 {numbers['indicators']}、数字 {numbers['figures']}、"
        f"プロジェクト {numbers['projects']}、トピックス {numbers['topics']}"
    )
    if draft.open_questions:
        yield f"確かめること: {len(draft.open_questions)}件"
    for number, question in enumerate(draft.open_questions, start=1):
        yield f"{number:>3}. {told(draft, question)}"


def _differences(read: Export, stands: Export) -> Iterator[str]:
    found = apart(read, stands)
    substance = [one for one in found if one.weight is Weight.SUBSTANCE]
    yield f"いまの計画との違い: ことばの違い {len(found) - len(substance)}件、中身の違い {len(substance)}件"
    yield from (f"  {one.what} {one.field}: 文書 {one.read} / いま {one.stands}" for one in substance)


def _written(into: Path, draft: Draft, whole: Export) -> Iterator[str]:
    """Both files, never over one that is there: what stands may hold a year's work."""
    figures = into.with_name(FIGURES if into.name == PLAN else f"{into.stem}.{FIGURES}")
    for there in (into, figures):
        if there.exists():
            raise CannotRead(f"{there} があります。別の名前にするか、先に移してください。")
    into.write_text(toml_of(whole.plan, draft), encoding="utf-8")
    figures.write_text(csv_of(whole.figures), encoding="utf-8")
    yield f"書きました: {into} と {figures}"


class _Progress:
    """Pages done, on one line, at most once a second."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self.say, self.last = say, 0.0

    def __call__(self, done: int, of: int) -> None:
        if done == of or monotonic() - self.last >= EVERY_SECONDS:
            self.last = monotonic()
            self.say(f"{done} / {of or '?'} ページ")
