"""What is mailed, in whose language, and that it says nothing it should not."""

from datetime import date

import pytest

from tomoni.common.post.api import Message as Mail
from tomoni.engines.cases.actions import Reasons, ask_correction, begin, propose, say, submit, take_up
from tomoni.engines.cases.models import Case

from . import toys
from .conftest import ROUTE, an_application, granted, sealed

pytestmark = pytest.mark.django_db


def mails(case: Case) -> list[Mail]:
    return list(Mail.objects.filter(about_id=case.pk, kind__startswith="cases.").order_by("pk"))


def test_the_receipt_says_number_moment_and_what_comes_by_when(at):
    at(date(2026, 11, 20), 14, 41)
    case = an_application()
    (mail,) = mails(case)
    assert (mail.address, mail.subject) == ("hotaru@example.jp", f"【受付番号 {case.number}】受け付けました")
    for said in ("令和8年11月20日（金）14時41分", "12月7日（月）までに", f"/cases/{case.token}/"):
        assert said in mail.body


def test_each_turn_is_told_once_and_without_what_was_answered(at, clerk, example_city):
    case = take_up(an_application(), who=clerk)
    ask_correction(case, what="会長の住所を教えてください", who=clerk)
    say(case, text="急ぎません", clerk=clerk)
    case = Case.objects.get(pk=case.pk)
    refusal = Reasons(article="第3条", facts="4人である", reasoning="足りない")
    sealed(propose(case, outcome="REFUSE", reasons=refusal, who=clerk), example_city, *ROUTE)
    assert [mail.kind for mail in mails(case)] == [
        "cases.receipt", "cases.correction", "cases.message", "cases.decided",
    ]  # fmt: skip
    told = "".join(mail.body for mail in mails(case))
    for kept_inside in ("会長の住所", "急ぎません", "4人である", "ほたるの会"):
        assert kept_inside not in told


def test_a_mail_speaks_the_language_of_the_form(at):
    case = submit(begin(toys.registration, answers=toys.FIREFLIES, language="en"))
    (mail,) = mails(case)
    assert mail.language == "en"
    assert f"/en/cases/{case.token}/" in mail.body
    assert "received" in mail.subject


def test_a_resident_without_a_mail_address_is_told_by_the_city_hall_itself(example_city, clerk):
    resident = example_city.resident()
    case = submit(begin(toys.change, answers={"name": "里"}, resident=resident))
    assert [mail.resident for mail in mails(case)] == [resident]
    nobody = submit(begin(toys.change, answers={"name": "里"}))
    assert mails(nobody) == []
    assert granted(an_application(), example_city).state == "GRANTED"


def test_whoever_applied_reads_their_copies_and_nobody_else_does(example_city, client_as, clerk):
    applicant, other = example_city.resident(), example_city.resident("Maria Santos")
    shared = other.mail_address  # a group's own address, which somebody else looks after
    draft = begin(toys.registration, answers=toys.FIREFLIES | {"email": shared}, resident=applicant, language="en")
    case = submit(draft)
    say(case, text="会則をお送りください", clerk=clerk)
    told = mails(case)
    assert {(mail.address, mail.resident, mail.language) for mail in told} == {(shared, applicant, "en")}
    mine, theirs = (client_as(one).get("/my/messages/").content.decode() for one in (applicant, other))
    assert case.number in mine
    assert case.number not in theirs
    assert client_as(other).get(f"/my/messages/{told[0].pk}/").status_code == 404
