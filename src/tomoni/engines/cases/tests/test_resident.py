"""The applicant's side over HTTP: how it stands, what is asked, words both ways, the notice."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tomoni.common.people.api import seen
from tomoni.engines.cases.actions import Reasons, ask_correction, begin, propose, say, submit, take_up
from tomoni.engines.cases.models import Case, Message

from . import toys
from .conftest import ROUTE, an_application, granted, sealed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def words(response) -> str:
    return re.sub(r"<[^>]+>", "", response.content.decode())


def page_of(client, case, more: str = "") -> str:
    return words(client.get(f"/cases/{case.token}/{more}"))


def test_the_status_shows_the_clock_and_that_there_is_nothing_to_do(client, at, clerk):
    at(date(2026, 11, 5), 21)
    case = an_application()
    at(date(2026, 11, 20))
    take_up(case, who=clerk)
    page = page_of(client, case)
    for said in ("11月19日（木）までに結果", "1開庁日過ぎました", "申請が届きました"):
        assert said in page
    at(date(2026, 11, 9))
    page = page_of(client, case)
    for said in ("10開庁日のうち 2日目。あと8開庁日です", "あなたがすることは、いまありません", "届いた日", "1日目"):
        assert said in page


def test_whoever_does_not_have_the_link_sees_nothing(client):
    case = an_application()
    assert client.get(f"/cases/{case.token[:-1]}x/").status_code == 404
    assert "no-store" in client.get(f"/cases/{case.token}/").headers["Cache-Control"]


def test_a_correction_is_answered_on_one_page_and_the_clock_goes_on(client, at, clerk):
    at(date(2026, 11, 5))
    case = take_up(an_application(), who=clerk)
    at(date(2026, 11, 11))
    ask_correction(case, what="人数と会則を確かめてください", keys=["members", "rules"], who=clerk)
    page = page_of(client, case)
    for said in (
        "直していただきたいところがあります",
        "人数と会則を確かめてください",
        "11月26日（木）までにお返事ください",
    ):
        assert said in page
    form = client.get(f"/cases/{case.token}/correct/").content.decode()
    assert 'value="7"' in form
    assert 'name="name"' not in form
    wrong = client.post(
        f"/cases/{case.token}/correct/", {"members": "多い", "rules": SimpleUploadedFile("会則.pdf", PDF)}
    )
    assert "数字で入れてください" in words(wrong)
    assert "会則.pdf" in words(wrong)
    at(date(2026, 11, 16), 20)
    done = client.post(f"/cases/{case.token}/correct/", {"members": "９"}, follow=True)
    assert "直したものを受け取りました" in words(done)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.answers["members"], len(case.answers["rules"])) == ("EXAMINING", 9, 1)
    assert "会則.pdf" in page_of(client, case, "answers/")


def test_nothing_can_be_corrected_that_was_not_asked(client):
    case = an_application()
    assert client.get(f"/cases/{case.token}/correct/").url == f"/cases/{case.token}/"


def test_words_go_both_ways(client, clerk):
    case = take_up(an_application(), who=clerk)
    say(case, text="会則を拝見しました", clerk=clerk)
    assert "会則を拝見しました" in page_of(client, case)
    assert Message.objects.get().read_at is not None
    client.post(f"/cases/{case.token}/message/", {"text": "いつごろ決まりますか"})
    assert Message.objects.get(clerk=None).text == "いつごろ決まりますか"
    assert "聞きたいことを書いてから" in words(client.post(f"/cases/{case.token}/message/", {"text": " "}, follow=True))


def test_a_refusal_is_read_with_its_reasons_and_the_way_to_object(client, at, clerk, example_city):
    at(date(2026, 11, 20))
    case = an_application()
    assert client.get(f"/cases/{case.token}/notice/").status_code == 404
    why = Reasons(article="要綱 第3条", facts="会員は4人である", reasoning="5人という条件を満たさない")
    sealed(propose(case, outcome="REFUSE", reasons=why, who=clerk), example_city, *ROUTE)
    assert "結果のお知らせが届いています" in page_of(client, case)
    notice = page_of(client, case, "notice/")
    for said in ("要綱 第3条", "会員は4人である", "5人という条件を満たさない", "審査請求", "令和9年2月22日"):
        assert said in notice


def test_it_can_be_taken_back_after_asking_once(client, example_city):
    case = an_application()
    assert "取り下げますか" in page_of(client, case, "withdraw/")
    client.post(f"/cases/{case.token}/withdraw/", {"why": "やめた"})
    assert Case.objects.get(pk=case.pk).state == "WITHDRAWN"
    done = granted(an_application(), example_city)
    assert client.post(f"/cases/{done.token}/withdraw/").url == f"/cases/{done.token}/"
    assert Case.objects.get(pk=done.pk).state == "GRANTED"


def test_applicants_read_who_looked_by_post_and_not_by_name(client, clerk):
    case = an_application()
    seen(who=clerk, about=case, why="申請の審査")
    page = page_of(client, case)
    assert "申請の審査" in page
    assert clerk.family_name not in page


def test_how_easy_it_was_is_asked_once(client):
    case = an_application()
    client.post(f"/cases/{case.token}/ease/", {"ease": "1"})
    assert Case.objects.get(pk=case.pk).ease == 1
    assert "やさしかったですか" not in page_of(client, case, "receipt/")


def test_my_cases_are_mine(client_as, client, example_city):
    resident = example_city.resident()
    mine = submit(begin(toys.registration, answers=toys.FIREFLIES, resident=resident))
    other = an_application()
    page = words(client_as(resident).get("/my/cases/"))
    assert mine.number in page
    assert other.number not in page
    assert client.get("/my/cases/").status_code == 302


@pytest.mark.parametrize("language", ["", "/ja-easy", "/en"])
@pytest.mark.parametrize("page", ["", "receipt/", "answers/", "withdraw/", "notice/"])
def test_every_page_is_there_in_every_language(client, example_city, language, page):
    case = an_application() if page == "withdraw/" else granted(an_application(), example_city)
    assert client.get(f"{language}/cases/{case.token}/{page}").status_code == 200


def test_a_my_number_is_not_sent_to_the_section_and_what_was_written_stays_on_the_screen(client):
    case = an_application()
    answer = client.post(f"/cases/{case.token}/message/", {"text": "番号は1234-5678-9018です。急いでいます"})
    assert "マイナンバー（個人番号）と同じ12桁の数字が入っています" in words(answer)
    assert "急いでいます</textarea>" in answer.content.decode()
    assert not Message.objects.exists()
    answer = client.post(f"/cases/{case.token}/withdraw/", {"why": "123456789018"})
    assert answer.status_code == 422
    case.refresh_from_db()
    assert case.is_open
