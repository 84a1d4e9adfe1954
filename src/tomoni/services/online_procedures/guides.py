"""Guides: a few questions about an event of life lead to procedures, papers, desks and cost.

A guide is a file (`guides/<key>.toml`): questions in order, each with answers; an answer names the procedures it leads
to, and a question may wait for an answer. The answers stand in the address, so that a result can be printed, sent and
come back to; no name and no date is asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tomoni.base.city.api import CityData, load_toml
from tomoni.engines.cases.api import packs as engine

from .service import FOLDER, SERVICE, library, procedures


class Answer(engine.Said):
    """One answer, the procedures it leads to, and a word of advice."""

    value: str
    leads_to: tuple[str, ...] = ()
    advice: engine.Said | None = None


class Question(CityData):
    """One question. `when`: {question = answers} that must have been given for it to be asked."""

    key: str
    asks: engine.Said
    many: bool = False
    when: dict[str, tuple[str, ...]] = {}
    answers: tuple[Answer, ...]


class Guide(CityData):
    """One event of life."""

    key: str
    order: int
    title: engine.Said
    says: engine.Said
    always: tuple[str, ...] = ()  # procedures that everybody needs
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Way:
    """How far somebody has come: the questions answered, the next one, and what it has led to."""

    answered: list[tuple[Question, list[Answer]]]
    asks: Question | None
    leads_to: list[engine.Told]
    advice: list[str]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The answers so far, as the form carries them on."""
        return [(question.key, answer.value) for question, given in self.answered for answer in given] + [
            (question.key, "") for question, given in self.answered if not given
        ]

    @property
    def papers(self) -> list[str]:
        """What to bring, each once."""
        return list(dict.fromkeys(engine.spoken(need) for told in self.leads_to for need in told.says["needs"]))


def _read() -> Iterator[Guide]:
    for file in sorted((FOLDER / "guides").glob("*.toml")):
        guide = load_toml(file, Guide)
        for key in _named(guide):
            if key not in procedures:
                raise guide.unknown("procedure", key, procedures)
        _tell(guide)
        yield guide


def _named(guide: Guide) -> Iterator[str]:
    yield from guide.always
    yield from (key for question in guide.questions for answer in question.answers for key in answer.leads_to)


def _tell(guide: Guide) -> None:
    """Every text of the guide is known in all languages."""
    texts: list[Any] = [guide.title, guide.says]
    for question in guide.questions:
        texts += [question.asks, *question.answers, *(answer.advice for answer in question.answers if answer.advice)]
    for text in texts:
        library.text(text)


def walked(guide: Guide, asked: Mapping[str, Any]) -> Way:
    """Where the answers in an address lead. Whatever is no answer of the guide is passed over."""
    answered: list[tuple[Question, list[Answer]]] = []
    given: dict[str, list[str]] = {}
    for question in guide.questions:
        if not all(set(given.get(key, ())) & set(wanted) for key, wanted in question.when.items()):
            continue
        if question.key not in asked:
            return Way(answered, question, [], [])
        values = asked.getlist(question.key) if hasattr(asked, "getlist") else [asked[question.key]]
        chosen = [answer for answer in question.answers if answer.value in values]
        if not chosen and not question.many:
            return Way(answered, question, [], [])
        answered.append((question, chosen))
        given[question.key] = [answer.value for answer in chosen]
    return _result(guide, answered)


def _result(guide: Guide, answered: list[tuple[Question, list[Answer]]]) -> Way:
    answers = [answer for _question, given in answered for answer in given]
    keys = dict.fromkeys([*guide.always, *(key for answer in answers for key in answer.leads_to)])
    offered = set(engine.offered_keys())
    told = [engine.told_of(procedures[key]) for key in keys if f"{SERVICE}.{key}" in offered]
    return Way(answered, None, told, [engine.told(answer.advice.ja) for answer in answers if answer.advice])


guides: dict[str, Guide] = {guide.key: guide for guide in sorted(_read(), key=lambda guide: guide.order)}
