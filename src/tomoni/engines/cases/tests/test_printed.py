"""The letters of a case on paper: complete, readable by everybody, behind the right doors."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from tomoni.base.printing.checks import complaints
from tomoni.common.people.api import Sight
from tomoni.common.post.api import Message as Mail
from tomoni.common.post.letters import letter_of
from tomoni.engines.cases.actions import Reasons, ask_correction, begin, propose, submit, take_up
from tomoni.engines.cases.models import Case
from tomoni.engines.cases.printed import delay_letter, notice_letter, print_for_case

from . import toys
from .conftest import ROUTE, an_application, granted, sealed

pytestmark = pytest.mark.django_db
WHY = Reasons(article="クラブ登録要綱 第3条", facts="会員は4人である", reasoning="5人以上という条件を満たさない")


def words(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.fixture
def refused(at, clerk, example_city) -> Case:
    at(date(2026, 11, 20))
    proposal = propose(an_application(name="𠮷野川の会"), outcome="REFUSE", reasons=WHY, who=clerk)
    return Case.objects.get(pk=sealed(proposal, example_city, *ROUTE).case_id)


def test_a_decision_on_paper_says_everything_and_can_be_read_by_everybody(refused, client):
    answer = client.get(f"/cases/{refused.token}/letters/notice.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]
    assert complaints(answer.content) == []
    said = words(answer.content)
    for part in (
        refused.notice.number,
        "クラブ登録要綱第3条",
        WHY.facts,
        WHY.reasoning,
        "令和9年2月22日まで",
        "吉野川の会様",
        "U+20BB7",
    ):
        assert part in said
    assert answer.content == client.get(f"/en/cases/{refused.token}/letters/notice.pdf").content


def test_a_correction_and_a_delay_on_paper(at, clerk, client_as):
    at(date(2026, 11, 20))
    case = take_up(an_application(), who=clerk)
    assert client_as(clerk).get(f"/desk/cases/{case.number}/letters/correction.pdf").status_code == 404
    ask_correction(case, what="会長の住所を教えてください", who=clerk)
    answer = client_as(clerk).get(f"/desk/cases/{case.number}/letters/correction.pdf")
    assert "会長の住所を教えてください" in words(answer.content)
    assert complaints(answer.content) == []
    assert Sight.objects.filter(why="通知の印刷").exists()
    late = delay_letter(case, why="書類を県に問い合わせています", until=date(2026, 12, 28), on=date(2026, 12, 7))
    said = words(print_for_case(late, date(2026, 12, 7)).pdf)
    assert "県に問い合わせています" in said
    assert "令和8年12月28日まで" in said


def test_the_applicant_s_address_stands_in_the_window(example_city, clerk):
    resident = example_city.resident()
    resident.postal_code, resident.town, resident.address, resident.building = "399-0000", "北町", "1番地", "見本荘"
    resident.save()
    case = submit(begin(toys.registration, answers=toys.FIREFLIES, resident=resident))
    granted(case, example_city)
    letter = notice_letter(Case.objects.get(pk=case.pk).notice)
    assert letter.postal_code == "399-0000"
    assert letter.address[0].endswith("北町1番地")
    assert letter.address[1] == "見本荘"


def test_who_has_no_mail_address_is_sent_the_decision_itself(example_city):
    resident = example_city.resident()
    resident.town, resident.address, resident.email, resident.account = "北町", "1番地", "", None
    resident.save()
    draft = begin(toys.registration, answers=toys.FIREFLIES, resident=resident)
    case = submit(draft)
    Case.objects.filter(pk=case.pk).update(email="")
    granted(Case.objects.get(pk=case.pk), example_city)
    told = Mail.objects.get(kind="cases.decided")
    assert (told.channel, told.state, told.address) == ("letter", "queued", "")
    letter = letter_of(told)
    assert letter.number == Case.objects.get(pk=case.pk).notice.number
    assert letter.address[0].endswith("北町1番地")


def test_a_letter_that_is_not_there_or_not_yours_is_404(refused, client, client_as, stranger):
    for path in ("/cases/AAAAAAAAAAAAAAAAAAAAAA/letters/notice.pdf", f"/cases/{refused.token}/letters/other.pdf"):
        assert client.get(path).status_code == 404
    assert client_as(stranger).get(f"/desk/cases/{refused.number}/letters/notice.pdf").status_code == 404
    assert "letters/notice.pdf" in client.get(f"/cases/{refused.token}/notice/").content.decode()
