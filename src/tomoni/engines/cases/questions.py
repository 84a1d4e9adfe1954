"""Questions: what a procedure asks, as data.

A question is a plain row (key, kind, label, a few limits) that can be written in Python by a service, kept as JSON in a
form definition, and one day built on a screen by a clerk. How a kind is typed, checked and shown stands in `kinds.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.translation import override

Text = str | Promise
Condition = Mapping[str, Any]  # question key -> the answer, or a tuple of answers, that lets the question be asked


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. Its answer lies under `key`; some kinds fill further keys beside it (`name_kana`, …)."""

    key: str
    kind: str
    label: Text
    hint: Text = ""
    required: bool = True
    only_if: Condition = field(default_factory=dict)
    flagged: bool = False
    options: tuple[tuple[str, Text], ...] = ()
    unit: Text = ""
    least: int | None = None
    most: int | None = None
    agreed: Text = ""

    def as_data(self) -> dict[str, Any]:
        """JSON of what differs from the defaults, with texts in Japanese, in a stable order."""
        with override("ja"):
            return {
                f.name: _plain(getattr(self, f.name))
                for f in fields(self)
                if getattr(self, f.name) not in ("", None, (), {})
                and not (f.name == "required" and self.required)
                and not (f.name == "flagged" and not self.flagged)
            }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        known = dict(data)
        known["options"] = tuple((value, label) for value, label in known.get("options", ()))
        return cls(**known)


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return value


@dataclass(frozen=True)
class Step:
    """One page of a form: a heading, and the questions that belong together under it."""

    title: Text
    questions: tuple[Question, ...]

    def __init__(self, title: Text, *questions: Question) -> None:
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "questions", questions)

    def as_data(self) -> dict[str, Any]:
        return {"title": _plain(self.title), "questions": [question.as_data() for question in self.questions]}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["title"], *(Question.from_data(each) for each in data["questions"]))
