"""A register at the desk, for those who keep it; its public columns for everybody."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tomoni.base.journal.api import Entry
from tomoni.base.sheets import read_sheet
from tomoni.common.people.api import PostDuty, Sight
from tomoni.engines.registers.actions import change, enter, leave
from tomoni.engines.registers.models import Import

from .toys.models import Club

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)
FIREFLIES = {"number": "1", "name": "ほたるの会", "field": "nature", "members": 5, "phone": "0263-00-0000"}


@pytest.fixture
def desk(client_as, example_city):
    PostDuty.objects.create(post=example_city.post("centre-staff"), duty="toys.keep")
    return client_as(example_city.clerk("centre-staff"))


def test_the_list_shows_the_register_on_any_day(desk):
    enter(Club, FIREFLIES, since=DAY)
    leave(enter(Club, FIREFLIES | {"number": "2", "name": "山の会"}, since=DAY), on=date(2026, 6, 1), who=None)
    today = desk.get("/desk/registers/toys/").content.decode()
    assert "ほたるの会" in today
    assert "山の会" not in today
    assert "山の会" in desk.get("/desk/registers/toys/", {"on": "令和8年5月1日"}).content.decode()
    assert "山の会" in desk.get("/desk/registers/toys/", {"which": "ended"}).content.decode()
    assert "ほたるの会" not in desk.get("/desk/registers/toys/", {"q": "山"}).content.decode()
    assert desk.get("/desk/registers/toys/", {"on": "きのう"}).status_code == 200


def test_the_list_costs_the_same_for_ten_rows_and_for_forty(
    desk, django_assert_num_queries, django_assert_max_num_queries
):

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            desk.get("/desk/registers/toys/")
        return len(asked)

    for number in range(10):
        enter(Club, FIREFLIES | {"number": str(number)}, since=DAY)
    few = cost()
    for number in range(10, 40):
        enter(Club, FIREFLIES | {"number": str(number)}, since=DAY)
    assert cost() == few


def test_everybody_gets_the_public_columns_only(client):
    enter(Club, FIREFLIES, since=DAY)
    sheet = read_sheet(client.get("/opendata/registers/toys.csv").content)
    assert sheet.heads[:3] == ("番号", "名前", "分野")
    assert sheet.lines[0][1]["分野"] == "自然"
    assert "0263" not in str(sheet)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_staff_take_everything_with_them_and_it_is_written_down(desk, form):
    enter(Club, FIREFLIES, since=DAY)
    sheet = read_sheet(desk.get("/desk/registers/toys/", {"as": form}).content)
    assert sheet.lines[0][1]["電話"] == "0263-00-0000"
    assert Entry.objects.filter(verb="registers.export").count() == 1


def test_what_staff_took_can_be_brought_back_without_changing_anything(desk):
    enter(Club, FIREFLIES, since=DAY)
    taken = desk.get("/desk/registers/toys/", {"as": "csv"}).content
    page = _bring(desk, taken)
    assert "変わらない行" in page
    assert "使わない列" not in page


def _bring(desk, data: bytes) -> str:
    file = SimpleUploadedFile("クラブ.csv", data)
    return desk.post(
        "/desk/registers/toys/import/", {"file": file, "on": "令和8年4月1日"}, follow=True
    ).content.decode()


def test_a_sheet_is_shown_line_by_line_and_taken_in_once_confirmed(desk):
    page = _bring(
        desk, "番号,名前,分野,人数,だれでも\n1,ほたるの会,自然,5,はい\n2,海の会,つり,5,はい\n".encode("cp932")
    )
    assert "まだ何も変えていません" in page
    assert "「つり」はありません" in page
    assert not Club.objects.exists()
    address = _last_import()
    said = desk.post(address, follow=True).content.decode()
    assert "取り込みました。新しい行 1、変わった行 0。" in said
    assert Club.objects.get().name == "ほたるの会"
    assert "もう済んでいます" in desk.post(address, follow=True).content.decode()


def _last_import() -> str:
    return Import.objects.latest("pk").get_absolute_url()


def test_a_file_that_is_no_sheet_says_what_to_do(desk):
    assert "シフトJISのCSV" in _bring(desk, b"\x81\x00\xff")
    assert "ファイルを選んでください" in desk.post("/desk/registers/toys/import/", {}).content.decode()


def test_a_row_shows_its_history_and_notes_who_looked(desk):
    club = enter(Club, FIREFLIES, since=DAY)
    change(club, {"members": 9}, on=DAY, why="総会")
    page = desk.get(f"/desk/registers/toys/{club.pk}/").content.decode()
    for said in ("ほたるの会", "人数：<s>5</s> → 9", "総会", "登録"):
        assert said in page
    assert Sight.objects.filter(about_id=club.pk, screen="register").count() == 1


def test_to_whoever_does_not_keep_it_the_register_does_not_exist(client_as, client, example_city):
    club = enter(Club, FIREFLIES, since=DAY)
    stranger = client_as(example_city.clerk("planning-head"))
    for page in ("toys/", f"toys/{club.pk}/", "toys/import/", "nothing/"):
        assert stranger.get(f"/desk/registers/{page}").status_code == 404
        assert client.get(f"/desk/registers/{page}").status_code == 302
    assert stranger.get("/desk/registers/").status_code == 403
