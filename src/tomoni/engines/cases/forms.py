"""The form of one step, made from its questions; and the same fields once more over all answers before they arrive."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from .asking.rows import RowsField
from .expressions import NotReadable, names_in, parse, value_of
from .kinds import FilesField, fields_of, fitting, keys_of, kinds, parts_of, plain, said
from .procedures import Check, WrongAnswer
from .questions import Question, Rule, Step, spoken


class StepForm(forms.Form):
    """The questions of one step. `answers` are all kept answers of the draft, as JSON.

    A question whose condition lies on the same page is always shown and says when it is meant; its answer counts, and
    is missed, only when the condition holds. That needs no script.
    """

    def __init__(self, step: Step, answers: Mapping[str, Any], data: Any = None) -> None:
        on_page = {key for question in step.questions for key in keys_of(question)}
        elsewhere = {key: value for key, value in answers.items() if key not in on_page}
        self.questions = [each for each in step.questions if on_page & each.reads or each.is_asked(elsewhere)]
        self.answers = answers
        super().__init__(data, initial={key: _typed(step.questions, key, answers.get(key)) for key in on_page})
        self.names: dict[str, tuple[str, ...]] = {}
        for question in self.questions:
            fields = fields_of(question)
            self.names[question.key] = tuple(fields)
            for name, field in fields.items():
                if on_page & question.reads:
                    field.needed = field.required  # type: ignore[attr-defined]  # `clean` asks for it
                    field.required, field.mark = False, _("当てはまるとき")  # type: ignore[attr-defined]  # beside the label
                    field.help_text = " ".join(filter(None, [_when(step, question), str(field.help_text or "")]))
                self.fields[name] = field
        for name, field in self.fields.items():
            if isinstance(field, FilesField):
                field.required = field.required and not answers.get(name)

    def clean(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        for name, field in self.fields.items():
            if isinstance(field, FilesField):
                given[name] = list(self.answers.get(name) or [])
        for question in self.questions:
            if question.is_asked({**self.answers, **given}):
                self._miss(question, given)
                given |= kinds[question.kind].whole(question, given)
                self._fit(question, given)
            else:
                for name in self.names[question.key]:
                    given.pop(name, None)
                    self.errors.pop(name, None)
        return given

    def _miss(self, question: Question, given: Mapping[str, Any]) -> None:
        """An answer that only a condition makes necessary is missed here, because its field let it pass."""
        for name in self.names[question.key]:
            field = self.fields[name]
            empty = given.get(name) in (None, "", []) or (question.kind == "consent" and not given.get(name))
            if getattr(field, "needed", False) and empty and name not in self.errors:
                self.add_error(name, field.error_messages["required"])

    def _fit(self, question: Question, given: Mapping[str, Any]) -> None:
        """Answers of one question that do not fit together, or do not fit another answer."""
        for name, words in kinds[question.kind].wrong(question, {**self.answers, **given}):
            if name in self.fields and name not in self.errors:
                self.add_error(name, words)

    def forget_errors(self) -> None:
        """Nothing of what is typed is called wrong yet."""
        self.errors.clear()
        for field in self.fields.values():
            if isinstance(field, RowsField):
                field.widget.wrong = {}

    @property
    def kept(self) -> dict[str, Any]:
        """What was understood, as JSON; also of a form that has errors elsewhere."""
        return {name: plain(value) for name, value in self.cleaned_data.items()}

    def rows(self) -> list[tuple[BoundField, Question]]:
        """Fields in order, each with its question."""
        return [(self[name], question) for question in self.questions for name in self.names[question.key]]


def _when(step: Step, question: Question) -> str:
    """「○○」が「はい」のときに答えてください, for a condition that lies on the same page."""
    if isinstance(question.only_if, str):
        return _("上の答えによっては、答えなくてもかまいません。")
    for other in step.questions:
        if other.key in question.only_if:
            wanted = question.only_if[other.key]
            values = wanted if isinstance(wanted, (list, tuple)) else [wanted]
            words = "、".join(said(other, {other.key: value}) or str(value) for value in values)
            return _("「%(question)s」が「%(answer)s」のときに答えてください。") % {
                "question": spoken(other.label),
                "answer": words,
            }
    return ""


def _typed(questions: Iterable[Question], key: str, kept: Any) -> Any:
    question = next((each for each in questions if key in parts_of(each)), None)
    if question is None:
        return kept
    kept = fitting(parts_of(question)[key], kept)
    return kinds[question.kind].typed(kept) if key == question.key else kept


def read(questions: Iterable[Question], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as values: days are dates. Keys of questions that were not asked are there, and empty."""
    values: dict[str, Any] = {}
    for question in questions:
        for key, what in parts_of(question).items():
            value = fitting(what, kept.get(key))
            values[key] = kinds[question.kind].read(value) if key == question.key else value
    return values


def asked(questions: Iterable[Question], kept: Mapping[str, Any]) -> list[Question]:
    """The questions that these answers lead to."""
    return [question for question in questions if question.is_asked(kept)]


def steps_asked(steps: Iterable[Step], kept: Mapping[str, Any]) -> list[int]:
    """The numbers of the steps that still hold a question; a step whose questions all fall away is passed over."""
    numbers = []
    for number, step in enumerate(steps):
        on_page = {key for each in step.questions for key in keys_of(each)}
        if any(question.is_asked(kept) or on_page & question.reads for question in step.questions):
            numbers.append(number)
    return numbers


def judged(questions: Iterable[Question], kept: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """All answers once more through their fields: (as JSON, what to put right by key). Answers nobody asked go."""
    clean: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    to_answer = asked(questions, kept)
    for question in to_answer:
        for name, field in fields_of(question).items():
            raw = _typed([question], name, kept.get(name))
            try:
                clean[name] = plain(field.clean(raw))
            except ValidationError as error:
                wrong[name] = str(error.messages[0])
        clean |= kinds[question.kind].whole(question, clean)
    for question in to_answer:
        for name, words in kinds[question.kind].wrong(question, clean):
            wrong.setdefault(name, words)
    return clean, wrong


class _SoFar(dict[str, Any]):
    """Answers while some are missing: a check that asks for one of those is put off."""

    def __missing__(self, key: str) -> Any:
        raise _NotYet(key)


class _NotYet(KeyError):
    pass


def checked(
    checks: Iterable[Check], questions: Iterable[Question], kept: Mapping[str, Any], rules: Iterable[Rule] = ()
) -> dict[str, str]:
    """What the rules of a form and the procedure's own checks say of the answers so far, by the key they point at."""
    values = read(asked(questions, kept), kept)
    wrong = broken(rules, {key: value for key, value in values.items() if key in kept})
    answers = _SoFar({key: value for key, value in values.items() if key in kept})
    for check in checks:
        try:
            check(answers)
        except WrongAnswer as error:
            wrong.setdefault(error.key, str(error.message))
        except _NotYet:
            continue
    return wrong


def broken(rules: Iterable[Rule], answers: Mapping[str, Any]) -> dict[str, str]:
    """The rules that the answers break; a rule of which an answer is still missing waits."""
    wrong: dict[str, str] = {}
    for rule in rules:
        try:
            waits = any(answers.get(name) in (None, "", []) for name in names_in(rule.must))
            if not waits and value_of(parse(rule.must), answers) is not True:
                wrong.setdefault(rule.at, spoken(rule.says))
        except NotReadable:  # a definition of another time: what cannot be read holds nobody up
            continue
    return wrong
