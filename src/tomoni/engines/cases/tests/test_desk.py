"""The desk of those who examine: what waits, one case, what can be done; and nothing of it for anybody else."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tomoni.base.journal.api import Entry
from tomoni.base.sheets import read_sheet
from tomoni.common.approvals.api import Paper
from tomoni.common.people.api import Sight
from tomoni.engines.cases.actions import ask_correction, propose, say, take_up
from tomoni.engines.cases.desk import cases_waiting, late_cases
from tomoni.engines.cases.models import Case, Correction, Draft, Proposal

from .conftest import ROUTE, a_notification, an_application, sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_as, clerk):
    return client_as(clerk)


def words(response) -> str:
    return re.sub(r"<[^>]+>", "", response.content.decode())


def act(desk, case, what: str, **given):
    return desk.post(f"/desk/cases/{case.number}/{what}/", given, follow=True)


# The list


def test_the_list_shows_what_matches_the_most_urgent_first(desk, at, clerk):
    at(date(2026, 11, 20))
    first, second = an_application(name="山の会"), an_application()
    take_up(second, who=clerk)
    page = words(desk.get("/desk/cases/"))
    assert page.index(first.number) < page.index(second.number)
    for asked, shown in (
        ({"whose": "mine"}, [second]), ({"whose": "nobody"}, [first]), ({"q": "山の"}, [first]),
        ({"q": second.number}, [second]), ({"state": "EXAMINING"}, [second]), ({"late": "1"}, []),
        ({"procedure": "clubs.change"}, []), ({"state": "all"}, [first, second]),
    ):  # fmt: skip
        page = words(desk.get("/desk/cases/", asked))
        assert [case for case in (first, second) if case.number in page] == shown, asked


def test_late_cases_are_said_aloud(desk, at):
    at(date(2026, 11, 5))
    an_application()
    at(date(2026, 12, 1))
    page = words(desk.get("/desk/cases/"))
    assert "期限を過ぎたものが1件あります" in page
    assert "超過" in page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_can_be_taken_and_that_is_written_down(desk, form):
    case = an_application()
    sheet = read_sheet(desk.get("/desk/cases/", {"as": form}).content)
    assert sheet.lines[0][1]["受付番号"] == case.number
    assert Entry.objects.get(verb="cases.export").after["rows"] == 1


def test_the_list_and_the_desk_cost_the_same_for_three_cases_and_for_twelve(desk, clerk):
    def cost(look) -> int:
        with CaptureQueriesContext(connection) as asked:
            look()
        return len(asked)

    looks = [
        lambda: desk.get("/desk/cases/"),
        lambda: list(cases_waiting(clerk, date(2026, 11, 20))),
        lambda: list(late_cases(clerk, date(2026, 11, 20))),
    ]
    for _ in range(3):
        an_application()
    few = [cost(look) for look in looks]
    for _ in range(9):
        an_application()
    assert [cost(look) for look in looks] == few


# Who may


def test_to_whoever_is_not_charged_the_case_does_not_exist(client_as, client, stranger, example_city):
    case = an_application()
    other = client_as(stranger)
    assert case.number not in words(other.get("/desk/cases/"))
    assert other.get(f"/desk/cases/{case.number}/").status_code == 404
    assert other.post(f"/desk/cases/{case.number}/take-up/").status_code == 404
    assert list(cases_waiting(stranger, date(2026, 11, 20))) == []
    assert client.get(f"/desk/cases/{case.number}/").status_code == 302
    assert client_as(example_city.resident()).get(f"/desk/cases/{case.number}/").status_code == 403


def test_those_who_decide_may_read_it_and_not_work_on_it(client_as, example_city):
    case = an_application()
    head = client_as(example_city.clerk("community-head"))
    page = head.get(f"/desk/cases/{case.number}/")
    assert "ほたるの会" in words(page)
    assert "決定を起案する" not in words(page)
    assert head.post(f"/desk/cases/{case.number}/take-up/").status_code == 404


def test_whoever_opens_a_case_is_noted(desk, clerk):
    case = an_application()
    desk.get(f"/desk/cases/{case.number}/")
    assert Sight.objects.get(about_id=case.pk, screen="case").clerk == clerk


# One case


def test_a_case_shows_answers_checks_clock_and_history(desk, at):
    at(date(2026, 11, 20), 14, 41)
    case = an_application()
    page = words(desk.get(f"/desk/cases/{case.number}/"))
    for said in (
        "ほたるの会（ほたるのかい）", "7人", "hotaru@example.jp（公開してよい）", "令和8年12月7日（月）まで",
        "条件に合わないところは見つかりません", "会員が5人以上いること", "到達", "様式 第1版",
    ):  # fmt: skip
        assert said in page


def test_taking_up_asking_noting_saying_assigning(desk, clerk, example_city):
    case = an_application()
    assert "あなたが担当になりました" in words(act(desk, case, "take-up"))
    assert "申請した人に送りました" in words(act(desk, case, "say", **{"say-text": "拝見します"}))
    assert "メモを残しました" in words(act(desk, case, "note", **{"note-text": "電話で確認済み"}))
    assert "拝見します" in words(desk.get(f"/desk/cases/{case.number}/"))
    other = example_city.clerk("centre-staff")
    assert "担当を変えました" in words(act(desk, case, "assign", **{"assign-to": other.pk}))
    asked = act(
        desk, case, "correct", **{
            "correct-what": "会則の2ページ目", "correct-keys": ["rules"], "correct-reply_by": "令和18年12月1日",
        },
    )  # fmt: skip
    assert "補正をお願いしました" in words(asked)
    assert Correction.objects.get().reply_by == date(2036, 12, 1)


def test_what_is_missing_is_said_and_what_was_typed_stays(desk):
    case = an_application()
    page = act(desk, case, "propose", **{"propose-outcome": "REFUSE", "propose-facts": "会員は4人"})
    assert page.status_code == 422
    assert "認めないときは、根拠の条文が要ります" in words(page)
    assert "会員は4人" in page.content.decode()
    assert not Proposal.objects.exists()
    assert act(desk, case, "note", **{"note-text": ""}).status_code == 422


def test_a_proposal_goes_round_and_the_decision_comes_back(desk, example_city):
    case = an_application()
    assert "起案しました" in words(act(desk, case, "propose", **{"propose-outcome": "GRANT"}))
    sealed(Proposal.objects.get(), example_city, *ROUTE)
    page = words(desk.get(f"/desk/cases/{case.number}/"))
    assert "認められました" in page
    assert "決定を起案する" not in page


def test_a_notification_is_checked_and_done(desk):
    case = a_notification()
    page = words(desk.get(f"/desk/cases/{case.number}/"))
    assert "形式を確かめ、手続きを済ませる" in page
    assert "決定を起案する" not in page
    assert "手続きを済ませました" in words(act(desk, case, "accept"))
    assert Case.objects.get(pk=case.pk).state == "ACCEPTED"


def test_two_clerks_on_one_case_are_told(desk):
    case = an_application()
    act(desk, case, "take-up")
    assert "ほかの人が先に進めました" in words(act(desk, case, "take-up"))


def test_an_unknown_act_does_not_exist(desk):
    assert act(desk, an_application(), "burn").status_code == 404


# What waits


def test_what_waits_is_mine_or_nobodys_and_can_be_worked_on(at, clerk, example_city):
    at(date(2026, 11, 20))
    free, mine, asked, proposed = (an_application(name=name) for name in ("あ会", "い会", "う会", "え会"))
    take_up(mine, who=clerk)
    ask_correction(take_up(asked, who=clerk), what="会則", who=clerk)
    propose(proposed, outcome="GRANT", who=clerk)
    on = date(2026, 11, 20)
    assert {line.who for line in cases_waiting(clerk, on)} == {free.number, mine.number}
    say(asked, text="会則とは何ですか")
    lines = {line.who: str(line.why) for line in cases_waiting(clerk, on)}
    assert lines[asked.number] == "返事が届き、まだ見ていない"
    assert [note.number for note in late_cases(clerk, date(2027, 2, 1))] == ["4"]


# Typing for somebody


def test_a_clerk_types_for_somebody_at_the_counter(desk, clerk):
    page = desk.post("/desk/cases/enter/", {"procedure": "clubs.change", "entrance": "COUNTER"}, follow=True)
    assert "職員が代わりに入力しています" in words(page)
    draft = Draft.objects.get()
    desk.post(f"/drafts/{draft.token}/1/", {"name": "ほたるの里"})
    desk.post(f"/desk/drafts/{draft.token}/", {"confirmed": "SIGNED"})
    case = Case.objects.get()
    assert (case.entrance, case.helped_by) == ("COUNTER", clerk)
    assert "入口を選んでください" in words(desk.post("/desk/cases/enter/", {"procedure": "clubs.change"}))


MY_NUMBER = "123456789018"
FREE_TEXTS = [
    ("note", {"note-text": f"番号は{MY_NUMBER}"}),
    ("say", {"say-text": f"番号は{MY_NUMBER}"}),
    ("correct", {"correct-what": MY_NUMBER}),
    ("propose", {"propose-outcome": "REFUSE", "propose-article": "第3条", "propose-facts": MY_NUMBER,
                 "propose-reasoning": MY_NUMBER, "propose-words": MY_NUMBER}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "typed"), FREE_TEXTS, ids=[what for what, _typed in FREE_TEXTS])
def test_no_free_text_at_the_desk_takes_in_a_my_number(desk, what, typed):
    case = an_application()
    assert "マイナンバー（個人番号）と同じ12桁の数字が入っています" in words(act(desk, case, what, **typed))
    case.refresh_from_db()
    assert (case.notes.count(), case.messages.count(), case.corrections.count(), case.proposals.count()) == (0,) * 4


def test_the_words_of_a_decision_are_not_rewritten_on_its_paper(desk, clerk):
    case = an_application()
    propose(case, outcome="GRANT", who=clerk)
    paper = Paper.objects.get()
    assert desk.get(f"/desk/approvals/{paper.pk}/rewrite/").status_code in (302, 403, 404)
    assert "/rewrite/" not in desk.get(f"/desk/approvals/{paper.pk}/").content.decode()
