"""Messages on my page, and the stuck ones on the desk of who looks after them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tomoni.base import clock
from tomoni.common.people.api import Account, PostDuty, Resident
from tomoni.common.post.actions import carry
from tomoni.common.post.api import send
from tomoni.common.post.models import Message

MINE, DESK = "/my/messages/", "/desk/messages/"


@pytest.fixture
def resident(db) -> Resident:
    return Resident.objects.create(name="見本 葵", account=Account.objects.create_user("aoi@example.invalid"))


@pytest.fixture
def desk(example_city, client_as):
    PostDuty.objects.get_or_create(post=example_city.post("general-staff"), duty="post.look_after")
    return client_as(example_city.clerk("general-staff"))


def to(resident: Resident, key: str = "1", **other: Any) -> Message:
    facts: dict[str, Any] = {"to": resident, "kind": "k", "subject": "登録しました", "body": "お知らせです", "key": key}
    return send(**(facts | other))


def stuck(resident: Resident, mail_server, key: str = "1") -> Message:
    message = to(resident, key)
    mail_server.hangs_up_after_the_letter()
    carry(message, clock.now())
    mail_server.hangs_up_after_the_letter(yes=False)
    return message


def test_a_resident_reads_what_the_city_wrote(resident, client_as):
    message, my = to(resident, subject="<b>登録</b>しました"), client_as(resident)
    assert "&lt;b&gt;登録" in my.get(MINE).content.decode()
    assert "お知らせです" in my.get(f"{MINE}{message.pk}/").content.decode()


def test_a_resident_reads_nobody_else_s(resident, client_as):
    other = Resident.objects.create(name="見本 陽", account=Account.objects.create_user("haru@example.invalid"))
    message = to(other)
    assert client_as(resident).get(f"{MINE}{message.pk}/").status_code == 404
    assert "登録しました" not in client_as(resident).get(MINE).content.decode()


def test_a_visitor_signs_in_first(client, db):
    assert client.get(MINE).status_code == 302


def test_a_message_in_another_language_says_so(resident, client_as):
    message = to(resident)
    Message.objects.filter(pk=message.pk).update(language="en")
    assert 'lang="en"' in client_as(resident).get(f"{MINE}{message.pk}/").content.decode()


def test_a_clerk_without_the_duty_sees_no_addresses(example_city, client_as):
    assert client_as(example_city.clerk("planning-head")).get(DESK).status_code == 403


def test_a_stuck_message_is_sent_again_after_somebody_has_asked(resident, desk, mail_server):
    message = stuck(resident, mail_server)
    assert "届いたか分からない" in desk.get(DESK).content.decode()
    assert "届いていないかもしれない通知" in desk.get("/desk/").content.decode()
    there = f"{DESK}{message.pk}/"
    assert desk.post(there, {"do": "resend", "why": ""}).status_code == 422
    assert desk.post(there, {"do": "resend", "why": "電話で聞いた", "address": "aoi@example.invalid"}).url == DESK
    message.refresh_from_db()
    assert message.state == Message.State.QUEUED
    carry(message, clock.now())
    assert len(mail_server.letters) == 2
    assert desk.post(there, {"do": "leave", "why": "もう一度"}).url == DESK


@pytest.mark.parametrize(("do", "state"), [("arrived", "sent"), ("leave", "unknown")])
def test_a_stuck_message_is_settled_without_sending(resident, desk, mail_server, do, state):
    message = stuck(resident, mail_server)
    desk.post(f"{DESK}{message.pk}/", {"do": do, "why": "電話で確かめた"})
    message.refresh_from_db()
    assert (message.state, message.settled_why) == (state, "電話で確かめた")
    assert "登録しました" not in desk.get(DESK).content.decode()
    assert len(mail_server.letters) == 1


def test_the_list_costs_the_same_however_long_it_is(resident, desk, mail_server):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(DESK).status_code == 200
        return len(caught)

    stuck(resident, mail_server)
    few = queries()
    for number in range(10):
        to(resident, f"n{number}", address="no-address")
    assert queries() == few


@pytest.mark.parametrize("language", ["/ja-easy", "/en"])
def test_every_screen_speaks_every_language(resident, desk, client_as, mail_server, language):
    message, my = stuck(resident, mail_server), client_as(resident)
    for path in (MINE, f"{MINE}{message.pk}/"):
        assert my.get(language + path).status_code == 200
    for path in (DESK, f"{DESK}{message.pk}/"):
        assert desk.get(language + path).status_code == 200
