"""Texts in other languages that came with a stored form: what was built at the desk has no catalogue.

The texts of its questions are told within that form alone: a label such as 「名前」 is everybody's, and one clerk's
translation must not reach another form. What lists say of a procedure (its name, whom it is for) is known from the
moment at which the form is read (`FormDefinition.from_db`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language

Texts = Mapping[str, Mapping[str, str]]  # {language: {Japanese: translation}}
SAID_IN_LISTS = ("title", "summary", "fee", "who", "needs", "criteria")
_learnt: dict[str, dict[str, str]] = {}


class Told(str):
    """The Japanese text of one form, with its translations."""

    __slots__ = ("translations",)
    translations: dict[str, str]

    @classmethod
    def by(cls, texts: Texts, text: Any) -> "Told":
        told = cls(text)
        told.translations = {language: said[told] for language, said in texts.items() if said.get(told)}
        return told

    def now(self) -> str:
        """In the language of now, where there is a translation."""
        return self.translations.get(get_language() or "", "")


def learn(content: Mapping[str, Any]) -> None:
    """What a form says in lists of procedures, in the languages that it brings."""
    wanted = set(_said_in_lists(content))
    for language, said in content.get("texts", {}).items():
        known = {text: words for text, words in said.items() if words and text in wanted}
        _learnt.setdefault(language, {}).update(known)


def _said_in_lists(content: Mapping[str, Any]) -> Iterator[str]:
    for name in SAID_IN_LISTS:
        said = content.get(name) or ""
        yield from [said] if isinstance(said, str) else said


def learnt(text: str) -> str:
    """The text in the language of now, if a form has brought it; else nothing."""
    return text.now() if isinstance(text, Told) else _learnt.get(get_language() or "", {}).get(text, "")
