"""What a case tells its resident, how long it stays, and what is left of it afterwards."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tomoni.base.clock import today
from tomoni.base.journal.api import entries_about
from tomoni.common.files.api import StoredFile, keep
from tomoni.common.people.data_file import ask_for_data, make_data_file
from tomoni.common.people.erasure import carry_on, erase_resident, parts_of
from tomoni.common.post.api import Message
from tomoni.engines.cases.actions import Reasons, begin, propose, submit, withdraw
from tomoni.engines.cases.filling import ATTACHMENT
from tomoni.engines.cases.holdings import GONE, erase_what_is_over, rule_of
from tomoni.engines.cases.models import Case, Draft

from . import toys
from .conftest import ROUTE, sealed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def disk(settings, tmp_path):
    settings.VAR, settings.MEDIA_ROOT, settings.CLAMAV = tmp_path, tmp_path / "uploads", ""


@pytest.fixture
def mine(example_city) -> Case:
    """Sakura's application, with the rules of her club."""
    sakura = example_city.resident()
    rules = keep(SimpleUploadedFile("kaisoku.pdf", PDF), owner=sakura, purpose=ATTACHMENT)
    return submit(begin(toys.registration, answers=toys.FIREFLIES | {"rules": [rules.pk]}, resident=sakura))


def closed_on(case: Case, day: date) -> Case:
    withdraw(case)
    Case.objects.filter(pk=case.pk).update(closed_on=day)
    case.refresh_from_db()
    return case


def test_the_file_tells_the_case_and_encloses_what_was_handed_in(mine, example_city):
    submit(
        begin(
            toys.registration, answers=toys.FIREFLIES | {"name": "よその会"}, resident=example_city.resident("草間 茂")
        )
    )
    sakura = example_city.resident()
    file = ask_for_data(resident=sakura, who=sakura.account, language="ja")
    make_data_file.call(file.pk)
    with zipfile.ZipFile(io.BytesIO(file.path.read_bytes())) as pack:
        told, names = json.loads(pack.read("data.json"))["data"], pack.namelist()
        everything = pack.read("data.json").decode() + pack.read("index.html").decode()
        assert pack.read(told["cases"][0]["files"][0]) == PDF
    assert told["cases"][0]["number"] == mine.number
    assert told["cases"][0]["クラブの名前"] == "ほたるの会（ほたるのかい）"
    assert len([name for name in names if name.startswith("files/")]) == 1
    assert "よその会" not in everything


def test_an_open_case_stays_until_it_is_closed(mine):
    rule = rule_of(mine, today())
    assert (rule.until, "続いています" in rule.because) == (None, True)


def test_a_closed_case_stays_five_years_after_its_fiscal_year(mine):
    closed_on(mine, date(2026, 11, 20))
    assert rule_of(mine, date(2032, 3, 31)).until == date(2032, 3, 31)
    assert rule_of(mine, date(2032, 4, 1)) is None


def test_erasing_leaves_the_case_until_its_day_and_then_takes_all_of_it(
    mine, example_city, django_capture_on_commit_callbacks
):
    sakura, number, path = example_city.resident(), mine.number, StoredFile.objects.get().path
    closed_on(mine, date(2026, 11, 20))
    draft = begin(toys.registration, answers={"name": "書きかけ"}, resident=sakura)
    erasure = erase_resident(resident=sakura, who=sakura.account)
    assert not Draft.objects.filter(pk=draft.pk).exists()
    mine.refresh_from_db()
    assert mine.answers["name"] == "ほたるの会"
    assert path.exists()
    assert Message.objects.filter(about_id=mine.pk, kind="cases.receipt").exists()
    with django_capture_on_commit_callbacks(execute=True):
        carry_on(erasure, date(2032, 4, 1))
    mine.refresh_from_db()
    assert (mine.subject, mine.email, mine.resident, mine.handed_in) == (GONE, "", None, {})
    assert mine.number == number
    assert not path.exists()
    assert not Message.objects.filter(about_id=mine.pk, kind="cases.receipt").exists()
    assert all(entry.is_erased for entry in entries_about(mine) if entry.verb not in ("journal.erase", "cases.erase"))


def test_a_refused_case_goes_with_its_reasons_when_its_years_are_over(mine, example_city, clerk):
    why = Reasons(article="要綱 第3条", facts="望月さんの会は4人", reasoning="足りない")
    sealed(propose(mine, outcome="REFUSE", who=clerk, reasons=why), example_city, *ROUTE)
    day = Case.objects.get(pk=mine.pk).closed_on
    assert erase_what_is_over(date(day.year + 5, 3, 1)) == 0
    assert erase_what_is_over(date(day.year + 7, 4, 1)) == 1
    case = Case.objects.select_related("notice").get(pk=mine.pk)
    assert (case.notice.facts, case.proposals.get().facts) == (GONE, GONE)
    assert erase_what_is_over(date(day.year + 7, 4, 2)) == 0


def test_what_stays_is_said_with_day_and_reason(mine, example_city):
    closed_on(mine, date(2026, 11, 20))
    cases = next(part for part in parts_of(example_city.resident(), today()) if part.title == "申請と届出")
    assert [(fate.what.endswith(mine.number), fate.until) for fate in cases.stays] == [(True, date(2032, 3, 31))]
