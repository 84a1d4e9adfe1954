"""What is done with a plan's document: handed in, read, corrected, loaded. Each step is journaled."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import models, transaction

from tomoni.base.city.api import load_city
from tomoni.base.city.differences import Difference, differences
from tomoni.base.city.loading import CHANGES, Outcome
from tomoni.base.jobs import after_commit
from tomoni.base.journal.api import write
from tomoni.common.files.api import StoredFile, belongs_to

from ..files import FIGURES, PLAN
from ..models import DocumentLine, Indicator, Plan, PlanDocument
from .adding import insert
from .answering import settle
from .draft import Draft, at, put
from .exporting import Export, Standing, export, lay_upon
from .reading import read_plan
from .sources import Line, Unreadable
from .standing import LOADED, standing_plan
from .tasks import read_document
from .writing import csv_of, toml_of

BATCH = 2_000
Answer = Decimal | int | str | None


class NotReadable(ValueError):
    """The document is not in a state for this: not read yet, or loaded already."""


class StillOpen(ValueError):
    """There are questions left; `number` is how many."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class FigurePublished(ValueError):
    """A figure that is published would become another one: that is a correction, with a reason, and not a reading."""

    def __init__(self, labels: list[str]) -> None:
        super().__init__(*labels)
        self.labels = labels


class KeysTaken(ValueError):
    """Another plan has indicators of the same numbers, or the same short name."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.key)
        self.plan = plan


@transaction.atomic
def hand_in(file: StoredFile, *, onto: Plan | None, when: datetime, who: models.Model) -> PlanDocument:
    """A document arrives; a worker reads it after the commit."""
    document = PlanDocument.objects.create(file=file, name=file.name, onto=onto, handed_in_at=when)
    belongs_to(file, document)
    write("plan.hand_in_document", who=who, about=document, after={"name": file.name, "sha256": file.sha256})
    after_commit(read_document, document.pk)
    return document


@transaction.atomic
def read_again(document: PlanDocument, *, who: models.Model) -> PlanDocument:
    """Begin anew: the draft and every correction in it go."""
    document = _locked(document)
    if document.loaded_at:
        raise NotReadable(document)
    document.state, document.draft, document.trouble = PlanDocument.State.WAITING, {}, ""
    document.pages_done = document.pages = 0
    document.read_at = None
    document.save()
    write("plan.read_document_again", who=who, about=document)
    after_commit(read_document, document.pk)
    return document


def take_in(document: PlanDocument, *, when: datetime, progress: Callable[[int, int], None]) -> PlanDocument:
    """Read the file and keep lines and draft, or the reason why that cannot be."""
    try:
        draft, lines = read_plan(document.file.path.read_bytes(), name=document.name, progress=progress)
    except Unreadable as error:
        document.state, document.trouble = PlanDocument.State.FAILED, error.trouble
        with transaction.atomic():
            document.save(update_fields=["state", "trouble"])
            write("plan.cannot_read_document", who=None, about=document, why=error.trouble)
        return document
    lay_upon(draft, standing_plan(document.onto))
    with transaction.atomic():
        document.lines.all().delete()
        _keep_lines(document, lines)
        document.draft, document.state, document.read_at = draft.model_dump(mode="json"), PlanDocument.State.READ, when
        document.save(update_fields=["draft", "state", "read_at"])
        write("plan.read_document", who=None, about=document, after={"questions": len(draft.open_questions)})
    return document


def _keep_lines(document: PlanDocument, lines: list[Line]) -> None:
    DocumentLine.objects.bulk_create(
        (DocumentLine(document=document, number=one.number, page=one.page, text=one.text) for one in lines),
        batch_size=BATCH,
    )


@transaction.atomic
def answer(document: PlanDocument, place: int, said: Answer, *, who: models.Model) -> Draft:
    """A person answers a question. None: it is left empty, or was only to be seen."""
    document, draft = _open(document)
    question = draft.questions[place]
    before = _plain(at(draft, question.path)) if question.path and question.answers else None
    settle(draft, place, said)
    _keep(document, draft)
    facts = {"question": question.kind, "path": question.path}
    write(
        "plan.answer_question",
        who=who,
        about=document,
        before=facts | {"value": before},
        after=facts | {"value": _plain(said)},
    )
    return draft


@transaction.atomic
def keep_typed(document: PlanDocument, typed: dict[int, str]) -> Draft:
    """What somebody has begun to answer is still there when the page is opened again. It decides nothing."""
    document, draft = _open(document)
    for place, text in typed.items():
        if place < len(draft.questions) and not draft.questions[place].answered:
            draft.questions[place].typed = text[:2000]
    _keep(document, draft)
    return draft


@transaction.atomic
def correct(document: PlanDocument, changes: dict[str, object], *, who: models.Model) -> Draft:
    """A person corrects the draft itself, by paths; a question about what is corrected is thereby answered."""
    document, draft = _open(document)
    before = {path: _plain(at(draft, path)) for path in changes}
    changed = {path: value for path, value in changes.items() if at(draft, path) != value}
    for path, value in changed.items():
        put(draft, path, value)
    gone = tuple(
        f"{path.removesuffix('dropped')}" for path, value in changed.items() if path.endswith(".dropped") and value
    )
    for question in draft.questions:
        about_gone = bool(gone) and question.path.startswith(gone)
        question.answered = question.answered or question.path in changed or about_gone
    if changed:
        _keep(document, draft)
        write(
            "plan.correct_draft",
            who=who,
            about=document,
            before={path: before[path] for path in changed},
            after={path: _plain(value) for path, value in changed.items()},
        )
    return draft


@transaction.atomic
def add(document: PlanDocument, path: str, place: int, facts: Mapping[str, Any], *, who: models.Model) -> Draft:
    """A person puts in a policy, a group, a measure or an indicator that the reading did not find."""
    document, draft = _open(document)
    here = insert(draft, path, place, facts)
    _keep(document, draft)
    write("plan.add_to_draft", who=who, about=document, after={here: at(draft, here).model_dump(mode="json")})
    return draft


def rehearse(document: PlanDocument) -> tuple[Export, Standing, list[Difference]]:
    """What loading would change, by the loader's own comparison. Nothing is changed."""
    draft = draft_of(document)
    standing = standing_plan(document.onto)
    whole = export(draft, standing)
    with TemporaryDirectory() as name:
        found = differences(_folder(Path(name), whole, draft), only=LOADED)
    return whole, standing, [one for one in found if one.how != "only in the database"]


