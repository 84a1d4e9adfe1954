"""Many cases at once, words that are sent often, and two clerks on one case."""

import re
from datetime import date

import pytest

from tomoni.base.sheets import read_sheet
from tomoni.common.people.api import Clerk, PostDuty
from tomoni.engines.cases.actions import note, propose, take_up, withdraw
from tomoni.engines.cases.models import Case, ReplyTemplate

from .conftest import a_notification, an_application
from .test_desk import act, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_as, clerk):
    return client_as(clerk)


@pytest.fixture
def colleague(example_city) -> Clerk:
    """Another clerk who examines clubs too."""
    PostDuty.objects.create(post=example_city.post("general-staff"), duty="clubs.examine")
    return example_city.clerk("general-staff")


def bulk(desk, do: str, *cases: Case, **given):
    return desk.post("/desk/cases/bulk/", {"do": do, "pick": [case.number for case in cases], **given})


# Many


def test_first_it_is_said_what_would_happen_and_then_what_did(desk, clerk):
    first, second, gone = an_application(), an_application(), an_application()
    withdraw(gone)
    page = words(bulk(desk, "assign", first, second, gone))
    for said in ("まだ何もしていません", "行うもの（2件）", "行わないもの（1件）", "もう終わっています"):
        assert said in page
    assert not Case.objects.exclude(examiner=None).exists()
    done = words(bulk(desk, "assign", first, second, gone, sure="yes", **{"assign-to": clerk.pk}))
    assert "できたもの（2件）" in done
    assert "できなかったものが1件あります" in done
    assert Case.objects.filter(examiner=clerk).count() == 2


def test_one_that_fails_takes_no_other_with_it(desk):
    change, application = a_notification(), an_application()
    done = words(bulk(desk, "accept", change, application, sure="yes"))
    assert f"{application.number} ほたるの会：届出ではありません" in done
    assert Case.objects.get(pk=change.pk).state == "ACCEPTED"
    assert Case.objects.get(pk=application.pk).state == "RECEIVED"


def test_the_same_words_are_sent_once_however_often_it_is_pressed(desk):
    cases = [an_application(), an_application()]
    assert bulk(desk, "say", *cases, sure="yes", **{"say-text": ""}).status_code == 422
    for _press in range(2):
        page = bulk(desk, "say", *cases, sure="yes", **{"say-text": "会場が変わります"})
    assert "同じ連絡を、いま送ったばかりです" in words(page)
    assert [case.messages.count() for case in cases] == [1, 1]


def test_cases_of_others_are_no_part_of_it(client_as, stranger, desk):
    case = an_application()
    assert client_as(stranger).post("/desk/cases/bulk/", {"do": "say", "pick": [case.number]}).status_code == 403
    assert bulk(desk, "burn", case).status_code == 302


# The list


def test_the_ways_into_the_list_say_how_many_lie_there(desk, clerk, at):
    at(date(2026, 11, 20))
    take_up(an_application(), who=clerk)
    an_application()
    page = re.sub(r"\s+", " ", words(desk.get("/desk/cases/")))
    for said in ("わたしの担当 1", "担当が決まっていない 1", "期限を過ぎた 0", "終わっていないすべて 2"):
        assert said in page


def test_the_list_is_narrowed_to_a_section_and_the_sheet_names_it(desk, example_city):
    section = example_city.post("centre-staff").section
    case = an_application()
    assert case.number in words(desk.get("/desk/cases/", {"section": section.code}))
    assert case.number not in words(desk.get("/desk/cases/", {"section": "no-such"}))
    sheet = read_sheet(desk.get("/desk/cases/", {"as": "xlsx"}).content)
    assert sheet.lines[0][1]["課"] == str(section)


# Templates


def test_a_template_fills_in_the_facts_of_the_case(desk, arrived):
    new = {"title": "受付のお礼", "procedure": "clubs.registration", "text": "{手続き}（{番号}）を受け取りました。"}
    assert "ひな形を残しました" in words(desk.post("/desk/cases/replies/new/", new, follow=True))
    assert "同じ名前のひな形があります" in words(desk.post("/desk/cases/replies/new/", new))
    one = ReplyTemplate.objects.get()
    page = desk.get(f"/desk/cases/{arrived.number}/", {"template": one.pk}).content.decode()
    assert f"クラブの登録（{arrived.number}）を受け取りました。" in page
    assert "受付のお礼" in words(desk.get("/desk/cases/replies/"))
    desk.post(f"/desk/cases/replies/{one.pk}/", new | {"title": "お礼"})
    assert ReplyTemplate.objects.get().title == "お礼"
    desk.post(f"/desk/cases/replies/{one.pk}/", {"retire": "1"})
    assert "受付のお礼" not in desk.get(f"/desk/cases/{arrived.number}/").content.decode()
    assert desk.get(f"/desk/cases/replies/{one.pk}/").status_code == 404


# Two clerks


def seen_on(desk, case: Case) -> str:
    page = desk.get(f"/desk/cases/{case.number}/").content.decode()
    return re.search(r'name="seen" value="(\d+)"', page)[1]


def test_the_second_of_two_clerks_is_told_and_loses_nothing_typed(desk, colleague, arrived):
    seen = seen_on(desk, arrived)
    propose(arrived, outcome="GRANT", who=colleague)
    given = {"propose-outcome": "REFUSE", "propose-article": "第3条", "propose-facts": "会員は4人",
             "propose-reasoning": "5人に足りない"}  # fmt: skip
    page = act(desk, arrived, "propose", seen=seen, **given)
    assert page.status_code == 409
    assert f"{colleague}が先に進めました（起案）" in words(page)
    for typed in ("会員は4人", "5人に足りない"):
        assert typed in page.content.decode()
    assert arrived.proposals.count() == 1


def test_what_one_did_oneself_hinders_nobody_and_a_note_never_waits(desk, clerk, colleague, arrived):
    seen = seen_on(desk, arrived)
    note(arrived, text="電話した", clerk=clerk)
    assert "申請した人に送りました" in words(act(desk, arrived, "say", seen=seen, **{"say-text": "拝見します"}))
    note(arrived, text="留守だった", clerk=colleague)
    assert "メモを残しました" in words(act(desk, arrived, "note", seen=seen, **{"note-text": "また電話する"}))
    page = act(desk, arrived, "say", seen=seen, **{"say-text": "届きましたか"})
    assert (page.status_code, "届きましたか" in page.content.decode()) == (409, True)


def test_a_clerk_sees_who_else_has_the_case_open(desk, client_as, colleague, arrived):
    client_as(colleague).get(f"/desk/cases/{arrived.number}/")
    assert f"{colleague}さんも、いまこの申請を開いています" in words(desk.get(f"/desk/cases/{arrived.number}/"))


def test_a_clerk_takes_over_from_another(desk, clerk, colleague, arrived):
    take_up(arrived, who=colleague)
    assert "わたしが引き継ぐ" in words(desk.get(f"/desk/cases/{arrived.number}/"))
    act(desk, arrived, "assign", **{"assign-to": clerk.pk})
    assert Case.objects.get(pk=arrived.pk).examiner == clerk
