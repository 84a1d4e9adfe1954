"""Editions of the book: ordered by a person or by the calendar, made by the worker, kept for good.

An order is a row; the task that follows it makes every form from one content. An edition that would say the same as
an earlier one of the same day is not made again. What was printed stays, whatever is corrected later.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.tasks import task

from tomoni.base import clock
from tomoni.base.jobs import after_commit
from tomoni.base.journal.api import write
from tomoni.base.printing import NoFonts, Unprintable
from tomoni.base.sheets import XLSX

from ..models import Edition, EditionFile
from ..queries import plan_on
from .contents import contents, digest_of
from .opened import dictionary_csv, values_csv
from .printed import DoesNotFit, print_book, print_summary
from .workbook import workbook

Form = EditionFile.Form
Who = models.Model | None


class NotYet(ValueError):
    """A book can only tell of days that have come."""


@dataclass(frozen=True)
class Made:
    form: str
    ending: str
    media_type: str
    data: bytes


@transaction.atomic
def order_edition(*, on: dt.date, who: Who, why: str = "") -> Edition:
    """Have an edition by a day made. One that is ordered already is not ordered twice."""
    if on > clock.today():
        raise NotYet(str(on))
    plan = plan_on(on)
    edition, new = Edition.objects.get_or_create(
        plan=plan, on=on, state=Edition.State.ORDERED, defaults={"ordered_at": clock.now()}
    )
    if new:
        write("plan.order_edition", who=who, about=edition, why=why, after={"on": on.isoformat()})
        after_commit(make_ordered, edition.pk)
    return edition


@task()
def make_ordered(pk: int) -> str:
    """Make an edition that was ordered; made already, it is left alone."""
    edition = Edition.objects.filter(pk=pk, state=Edition.State.ORDERED).first()
    return make_edition(edition, at=clock.now()).state if edition else "nothing to do"


def make_edition(edition: Edition, *, at: dt.datetime) -> Edition:
    """Every form of an ordered edition, from one content; or why there is none."""
    told = contents(edition.on)
    digest = digest_of(told)
    same = Edition.objects.made().filter(plan=edition.plan, on=edition.on, digest=digest).first()
    if same is not None:
        return _end(edition, state=Edition.State.SAME, same_as=same, digest=digest)
    number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        forms = list(_forms(told, number, at))
    except (NoFonts, Unprintable, DoesNotFit) as error:
        return _end(edition, state=Edition.State.FAILED, trouble=f"{type(error).__name__}: {error}"[:300])
    with transaction.atomic():
        for one in forms:
            _keep(edition, one, f"plan-book-{number}-{one.form}.{one.ending}")
        return _end(edition, state=Edition.State.MADE, number=number, made_at=at, digest=digest)


def _forms(told: dict[str, Any], number: int, at: dt.datetime) -> Iterator[Made]:
    plain = json.dumps(told | {"number": number}, ensure_ascii=False, indent=1)
    yield Made(Form.BOOK, "pdf", "application/pdf", print_book(told, number=number, at=at).pdf)
    yield Made(Form.SUMMARY, "pdf", "application/pdf", print_summary(told, number=number, at=at).pdf)
    yield Made(Form.WORKBOOK, "xlsx", XLSX, workbook(told, number=number))
    yield Made(Form.VALUES, "csv", "text/csv", values_csv(told))
    yield Made(Form.TOLD, "json", "application/json", plain.encode())
    yield Made(Form.DICTIONARY, "csv", "text/csv", dictionary_csv())


def _keep(edition: Edition, one: Made, name: str) -> None:
    EditionFile.objects.create(
        edition=edition,
        form=one.form,
        name=name,
        media_type=one.media_type,
        size=len(one.data),
        sha256=hashlib.sha256(one.data).hexdigest(),
        data=one.data,
    )


@transaction.atomic
def _end(edition: Edition, **facts: Any) -> Edition:
    for name, value in facts.items():
        setattr(edition, name, value)
    edition.save(update_fields=list(facts))
    after = {"number": edition.number, "digest": edition.digest, "trouble": edition.trouble}
    write(f"plan.edition_{edition.state}", who=None, about=edition, after=after)
    return edition