@transaction.atomic
def load(document: PlanDocument, *, when: datetime, who: models.Model) -> list[Outcome]:
    """Load the draft into the plan, through the city's loader; all of it or nothing."""
    document, draft = _open(document)
    if draft.open_questions:
        raise StillOpen(len(draft.open_questions))
    standing = standing_plan(document.onto)
    whole = export(draft, standing)
    _refuse_what_is_published(whole, standing)
    _refuse_taken_keys(whole, document.onto)
    with TemporaryDirectory() as name:
        outcomes = load_city(_folder(Path(name), whole, draft), theirs=True, only=LOADED, who=who)
    document.onto = Plan.objects.get(key=whole.plan.plan.key)
    document.state, document.loaded_at = PlanDocument.State.LOADED, when
    document.save(update_fields=["onto", "state", "loaded_at"])
    done = [outcome for outcome in outcomes if outcome.what in CHANGES]
    write("plan.load_document", who=who, about=document, after={"plan": whole.plan.plan.key, "changes": len(done)})
    return done


def _refuse_what_is_published(whole: Export, standing: Standing) -> None:
    labels = {indicator.key: indicator.label for indicator in whole.plan.indicator}
    now = {(one.indicator, one.kind, one.when): one.value for one in standing.figures}
    other = [
        labels[one.indicator]
        for one in whole.figures
        if (key := (one.indicator, one.kind, one.when)) in now and now[key] != one.value
    ]
    if other:
        raise FigurePublished(list(dict.fromkeys(other)))


def _refuse_taken_keys(whole: Export, onto: Plan | None) -> None:
    """Figures know their indicator by its number alone, so two plans cannot share one yet."""
    keys = [indicator.key for indicator in whole.plan.indicator]
    others = Indicator.objects.filter(key__in=keys).exclude(policy__goal__plan=onto)
    if taken := others.select_related("policy__goal__plan").first():
        raise KeysTaken(taken.policy.goal.plan)
    if onto is None and (there := Plan.objects.filter(key=whole.plan.plan.key).first()):
        raise KeysTaken(there)


def draft_of(document: PlanDocument) -> Draft:
    return Draft.model_validate(document.draft)


def _folder(folder: Path, whole: Export, draft: Draft) -> Path:
    """A city's folder with nothing in it but the plan, for the loader."""
    (folder / PLAN).write_text(toml_of(whole.plan, draft), encoding="utf-8")
    (folder / FIGURES).write_text(csv_of(whole.figures), encoding="utf-8")
    return folder


def _locked(document: PlanDocument) -> PlanDocument:
    return PlanDocument.objects.select_for_update(of=("self",)).select_related("file", "onto").get(pk=document.pk)


def _open(document: PlanDocument) -> tuple[PlanDocument, Draft]:
    document = PlanDocument.objects.select_for_update().get(pk=document.pk)
    if document.state != PlanDocument.State.READ:
        raise NotReadable(document)
    return document, draft_of(document)


def _keep(document: PlanDocument, draft: Draft) -> None:
    document.draft = draft.model_dump(mode="json")
    document.save(update_fields=["draft"])


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value
