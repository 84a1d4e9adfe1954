"""What a kind of question is, and the catalogue of them.

A kind is looked up by the name that a question carries; a further kind is one more row of the catalogue.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tomoni.base.catalogue import Catalogue

from ..questions import Question, Text, spoken

Fields = dict[str, forms.Field]
Answers = Mapping[str, Any]
Parts = Mapping[str, str]  # ending of a key -> what lies there: text, number, day, yes, texts, rows, files or point


@dataclass(frozen=True)
class QuestionKind:
    """How answers of one kind come in and go out.

    fields  the form fields, by the key of their answer
    said    the answer in words
    read    an answer from its JSON; `typed` what a form field shows for a kept answer
    parts   what lies under the key and under the keys beside it, for expressions: {"": "text", "_kana": "text"}
    whole   answers that are put together from the fields: the whole name from its parts
    wrong   what does not fit together, or does not fit another answer: (key, sentence)
    together  whether its fields stand in one group under the label of the question
    title   what it is called where questions are chosen; empty where it is not offered
    """

    fields: Callable[[Question], Fields]
    said: Callable[[Question, Answers], str] = lambda question, answers: str(answers.get(question.key) or "")
    read: Callable[[Any], Any] = lambda kept: kept
    typed: Callable[[Any], Any] = lambda kept: kept
    parts: Parts = field(default_factory=lambda: {"": "text"})
    whole: Callable[[Question, Answers], dict[str, Any]] = lambda question, answers: {}
    wrong: Callable[[Question, Answers], Iterable[tuple[str, str]]] = lambda question, answers: ()
    together: bool = False
    title: Text = ""


kinds: Catalogue[QuestionKind] = Catalogue("kind of question")


def fields_of(question: Question) -> Fields:
    """The form fields of a question, with that of its flag when it has one."""
    fields = dict(kinds[question.kind].fields(question))
    if question.flagged:
        fields[f"{question.key}_public"] = forms.BooleanField(label=_("これを公開してもよい"), required=False)
    return fields


def parts_of(question: Question) -> dict[str, str]:
    """The keys under which the answers to a question lie, and what lies there."""
    parts = {f"{question.key}{ending}": what for ending, what in kinds[question.kind].parts.items()}
    return parts | ({f"{question.key}_public": "yes"} if question.flagged else {})


def fitting(what: str, kept: Any) -> Any:
    """What is kept, where it can be an answer of this sort or was typed for one.

    When a form is asked anew in another version, an answer may have been given to another question of the same key.
    """
    if what in ("rows", "files", "texts"):
        each = {"rows": Mapping, "files": int, "texts": str}[what]
        return [one for one in kept if isinstance(one, each)] if isinstance(kept, list) else None
    sorts: dict[str, tuple[type, ...]] = {"text": (str,), "number": (str, int), "yes": (str, bool)}
    if what not in sorts or isinstance(kept, sorts[what]):
        return None if what == "number" and isinstance(kept, bool) else kept
    return None


def keys_of(question: Question) -> tuple[str, ...]:
    """The keys under which the answers to a question lie."""
    return tuple(parts_of(question))


def said(question: Question, answers: Answers) -> str:
    """The answer in words, for checking and for the desk."""
    words = kinds[question.kind].said(question, answers)
    if question.flagged and words:
        return f"{words}（{_('公開してよい') if answers.get(f'{question.key}_public') else _('公開しない')}）"
    return words


def plain(value: Any) -> Any:
    """A cleaned answer as JSON."""
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value.isoformat() if isinstance(value, date) else value


# What the fields of every kind share


def common(question: Question, *, verb: str) -> dict[str, Any]:
    return {
        "label": spoken(question.label),
        "help_text": spoken(question.hint),
        "required": question.required,
        "error_messages": {"required": verb % {"label": spoken(question.label)}},
    }


def typed_in(question: Question) -> dict[str, Any]:
    return common(question, verb=_("%(label)sを入れてください"))


def picked(question: Question) -> dict[str, Any]:
    return common(question, verb=_("%(label)sを選んでください"))


def part_of(label: str, *, required: bool, picked: bool = False, hint: str = "") -> dict[str, Any]:
    """The words of one field of a question that has several."""
    verb = _("%(label)sを選んでください") if picked else _("%(label)sを入れてください")
    return {
        "label": label,
        "help_text": hint,
        "required": required,
        "error_messages": {"required": verb % {"label": label}},
    }
