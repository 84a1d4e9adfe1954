"""The form of one step, made from its questions; and the same fields once more over all answers before they arrive."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from .kinds import FilesField, fields_of, keys_of, kinds, plain, said
from .procedures import Check, WrongAnswer
from .questions import Question, Step, spoken


class StepForm(forms.Form):
    """The questions of one step. `answers` are all kept answers of the draft, as JSON.

    A question whose condition lies on the same page is always shown and says when it is meant; its answer counts, and
    is missed, only when the condition holds. That needs no script.
    """

    def __init__(self, step: Step, answers: Mapping[str, Any], data: Any = None) -> None:
        on_page = {key for question in step.questions for key in keys_of(question)}
        elsewhere = {key: value for key, value in answers.items() if key not in on_page}
        self.questions = [each for each in step.questions if on_page & set(each.only_if) or each.is_asked(elsewhere)]
        self.answers = answers
        super().__init__(data, initial={key: _typed(step.questions, key, answers.get(key)) for key in on_page})
        for question in self.questions:
            for name, field in fields_of(question).items():
                if on_page & set(question.only_if):
                    field.required, field.mark = False, _("当てはまるとき")  # type: ignore[attr-defined]
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
            names = fields_of(question)
            if question.is_asked({**self.answers, **given}):
                self._miss(question, names, given)
            else:
                for name in names:
                    given.pop(name, None)
                    self.errors.pop(name, None)
        return given

    def _miss(self, question: Question, names: Mapping[str, forms.Field], given: Mapping[str, Any]) -> None:
        """An answer that only a condition makes necessary is missed here, because its field let it pass."""
        for name, field in names.items():
            empty = given.get(name) in (None, "", []) or (question.kind == "consent" and not given.get(name))
            if field.required and empty and name not in self.errors:
                self.add_error(name, field.error_messages["required"])

    @property
    def kept(self) -> dict[str, Any]:
        """What was understood, as JSON; also of a form that has errors elsewhere."""
        return {name: plain(value) for name, value in self.cleaned_data.items()}

    def rows(self) -> list[tuple[BoundField, Question]]:
        """Fields in order, each with its question."""
        return [(self[name], question) for question in self.questions for name in fields_of(question)]


def _when(step: Step, question: Question) -> str:
    """「○○」が「はい」のときに答えてください, for a condition that lies on the same page."""
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
    question = next((each for each in questions if each.key == key), None)
    return kinds[question.kind].typed(kept) if question else kept


def read(questions: Iterable[Question], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as values: days are dates. Keys of questions that were not asked are there, and empty."""
    values: dict[str, Any] = {}
    for question in questions:
        for key in keys_of(question):
            values[key] = kinds[question.kind].read(kept.get(key)) if key == question.key else kept.get(key)
    return values


def asked(questions: Iterable[Question], kept: Mapping[str, Any]) -> list[Question]:
    """The questions that these answers lead to."""
    return [question for question in questions if question.is_asked(kept)]


def steps_asked(steps: Iterable[Step], kept: Mapping[str, Any]) -> list[int]:
    """The numbers of the steps that still hold a question; a step whose questions all fall away is passed over."""
    return [
        number
        for number, step in enumerate(steps)
        if any(
            question.is_asked(kept) or {key for each in step.questions for key in keys_of(each)} & set(question.only_if)
            for question in step.questions
        )
    ]


def judged(questions: Iterable[Question], kept: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """All answers once more through their fields: (as JSON, what to put right by key). Answers nobody asked go."""
    clean: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for question in asked(questions, kept):
        for name, field in fields_of(question).items():
            raw = kinds[question.kind].typed(kept.get(name)) if name == question.key else kept.get(name)
            try:
                clean[name] = plain(field.clean(raw))
            except ValidationError as error:
                wrong[name] = str(error.messages[0])
    return clean, wrong


class _SoFar(dict[str, Any]):
    """Answers while some are missing: a check that asks for one of those is put off."""

    def __missing__(self, key: str) -> Any:
        raise _NotYet(key)


class _NotYet(KeyError):
    pass


def checked(checks: Iterable[Check], questions: Iterable[Question], kept: Mapping[str, Any]) -> dict[str, str]:
    """What the procedure's own checks say of the answers so far, by the key they point at."""
    wrong: dict[str, str] = {}
    values = read(asked(questions, kept), kept)
    answers = _SoFar({key: value for key, value in values.items() if key in kept})
    for check in checks:
        try:
            check(answers)
        except WrongAnswer as error:
            wrong.setdefault(error.key, str(error.message))
        except _NotYet:
            continue
    return wrong
