"""The file of everything the city holds of one resident: readable pages, the same as JSON, and their own files.

Made by a worker, fetched behind a fresh sign-in, gone after a few days.
"""

import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.tasks import task
from django.template.loader import render_to_string
from django.utils.translation import override

from tomoni.base import clock
from tomoni.base.city.api import the_city
from tomoni.base.jobs import after_commit
from tomoni.base.journal.api import write

from .models import DataFile, Resident
from .my_data import Enclosed, Thing, in_order
from .settings import data_rules


@dataclass(frozen=True)
class Chapter:
    """What one app holds, in the resident's language."""

    key: str
    title: str
    things: list[Thing]


def chapters_of(resident: Resident) -> list[Chapter]:
    """Everything, app by app; those that hold nothing are left out."""
    told = (Chapter(keeper.key, str(keeper.title), list(keeper.tells(resident))) for keeper in in_order())
    return [chapter for chapter in told if chapter.things]


@transaction.atomic
def ask_for_data(*, resident: Resident, who: Model, language: str) -> DataFile:
    """Have the file made; the one that is being made already when there is one."""
    making = DataFile.objects.filter(resident=resident, state=DataFile.State.ASKED).first()
    if making:
        return making
    file = DataFile.objects.create(resident=resident, language=language, asked_at=clock.now())
    write("people.ask_for_data", who=who, about=file)
    after_commit(make_data_file, file.pk)
    return file


@task()
def make_data_file(pk: int) -> str:
    """Make one file. Asked twice, it is made once."""
    file = DataFile.objects.filter(pk=pk, state=DataFile.State.ASKED).select_related("resident__account").first()
    if file is None:
        return "nothing to make"
    try:
        with override(file.language):
            size = _packed(file)
    except Exception:
        file.path.unlink(missing_ok=True)
        DataFile.objects.filter(pk=pk).update(state=DataFile.State.FAILED)
        raise
    now = clock.now()
    DataFile.objects.filter(pk=pk, state=DataFile.State.ASKED).update(
        state=DataFile.State.READY, size=size, made_at=now, expires_at=now + timedelta(days=data_rules().file_days)
    )
    return "made"


def _packed(file: DataFile) -> int:
    chapters = chapters_of(file.resident)
    names = _names(chapters)
    context = {
        "chapters": [(one, [(thing, _packed_as(thing, names)) for thing in one.things]) for one in chapters],
        "city": the_city(),
        "made_at": clock.now(),
        "language": "ja" if file.language == "ja-easy" else file.language,
    }
    file.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    arriving = file.path.with_suffix(".part")
    handle = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("index.html", render_to_string("people/data_file.html", context))
        pack.writestr("data.json", json.dumps(_as_json(chapters, names), ensure_ascii=False, indent=1))
        for path, name in names.items():
            pack.write(path, name)
    arriving.rename(file.path)
    return file.path.stat().st_size


def _names(chapters: list[Chapter]) -> dict[Path, str]:
    """A name in the pack for each file that is there; the same bytes are packed once."""
    enclosed = {one.path: one for one in _enclosed(chapters) if one.path.is_file()}
    return {path: f"files/{place:03}-{one.name}" for place, (path, one) in enumerate(enclosed.items(), start=1)}


def _packed_as(thing: Thing, names: dict[Path, str]) -> list[str]:
    return [names[each.path] for each in thing.files if each.path in names]


def _enclosed(chapters: list[Chapter]) -> Iterator[Enclosed]:
    return (each for chapter in chapters for thing in chapter.things for each in thing.files)


def _as_json(chapters: list[Chapter], names: dict[Path, str]) -> dict[str, object]:
    return {
        "city": the_city().name,
        "made_at": clock.now().isoformat(timespec="seconds"),
        "origin": settings.ORIGIN,
        "data": {
            chapter.key: [
                {fact.key: fact.value for fact in thing.facts}
                | ({"files": _packed_as(thing, names)} if thing.files else {})
                for thing in chapter.things
            ]
            for chapter in chapters
        },
    }


@transaction.atomic
def fetched(file: DataFile, *, who: Model) -> None:
    """Note that the file was handed out."""
    DataFile.objects.filter(pk=file.pk).update(fetched_at=clock.now())
    write("people.fetch_data", who=who, about=file)
