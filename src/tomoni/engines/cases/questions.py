"""Questions: what a procedure asks, as data.

A question is a plain row (key, kind, label, a few limits) that can be written in Python by a service, kept as JSON in a
form definition, and one day built on a screen by a clerk. How a kind is typed, checked and shown stands in `kinds.py`.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.translation import override

from .expressions import NotReadable, holds, names_in
from .learnt import Texts, Told, learnt
from .telling import told

Text = str | Promise
# {question key: the answer, or a tuple of answers, that lets the question be asked}, or an expression in one line
Condition = Mapping[str, Any] | str


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
    rows: tuple["Question", ...] = ()  # of a question whose answer is a list: what each row asks
    same_as: str = ""  # of a bank account: the question whose name the holder must bear
    own: bool = True  # about the person who applies: a device may fill in what it knows of its owner

    def as_data(self) -> dict[str, Any]:
        """JSON of what differs from the defaults, with texts in Japanese, in a stable order."""
        with override("ja"):
            return {f.name: as_plain(getattr(self, f.name)) for f in fields(self) if getattr(self, f.name) != _usual(f)}

    def is_asked(self, answers: Mapping[str, Any]) -> bool:
        """Whether the answers so far let this question be asked."""
        if isinstance(self.only_if, str):
            return holds(self.only_if, answers)
        return all(_meets(answers.get(key), wanted) for key, wanted in self.only_if.items())

    @property
    def reads(self) -> frozenset[str]:
        """The keys of the answers that its condition looks at."""
        if not isinstance(self.only_if, str):
            return frozenset(self.only_if)
        try:
            return names_in(self.only_if)
        except NotReadable:  # what cannot be read is never true, and looks at nothing
            return frozenset()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        known = dict(data)
        known["options"] = tuple((value, label) for value, label in known.get("options", ()))
        known["rows"] = tuple(cls.from_data(row) for row in known.get("rows", ()))
        return cls(**known)

    def told_by(self, texts: Texts) -> Self:
        """The same question, its words in the languages that its form brings."""
        return replace(
            self,
            label=Told.by(texts, self.label),
            hint=Told.by(texts, self.hint),
            unit=Told.by(texts, self.unit),
            agreed=Told.by(texts, self.agreed),
            options=tuple((value, Told.by(texts, label)) for value, label in self.options),
            rows=tuple(row.told_by(texts) for row in self.rows),
        )


def _usual(of: Field[Any]) -> Any:
    return of.default_factory() if of.default_factory is not MISSING else of.default


def _meets(answer: Any, wanted: Any) -> bool:
    """One wanted answer or one of several; of an answer that is a list, one part is enough."""
    accepted = wanted if isinstance(wanted, (tuple, list)) else (wanted,)
    given = answer if isinstance(answer, list) else [answer]
    return any(part in accepted for part in given)


def as_plain(value: Any) -> Any:
    """Texts in Japanese, tuples as lists, questions as their data: what JSON keeps."""
    if isinstance(value, Question):
        return value.as_data()
    if isinstance(value, Promise):
        with override("ja"):
            return str(value)
    if isinstance(value, (tuple, list)):
        return [as_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: as_plain(part) for key, part in value.items()}
    return value


def spoken(text: Text) -> str:
    """A text of a declaration or a definition in the language of now; kept definitions hold the Japanese, the msgid."""
    if not text:
        return ""
    return learnt(text if isinstance(text, Told) else str(text)) or told(str(text))


@dataclass(frozen=True)
class Rule:
    """What must be true of the answers, as an expression; what to say where it is not, and at which answer.

    It waits until every answer that it reads is there.
    """

    at: str
    must: str
    says: Text

    def as_data(self) -> dict[str, Any]:
        return {"at": self.at, "must": self.must, "says": as_plain(self.says)}


@dataclass(frozen=True)
class Step:
    """One page of a form: a heading, and the questions that belong together under it."""

    title: Text
    questions: tuple[Question, ...]

    def __init__(self, title: Text, *questions: Question) -> None:
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "questions", questions)

    def as_data(self) -> dict[str, Any]:
        return {"title": as_plain(self.title), "questions": [question.as_data() for question in self.questions]}

    def told_by(self, texts: Texts) -> "Step":
        return Step(Told.by(texts, self.title), *(question.told_by(texts) for question in self.questions))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["title"], *(Question.from_data(each) for each in data["questions"]))
