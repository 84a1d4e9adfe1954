"""Texts of forms in other languages that came with the form itself: what was built at the desk has no catalogue.

A stored form brings them when it is read (`FormDefinition.from_db`). The newest form that is read says how a Japanese
text is told; one sentence has one translation, as in every catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import get_language

_learnt: dict[str, dict[str, str]] = {}


def learn(texts: Mapping[str, Mapping[str, str]]) -> None:
    """{language: {Japanese: translation}}"""
    for language, said in texts.items():
        _learnt.setdefault(language, {}).update({text: words for text, words in said.items() if words})


def learnt(text: str) -> str:
    """The text in the language of now, if a form has brought it; else nothing."""
    return _learnt.get(get_language() or "", {}).get(text, "")
