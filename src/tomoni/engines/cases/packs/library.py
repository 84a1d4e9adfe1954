"""Reading packs: the shared lists and groups, then every pack against them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tomoni.base.city.api import CityData, CityFileError, load_toml
from tomoni.base.city.mistakes import Mistake as FileMistake

from ..expressions import Mistake, Types, check
from ..kinds import keys_of, parts_of, parts_of_row
from ..questions import Question
from ..questions import Step as Page
from ..telling import said_otherwise, tell
from .format import Ask, Group, Lists, Option, Pack, Rule, Said, Step, Words


@dataclass
class Library:
    """What packs share. `groups` are read from `groups/<key>.toml`, the lists from `lists.toml`."""

    lists: Lists
    groups: dict[str, Group]
    clashes: list[str] = field(default_factory=list)  # a Japanese text that is told in two ways

    def text(self, said: Words | None, pack: CityData | None = None) -> str:
        """The Japanese of a text or phrase; from now on it is told in the other languages too."""
        if isinstance(said, str):
            if said and said not in self.lists.phrases:
                assert pack is not None
                raise pack.unknown("phrase", said, self.lists.phrases)
            said = self.lists.phrases[said] if said else None
        if said is None:
            return ""
        if said_otherwise(said.ja, easy=said.easy, english=said.en):
            self.clashes.append(said.ja)
        return tell(said.ja, easy=said.easy, english=said.en)

    def pages(self, pack: Pack) -> tuple[Page, ...]:
        """The form: shared groups as the pack wants them, and its own questions."""
        return tuple(self._page(pack, step) for step in pack.steps)

    def asks(self, step: Step) -> Iterator[Ask]:
        """The questions of a page, as the pack has changed them."""
        if step.group:
            if step.group not in self.groups:
                raise step.unknown("group of questions", step.group, self.groups)
            shared = self.groups[step.group].asks
            named = {*step.labels, *step.hints, *step.required, *step.optional, *step.without}
            for name in sorted(named - {ask.key for ask in shared}):
                raise step.unknown(f"question of the group {step.group!r}", name, [ask.key for ask in shared])
            yield from (_as_wanted(ask, step) for ask in shared if ask.key not in step.without)
        yield from step.asks

    def _page(self, pack: Pack, step: Step) -> Page:
        title = step.title or self.groups[step.group].title if step.group in self.groups else step.title
        questions = [self._question(ask) for ask in self.asks(step)]
        return Page(self.text(title), *questions)

    def _question(self, ask: Ask) -> Question:
        return Question(
            key=ask.key,
            kind=ask.kind,
            label=self.text(ask.label),
            hint=self.text(ask.hint),
            required=ask.required,
            only_if=_condition(ask.only_if),
            options=tuple((option.value, self.text(_bare(option))) for option in ask.options),
            unit=self.text(ask.unit),
            least=ask.least,
            most=ask.most,
            agreed=self.text(ask.agreed),
            rows=tuple(self._question(row) for row in ask.rows),
            same_as=ask.same_as,
            own=ask.own,
        )


def _condition(only_if: dict[str, Any] | str) -> dict[str, Any] | str:
    if isinstance(only_if, str):
        return only_if
    return {key: tuple(one) if isinstance(one, list) else one for key, one in only_if.items()}


def _bare(option: Option) -> Said:
    return Said(ja=option.ja, easy=option.easy, en=option.en)


def _as_wanted(ask: Ask, step: Step) -> Ask:
    return ask.model_copy(
        update={
            "label": step.labels.get(ask.key, ask.label),
            "hint": step.hints.get(ask.key, ask.hint),
            "required": (ask.required or ask.key in step.required) and ask.key not in step.optional,
        }
    )


def read_library(folder: Path) -> Library:
    """The shared lists and groups of a folder of packs."""
    groups = {file.stem: load_toml(file, Group) for file in sorted((folder / "groups").glob("*.toml"))}
    return Library(load_toml(folder / "lists.toml", Lists), groups)


def read_packs(folder: Path, library: Library) -> list[Pack]:
    """Every pack of a folder, checked; all mistakes of all packs are told at once."""
    packs: list[Pack] = []
    mistakes: list[FileMistake] = []
    for file in sorted(folder.glob("packs/*/pack.toml")):
        try:
            pack = load_toml(file, Pack)
            _check(pack, file, library)
            packs.append(pack)
        except CityFileError as error:
            mistakes += error.mistakes
    if mistakes:
        raise CityFileError(mistakes)
    return packs


def _check(pack: Pack, file: Path, library: Library) -> None:
    """What a model cannot see of itself: the names that point at something else."""
    if pack.key != file.parent.name:
        raise pack.wrong(f"the key is {pack.key!r}, but the folder is called {file.parent.name!r}")
    if pack.field not in library.lists.fields:
        raise pack.unknown("field", pack.field, library.lists.fields)
    for words in pack.told:
        library.text(words, pack)
    for event in pack.life_events:
        if event not in library.lists.life_events:
            raise pack.unknown("life event", event, library.lists.life_events)
    questions = [question for page in library.pages(pack) for question in page.questions]
    keys = [key for question in questions for key in keys_of(question)]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise pack.wrong(f"asks twice for {', '.join(sorted(twice))}")
    if pack.names_case not in keys:
        raise pack.unknown("question", pack.names_case, keys)
    for question in questions:
        _known(pack, question.reads | ({question.same_as} if question.same_as else set()), keys)
    types = types_of(questions)
    for rule in pack.rules:
        _known(rule, {rule.at, *rule.refuses}, keys)
        try:
            check(rule.must, types)
        except Mistake as mistake:
            raise rule.wrong(
                f"{rule.must!r} cannot be judged: {mistake.why} {mistake.found} {mistake.wanted}"
            ) from None


def types_of(questions: Iterable[Question]) -> Types:
    """What lies under each key, for expressions."""
    asked = list(questions)
    return Types(
        {key: what for question in asked for key, what in parts_of(question).items()},
        {question.key: parts_of_row(question) for question in asked if question.rows},
        {
            question.key: frozenset(value for value, _label in question.options)
            for question in asked
            if question.options
        },
    )


def _known(place: Pack | Rule, names: Iterable[str], keys: list[str]) -> None:
    for name in names:
        if name not in keys:
            raise place.unknown("question", name, keys)
