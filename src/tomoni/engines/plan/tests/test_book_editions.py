"""Editions: ordered, made by the worker, kept; the page that lists them; and the book's figures as open data."""

import csv
import datetime as dt
import hashlib
import io
import json

import pytest
from django.utils import timezone

from tomoni.base import clock
from tomoni.base.journal.models import Entry
from tomoni.engines.plan.actions import restate
from tomoni.engines.plan.book import chapters, editions
from tomoni.engines.plan.book.chapters import chapter
from tomoni.engines.plan.book.editions import NotYet, make_edition, make_ordered, order_edition
from tomoni.engines.plan.book.opened import COLUMNS
from tomoni.engines.plan.jobs import order_the_years_book
from tomoni.engines.plan.models import Edition, EditionFile, Observation

pytestmark = pytest.mark.usefixtures("undeclared", "plan")
ON = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)


def made(on: dt.date = ON) -> Edition:
    return make_edition(order_edition(on=on, who=None), at=AT)


def test_an_edition_has_every_form_of_one_content():
    edition = made()
    assert (edition.state, edition.number) == ("made", 1)
    assert [file.form for file in edition.files.all()] == list(EditionFile.Form)
    for file in edition.files.all():
        assert hashlib.sha256(file.data).hexdigest() == file.sha256
        assert file.size == len(file.data) > 100
    assert Entry.objects.filter(verb="plan.edition_made").count() == 1


def test_the_same_content_is_not_made_twice():
    first, again = made(), made()
    assert (again.state, again.same_as, again.number) == ("same", first, None)
    assert EditionFile.objects.filter(edition=again).count() == 0


def test_an_earlier_edition_stays_after_a_correction(client):
    before = made(clock.today())
    was = Observation.objects.filter(indicator__key="1-1-i1", kind="baseline").get()
    restate(was, value=was.value + 1, on=clock.today(), reason="数え違い", source="市の発表", who=None)
    after = made(clock.today())
    assert (after.number, after.digest != before.digest) == (2, True)
    page = client.get("/plan/book/").content.decode()
    assert page.index("第2号") < page.index("前の号") < page.index("第1号")
    assert client.get(f"/plan/book/1/{before.files.first().name}").status_code == 200


def test_an_order_is_made_once_however_often_the_task_runs():
    edition = order_edition(on=ON, who=None)
    assert order_edition(on=ON, who=None) == edition
    assert make_ordered.func(edition.pk) == "made"
    assert make_ordered.func(edition.pk) == "nothing to do"


def test_a_book_of_tomorrow_cannot_be_ordered():
    with pytest.raises(NotYet):
        order_edition(on=clock.today() + dt.timedelta(days=1), who=None)


def test_what_cannot_be_printed_says_why_and_is_not_shown(client, monkeypatch):
    def refuses(*given, **more):
        raise editions.Unprintable("book.typ: no")

    monkeypatch.setattr(editions, "print_book", refuses)
    assert (made().state, Edition.objects.get().trouble) == ("failed", "Unprintable: book.typ: no")
    assert "まだ1号もありません" in client.get("/plan/book/").content.decode()


def test_a_file_can_be_had_by_everybody_and_kept(client):
    edition = made()
    book = edition.files.get(form="book")
    answer = client.get(f"/plan/book/1/{book.name}")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert "immutable" in answer["Cache-Control"]
    assert client.get("/plan/book/1/other.pdf").status_code == 404
    assert client.get(f"/plan/book/2/{book.name}").status_code == 404


@pytest.mark.parametrize(
    ("address", "word"),
    [("/plan/book/", "計画の本"), ("/ja-easy/plan/book/", "計"), ("/en/plan/book/", "book of the plan")],
)
def test_the_page_speaks_every_language(client, address, word):
    made()
    page = client.get(address)
    assert page.status_code == 200
    assert word in page.content.decode()


def test_the_desk_orders_an_edition(client_as, example_city):
    desk = client_as(example_city.clerk("planning-head"))
    today = clock.today()
    facts = {"on_era": "西暦", "on_year": today.year, "on_month": today.month, "on_day": today.day}
    assert desk.post("/desk/plan/book/", facts).status_code == 302
    assert Edition.objects.get().on == today
    assert "頼みました" in desk.get("/desk/plan/book/").content.decode()
    assert client_as(example_city.clerk("centre-head")).post("/desk/plan/book/", facts).status_code == 403


def test_the_desk_refuses_a_day_to_come(client_as, example_city):
    desk = client_as(example_city.clerk("planning-head"))
    facts = {"on_era": "西暦", "on_year": clock.today().year + 1, "on_month": 1, "on_day": 1}
    assert desk.post("/desk/plan/book/", facts).status_code == 200
    assert Edition.objects.count() == 0


def test_the_years_book_is_ordered_once_the_accounts_are_closed():
    in_may, in_june = (timezone.make_aware(dt.datetime(2026, month, 2, 1, 30)) for month in (5, 6))
    assert order_the_years_book(in_may) == "not yet"
    assert order_the_years_book(in_june) == "2026-03-31"
    assert order_the_years_book(in_june) == "there"


def test_a_service_adds_a_chapter(monkeypatch):
    monkeypatch.setattr(chapters.declared, "_things", {})
    chapter("toy", "おもちゃの章", heads=("施策", "評価"), wide=(1, 3))(lambda on: [("1-1", "よく進んだ")])
    chapter("silent", "何もない章", heads=("施策",))(lambda on: [])
    edition = made()
    assert edition.state == "made"
    told = json.loads(bytes(edition.files.get(form="told").data))
    assert [(one["title"], one["rows"]) for one in told["chapters"]] == [("おもちゃの章", [["1-1", "よく進んだ"]])]


def test_a_chapter_with_a_width_too_few_is_refused():
    with pytest.raises(ValueError, match="2 heads and 1 widths"):
        chapter("toy", "おもちゃの章", heads=("施策", "評価"), wide=(1,))


def test_open_data_holds_every_value_and_says_what_its_columns_mean(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/plan/book/values.csv").content.decode("utf-8-sig"))))
    meant = list(csv.DictReader(io.StringIO(client.get("/plan/book/dictionary.csv").content.decode("utf-8-sig"))))
    assert list(rows[0]) == [column.head for column in COLUMNS] == [row["列"] for row in meant]
    assert all(row["もと"] and row["種類"] for row in rows)
    assert {row["種類"] for row in rows} <= {"baseline", "observed", "restated", "computed", "invented"}
    assert len({row["指標ID"] for row in rows if row["判定"]}) >= 2
    told = client.get("/plan/book/plan.json?on=2024-05-01").json()
    assert told["on"] == "2024-05-01"


def test_the_catalogue_of_open_data_names_the_dataset_and_its_page(client):
    told = json.loads(client.get("/opendata/catalog.jsonld").content)
    ours = next(one for one in told["dcat:dataset"] if one["dct:identifier"] == "plan-book")
    assert ours["dcat:landingPage"]["@id"].endswith("/plan/book/")
    assert [form["dct:format"] for form in ours["dcat:distribution"]] == ["CSV", "JSON", "CSV"]
