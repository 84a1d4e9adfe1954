"""職員と職: the house, and entering who holds which post from which day."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tomoni.base import clock
from tomoni.base.journal.api import entries_about
from tomoni.common.people.api import Absence, Account, Clerk, Holding, holders

pytestmark = pytest.mark.django_db
HANDOVER = "/desk/people/handover/"


@pytest.fixture
def office(client_as, example_city):
    return client_as(example_city.clerk("general-staff"))


def later(days=30):
    return clock.today() + timedelta(days=days)


def names(post, on):
    return [holder.family_name for holder in holders(post, on)]


def test_the_house_shows_who_sits_where(office, example_city):
    page = office.get(reverse("desk-people")).content.decode()
    assert page.index("市民部") < page.index("地域づくり課長") < page.index("森下 千晶")


def test_the_house_can_be_asked_for_any_day(office):
    page = office.get(reverse("desk-people") + "?on=2020-01-01").content.decode()
    assert "森下" not in page
    assert "空席" in page


def test_the_house_costs_the_same_however_many_sit_there(office, example_city):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            office.get(reverse("desk-people"))
        return len(asked)

    before = cost()
    for number in range(20):
        account = Account.objects.create_user(f"clerk{number}@hikarino.example.jp")
        clerk = Clerk.objects.create(account=account, number=f"9{number:03}", family_name=f"増{number}")
        Holding.objects.create(post=example_city.post("centre-staff"), clerk=clerk, since=clock.today())
    assert cost() == before


def test_a_post_shows_its_duties_and_its_history(office):
    page = office.get(reverse("desk-post", args=["centre-head"])).content.decode()
    assert "住民の情報の確認" in page
    assert "百瀬 健" in page


def test_a_choice_is_looked_at_before_anything_changes(office, example_city):
    on = later()
    facts = {"on": on.isoformat(), "section": "planning", "to-planning-head": "1005", "as-planning-head": "main"}
    page = office.post(HANDOVER, facts).content.decode()
    assert "まだ何も変えていません" in page
    assert "就く職のなくなる人がいます" in page  # 中島 has no other post
    assert names(example_city.post("planning-head"), on) == ["中島"]
    office.post(HANDOVER, {"on": on.isoformat(), "line": "planning-head 1005 main", "carry_out": "1", "why": "異動"})
    assert names(example_city.post("planning-head"), on) == ["丸山"]
    assert names(example_city.post("planning-head"), on - timedelta(days=1)) == ["中島"]


def test_a_table_says_line_by_line_what_is_wrong_and_changes_nothing(office):
    table = "職,職員番号,本務・兼務\r\n市長,1005,本務\r\nない職,1005,本務\r\ncentre-head,9999,兼務\r\n企画課長,1005,何か\r\n"
    file = SimpleUploadedFile("a.csv", table.encode("cp932"))
    page = office.post(HANDOVER, {"on": later().isoformat(), "table": file}).content.decode()
    assert "3行目：「ない職」という職はありません。" in page
    assert "4行目：職員番号「9999」の人はいません。" in page
    assert "5行目：「何か」は" in page
    assert "まだ何も変えていません" in page
    assert not Holding.objects.to_come(clock.today()).exists()


def test_a_table_from_excel_days_is_carried_out_after_a_look(office, example_city):
    table = "職,職員番号,本務・兼務\r\n企画課長,1005,\r\n市民活動サポートセンター主査,1007,免\r\n市長,,空席\r\n"
    file = SimpleUploadedFile("a.csv", table.encode("cp932"))
    page = office.post(HANDOVER, {"on": later().isoformat(), "table": file}).content.decode()
    lines = ["planning-head 1005 main", "centre-staff 1007 leaves", "mayor - vacant"]
    assert all(f'value="{line}"' in page for line in lines)
    office.post(HANDOVER, {"on": later().isoformat(), "line": lines, "carry_out": "1"})
    assert [names(example_city.post(key), later()) for key in ("planning-head", "centre-staff", "mayor")] == [
        ["丸山"],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "変わる職を1つ以上選んでください"),
        ({"line": "planning-head 7777 main"}, "見つかりません"),
        ({"line": ["planning-head 1005 main", "planning-head 1007 main"], "carry_out": "1"}, "2回あります"),
    ],
)
def test_a_list_that_cannot_be_says_why(office, facts, sentence):
    assert sentence in office.post(HANDOVER, {"on": later().isoformat()} | facts).content.decode()


def test_yesterday_cannot_be_changed(office):
    facts = {"on": later(-1).isoformat(), "line": "planning-head 1005 main", "carry_out": "1"}
    assert "きょうより後の日" in office.post(HANDOVER, facts).content.decode()


def day(name, on):
    return {f"{name}_era": "西暦", f"{name}_year": on.year, f"{name}_month": on.month, f"{name}_day": on.day}


def test_a_clerk_enters_an_absence_and_calls_it_off(client_as, example_city):
    head = client_as(example_city.clerk("community-head"))
    deputy = example_city.clerk("community-deputy")
    facts = day("first_on", later(1)) | day("last_on", later(3)) | {"kind": "trip", "stand_in": deputy.pk}
    assert head.post("/desk/absence/", facts).status_code == 302
    absence = Absence.objects.get()
    assert (absence.clerk, absence.stand_in) == (example_city.clerk("community-head"), deputy)
    assert "もう不在として入っています" in head.post("/desk/absence/", facts).content.decode()
    assert client_as(deputy).post(f"/desk/absence/{absence.pk}/call-off/").status_code == 404
    head.post(f"/desk/absence/{absence.pk}/call-off/")
    assert not Absence.objects.exists()


def test_the_staff_office_enters_an_absence_for_others(office, example_city):
    facts = (
        day("first_on", later(1))
        | day("last_on", later(1))
        | {"kind": "leave", "clerk": example_city.clerk("mayor").pk}
    )
    office.post("/desk/absence/", facts)
    assert Absence.objects.get().clerk == example_city.clerk("mayor")


def test_an_absence_backwards_is_put_right(office, example_city):
    facts = (
        day("first_on", later(5))
        | day("last_on", later(1))
        | {"kind": "leave", "clerk": example_city.clerk("mayor").pk}
    )
    assert "最初の日より前にできません" in office.post("/desk/absence/", facts).content.decode()


def test_a_new_clerk_is_entered_and_can_come_in(office, example_city, client_as):
    facts = {"family_name": "新任", "given_name": "一", "number": "1500", "email": "shinnin@hikarino.example.jp"}
    assert office.post(reverse("desk-clerk-new"), facts).url == reverse("desk-clerk", args=["1500"])
    newcomer = client_as(Clerk.objects.get(number="1500"))
    assert "いま就いている職がありません" in newcomer.get("/desk/").content.decode()
    line = {"on": clock.today().isoformat(), "line": "centre-staff 1500 main", "carry_out": "1"}
    office.post(HANDOVER, line)
    assert newcomer.get("/desk/").status_code == 200
    page = office.post(reverse("desk-clerk-new"), facts).content.decode()
    assert "この職員番号は、もう使われています" in page
    page = office.post(reverse("desk-clerk-new"), facts | {"number": "1501"}).content.decode()
    assert "ほかの職員が、このメールアドレスを使っています" in page


def test_a_duty_given_to_a_post_opens_its_screens(office, example_city, client_as):
    planner = client_as(example_city.clerk("planning-head"))
    assert planner.get(reverse("desk-residents")).status_code == 403
    facts = {"duties": ["people.look_up"], "why": "災害の応援"}
    office.post(reverse("desk-post-duties", args=["planning-head"]), facts)
    assert planner.get(reverse("desk-residents")).status_code == 200
    assert planner.get(reverse("desk-journal")).status_code == 403
    entry = entries_about(example_city.post("planning-head")).last()
    assert (entry.verb, entry.why, entry.after) == ("people.charge", "災害の応援", {"duties": ["people.look_up"]})


def test_a_lost_app_is_set_up_anew_by_whoever_arranges_posts(office, example_city, client_as):
    momose = example_city.clerk("centre-head")
    desk = client_as(momose)
    address = reverse("desk-clerk", args=[momose.number])
    assert "認証アプリを設定し直す" not in desk.get(address).content.decode()
    desk.post(address, {"why": "自分で"})
    assert desk.get("/desk/").status_code == 200
    assert "（エラー1件）" in office.post(address, {"why": ""}).content.decode()
    office.post(address, {"why": "スマートフォンの紛失"})
    assert desk.get("/desk/").url.startswith(reverse("account_login"))
    assert client_as(momose, app=False).get("/desk/").url.startswith(reverse("mfa_activate_totp"))


def test_whoever_lays_down_the_last_post_leaves_the_desk(office, example_city, client_as):
    head = client_as(example_city.clerk("planning-head"))
    assert head.get("/desk/").status_code == 200
    office.post(HANDOVER, {"on": clock.today().isoformat(), "line": "planning-head - vacant", "carry_out": "1"})
    assert head.get("/desk/").status_code == 403
