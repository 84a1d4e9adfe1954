"""The desk: what waits for me, filtered, counted, grouped by day, and as a file."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tomoni.base import clock
from tomoni.base.catalogue import Catalogue
from tomoni.common.people import waiting as laid
from tomoni.common.people.waiting import Note, Waiting
from tomoni.web.desk import forms, lying
from tomoni.web.desk.lying import due_words, group_of, grouped, tallied
from tomoni.web.desk.views import home

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def trays(monkeypatch):
    """A desk of its own: nothing that the engines lay there."""
    fresh = Catalogue("tray")
    for module in (laid, lying, forms):
        monkeypatch.setattr(module, "trays", fresh)
    monkeypatch.setattr(laid, "notes", Catalogue("note"))
    monkeypatch.setattr(home, "notes", laid.notes)
    return fresh


def item(title="団体登録", due_on=None, **facts):
    known = {"kind": "申請", "who": "望月 さくら", "why": "書類の確認", "url": "/desk/cases/1/"}
    return Waiting(**known | facts, title=title, due_on=due_on)


@pytest.fixture
def momose(client_as, example_city, trays):
    return client_as(example_city.clerk("centre-head"))


def lay(key, *items, title="申請の審査"):
    laid.waiting(key, title=title)(lambda clerk, on: list(items))


def test_an_empty_desk_says_so(momose):
    assert "あなたを待っているものは、いまありません" in momose.get("/desk/").content.decode()


def test_what_waits_is_there_with_who_and_why(momose):
    lay("cases", item("北の里おはなし会", due_on=clock.today()))
    page = momose.get("/desk/").content.decode()
    for words in ("北の里おはなし会", "望月 さくら", "書類の確認", "きょう", 'href="/desk/cases/1/"'):
        assert words in page


def test_only_my_own_desk_is_shown(client_as, example_city, trays):
    @laid.waiting("cases", title="申請の審査")
    def by_clerk(clerk, on):
        return [item(f"{clerk.family_name}の仕事")]

    page = client_as(example_city.clerk("planning-head")).get("/desk/").content.decode()
    assert "中島の仕事" in page
    assert "百瀬" not in page


def test_a_name_is_never_markup(momose):
    lay("cases", item("<script>alert(1)</script>", who="<b>x</b>"))
    page = momose.get("/desk/").content.decode()
    assert "<script>alert" not in page
    assert "<b>x" not in page


@pytest.mark.parametrize(
    ("due_on", "group", "words"),
    [
        (FRIDAY - timedelta(days=1), "late", "1開庁日 超過"),
        (FRIDAY, "today", "きょう"),
        (date(2026, 11, 25), "soon", "11/25（あと2）"),  # 23 November is a holiday
        (date(2026, 11, 29), "soon", "11/29（あと4）"),
        (date(2026, 11, 30), "later", "11/30（あと5）"),
        (None, "open", ""),
    ],
)
def test_days_are_counted_in_opening_days(due_on, group, words):
    assert (group_of(item(due_on=due_on), FRIDAY), due_words(due_on, FRIDAY)) == (group, words)


def test_late_things_stand_first_and_empty_groups_nowhere(trays):
    lay("cases")
    tray = trays["cases"]
    items = [item("c"), item("b", FRIDAY), item("a", FRIDAY - timedelta(days=3))]
    assert [(group.key, group.rows[0].title) for group in grouped([(tray, one) for one in items], FRIDAY)] == [
        ("late", "a"),
        ("today", "b"),
        ("open", "c"),
    ]


def test_the_head_counts_what_is_late_and_the_fullest_trays(trays):
    for number in range(5):
        lay(f"t{number}", title=f"箱{number}")
    lain = [
        (trays[f"t{number}"], item(due_on=FRIDAY - timedelta(days=1))) for number in range(5) for _ in range(number)
    ]
    assert [(one.word, one.number) for one in tallied(lain, FRIDAY)][1:] == [("箱2", 2), ("箱3", 3), ("箱4", 4)]
    assert tallied(lain, FRIDAY)[0].number == len(lain)


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("words=ﾎﾀﾙ", ["ホタルの会"]),
        ("kind=approvals", ["会場の借上げ"]),
        ("due=today", ["会場の借上げ"]),
        ("post=centre-head", ["ホタルの会"]),
        ("kind=nonsense", ["ホタルの会", "会場の借上げ"]),
        ("words=ない", []),
    ],
)
def test_filters_are_part_of_the_address(momose, asked, seen):
    lay("cases", item("ホタルの会", post="centre-head"))
    lay("approvals", item("会場の借上げ", clock.today(), kind="決裁", post="community-deputy"), title="決裁")
    page = momose.get(f"/desk/?{asked}").content.decode()
    assert [title for title in ("ホタルの会", "会場の借上げ") if title in page] == seen


def test_the_list_comes_as_a_file_with_the_same_filters(momose):
    lay("cases", item("=ホタルの会", date(2026, 12, 1)), item("もう一つ"))
    told = momose.get(reverse("desk-csv") + "?words=ホタル")
    assert told.content.startswith(b"\xef\xbb\xbf")
    assert "'=ホタルの会" in told.content.decode()
    assert "もう一つ" not in told.content.decode()
    book = load_workbook(io.BytesIO(momose.get(reverse("desk-xlsx")).content))
    assert [row[1].value for row in book.active.rows] == ["件名", "=ホタルの会", "もう一つ"]


def test_notes_stand_beside(momose):
    laid.noting("groups")(lambda clerk, on: [Note("更新が切れそうな団体", "9", "/desk/", "名前を見る")])
    page = momose.get("/desk/").content.decode()
    assert "気をつけたいこと" in page
    assert "更新が切れそうな団体" in page


def test_the_menu_shows_what_one_may_open(client_as, example_city):
    deputy = client_as(example_city.clerk("centre-head")).get("/desk/").content.decode()
    editor = client_as(example_city.clerk("general-staff")).get("/desk/").content.decode()
    assert ("住民を探す" in deputy, "記事を書く" in deputy) == (True, False)
    assert ("住民を探す" in editor, "記事を書く" in editor) == (False, True)


def test_the_desk_asks_the_same_number_of_questions_however_full(momose, django_assert_max_num_queries):
    lay("cases", *(item(f"{number}", clock.today()) for number in range(300)))
    with django_assert_max_num_queries(8):
        momose.get("/desk/")


def test_the_editor_knows_who_writes_and_the_way_back(client_as, example_city):
    page = client_as(example_city.clerk("general-staff")).get("/cms/").content.decode()
    assert "𠮷田 空" in page
    assert "/desk/" in page
