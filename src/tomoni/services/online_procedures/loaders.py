"""`demo/online_cases.csv`: a year of invented notifications, so that figures and lists of a demo live."""

from datetime import date, datetime, timedelta
from typing import Any, Literal, cast

from pydantic import AwareDatetime

from tomoni.base.city.api import CityData, loadable
from tomoni.base.clock import JAPAN
from tomoni.common.people.api import PROVEN, Clerk
from tomoni.engines.cases.api import Case, begin, submit
from tomoni.engines.cases.api import packs as engine

from .service import SERVICE, library, packs, procedures

FAMILY, FAMILY_KANA = "見本", "みほん"


class OnlineCaseRow(CityData):
    """One line of the file: what arrived, by which door, and the day it was done."""

    procedure: str
    arrived_at: AwareDatetime
    entrance: Literal["ONLINE", "COUNTER", "PHONE", "PAPER"]
    accepted_on: date
    given: str
    given_kana: str


def _write(row: OnlineCaseRow) -> Case:
    if row.procedure not in procedures or packs[row.procedure].kind != Case.Kind.NOTIFICATION:
        raise row.unknown("notification", row.procedure, procedures)
    there = Case.objects.filter(procedure_key=f"{SERVICE}.{row.procedure}", arrived_at=row.arrived_at).first()
    if there is not None:
        return there
    name = {
        "applicant_family": FAMILY,
        "applicant_family_kana": FAMILY_KANA,
        "applicant_given": row.given,
        "applicant_given_kana": row.given_kana,
    }
    answers = engine.example_answers(packs[row.procedure], library) | name
    draft = begin(procedures[row.procedure], answers=answers)
    draft.entrance = row.entrance
    draft.save(update_fields=["entrance"])
    case = submit(draft, at=row.arrived_at, invented=True, shown=PROVEN)
    done_at = datetime.combine(row.accepted_on, row.arrived_at.timetz()) + timedelta(minutes=5)
    clerk = Clerk.objects.order_by("pk").first()
    assert clerk is not None  # clerks are loaded before
    return engine.accept(case, who=clerk, at=done_at)


def _tell(case: Case) -> OnlineCaseRow:
    assert case.closed_on is not None
    return OnlineCaseRow(
        procedure=case.procedure_key.removeprefix(f"{SERVICE}."),
        arrived_at=case.arrived_at.astimezone(JAPAN),
        entrance=cast(Any, case.entrance),
        accepted_on=case.closed_on,
        given=case.handed_in["applicant_given"],
        given_kana=case.handed_in["applicant_given_kana"],
    )


loadable(
    "online_procedures.invented",
    title="オンライン手続き（見本）",
    file="demo/online_cases.csv",
    row=OnlineCaseRow,
    natural=("procedure", "arrived_at"),
    write=_write,
    things=lambda: Case.objects.filter(
        invented=True, procedure_key__startswith=f"{SERVICE}.", closed_on__isnull=False
    ).order_by("pk"),
    tell=_tell,
    after=("people.clerk",),
    demo=True,
)
