"""LINE, SMS and letters: each as its documents say, once where the other side knows our key, and never lost."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tomoni.base import clock
from tomoni.common.people.api import Account, Clerk, Resident
from tomoni.common.post import actions
from tomoni.common.post.actions import carry, resend, stamp
from tomoni.common.post.api import send
from tomoni.common.post.channels import Accepted, Refused, Unclear, channels
from tomoni.common.post.jobs import carry_what_waits, look_for_lost
from tomoni.common.post.letters import came_back, letter_of, posted, print_waiting
from tomoni.common.post.line import retry_key
from tomoni.common.post.linking import line_code, link_line, unlink_line, wish
from tomoni.common.post.models import Message, Preference

from .carriers import ACCOUNT, SECRET, TOKEN, carrier, line_sign, sms_sign

pytestmark = pytest.mark.django_db
State = Message.State
LINE_ID = "U" + "0" * 32


def later(minutes: float = 0):
    return clock.now() + timedelta(minutes=minutes)


@pytest.fixture
def server(settings):
    with carrier() as running:
        settings.LINE = {"url": running.url, "token": TOKEN, "secret": SECRET}
        settings.SMS = {"url": running.url, "account": ACCOUNT, "token": TOKEN, "sender": "+815000000000"}
        yield running


@pytest.fixture
def resident() -> Resident:
    account = Account.objects.create_user("aoi@example.invalid")
    return Resident.objects.create(
        name="見本 葵", account=account, phone="０９０-0000-0001", town="北町", address="1番地", invented=True
    )


@pytest.fixture
def clerk() -> Clerk:
    account = Account.objects.create_user("kato@example.invalid")
    return Clerk.objects.create(account=account, number="101", family_name="加藤", invented=True)


def on_line(resident: Resident) -> Preference:
    return Preference.objects.create(resident=resident, channel="line", line_id=LINE_ID)


def written(resident: Resident, key: str = "k", **more: Any) -> Message:
    facts: dict[str, Any] = {
        "kind": "cases.decided",
        "subject": "結果のお知らせ",
        "body": "http://127.0.0.1:8000/cases/x/ で読めます。",
    }
    return send(to=resident, key=key, **(facts | more))


# LINE


def test_line_takes_a_message_with_our_key(server, resident):
    on_line(resident)
    message = written(resident)
    assert (message.channel, message.address) == ("line", LINE_ID)
    assert carry(message, later()) == Accepted("200 request-1", "request-1")
    [told] = server.taken
    assert told["to"] == LINE_ID
    assert told["messages"][0]["text"].startswith("結果のお知らせ\n\nhttp://")
    assert list(server.keys) == [retry_key(message)]


@pytest.mark.parametrize("end", ["hangs up", "worker"])
def test_a_crash_after_the_handing_over_tells_line_once(server, resident, monkeypatch, end):
    """The line breaks, or the machine falls over, between LINE's acceptance and our commit."""
    on_line(resident)
    message = written(resident)
    if end == "hangs up":
        server.next = ["hangs up"]
        assert isinstance(carry(message, later()), Unclear)
    else:
        with monkeypatch.context() as falling, pytest.raises(SystemExit):
            falling.setattr(actions, "_note", lambda *_args: (_ for _ in ()).throw(SystemExit))
            carry(message, later())
        assert Message.objects.get(pk=message.pk).state == State.SENDING
        assert look_for_lost(later(11)) == 1
    message.refresh_from_db()
    assert (message.state, message.perhaps_heard) == (State.QUEUED, True)
    assert carry_what_waits(later(12)) == 1
    message.refresh_from_db()
    assert (message.state, message.receipt) == (State.SENT, "409 request-1")
    assert len(server.taken) == 1
    assert not Message.objects.for_a_person().exists()


def test_once_line_has_forgotten_the_key_a_person_is_asked(server, resident, clerk):
    on_line(resident)
    message = written(resident)
    server.next = ["hangs up"]
    carry(message, later())
    server.keys.clear()
    assert isinstance(carry(message, later(24 * 60)), Unclear)
    assert (message.state, len(server.taken)) == (State.UNKNOWN, 1)
    assert list(Message.objects.for_a_person()) == [message]


def test_a_refusal_after_an_unclear_try_is_no_failure(server, resident):
    on_line(resident)
    message = written(resident)
    server.next = [500, 400]
    assert isinstance(carry(message, later()), Unclear)
    assert isinstance(carry(message, later(2)), Refused)
    assert message.state == State.UNKNOWN


@pytest.mark.parametrize(("status", "state"), [(429, State.QUEUED), (401, State.QUEUED), (400, State.FAILED)])
def test_what_line_refuses(server, resident, status, state):
    on_line(resident)
    message = written(resident)
    server.next = [status]
    carry(message, later())
    assert message.state == state
    assert str(status) in message.trouble
    assert server.taken == []


def test_an_account_is_linked_by_its_code_and_left_by_unfollow(server, resident, client):
    code = line_code(resident).line_code
    said = {"type": "message", "source": {"userId": LINE_ID}, "message": {"type": "text", "text": f" {code.lower()} "}}
    body = json.dumps({"events": [said]}).encode()

    def tell(body: bytes, sign: str) -> int:
        headers = {"X-Line-Signature": sign}
        return client.post("/api/post/line/", body, content_type="application/json", headers=headers).status_code

    assert tell(body, "wrong") == 400
    assert Preference.objects.get(resident=resident).line_id is None
    assert tell(body, line_sign(body)) == 200
    assert Preference.objects.get(resident=resident).channel == "line"
    assert not link_line("U1", code, clock.now())  # a code serves once
    gone = json.dumps({"events": [{"type": "unfollow", "source": {"userId": LINE_ID}}, 7, {"source": 3}]}).encode()
    assert tell(gone, line_sign(gone)) == 200
    assert Preference.objects.get(resident=resident).channel == "mail"
    assert written(resident).channel == "mail"
    assert tell(b"[]", line_sign(b"[]")) == 400
    assert not unlink_line(resident=resident)


# SMS


def test_an_sms_is_short_and_its_end_comes_by_callback_in_any_order(server, resident, client, settings):
    wish(resident, channel="sms", weekly=True, quiet=True)
    message = written(resident)
    assert message.address == "+819000000001"
    assert carry(message, later()) == Accepted("201 queued", "SM1")
    [told] = server.taken
    assert told["Body"].splitlines()[1:] == ["結果のお知らせ", "http://127.0.0.1:8000/cases/x/"]
    url = settings.ORIGIN + reverse("sms-status")
    assert told["StatusCallback"] == url

    def tell(status: str, sid: str = "SM1", sign: str = "") -> int:
        fields = {"MessageSid": sid, "MessageStatus": status, "To": message.address}
        headers = {"X-Twilio-Signature": sign or sms_sign(url, fields)}
        return client.post("/api/post/sms/", fields, headers=headers).status_code

    assert tell("delivered", sign="wrong") == 400
    assert tell("delivered", sid="SM9") == 404
    for status in ("delivered", "sent", "failed", "delivered"):
        assert tell(status) == 204
    message.refresh_from_db()
    assert message.standing == "delivered"
    assert not message.waits_for_a_person


def test_an_sms_of_unknown_end_is_never_sent_by_itself(server, resident):
    wish(resident, channel="sms", weekly=True, quiet=True)
    message = written(resident)
    server.next = ["hangs up"]
    assert isinstance(carry(message, later()), Unclear)
    assert carry_what_waits(later(5000)) == 0
    assert (message.state, len(server.taken)) == (State.UNKNOWN, 1)


# Nobody there, no way


def test_a_dead_channel_ends_its_own_round_only(settings, resident, mail_server):
    settings.LINE = {"url": "http://127.0.0.1:1", "token": TOKEN, "secret": SECRET}
    on_line(resident)
    lines = [written(resident, key=f"l{number}") for number in range(2)]
    send(to="haru@example.invalid", kind="k", subject="s", body="b", key="m")
    assert carry_what_waits(later(1)) == 1
    assert [Message.objects.get(pk=one.pk).attempts for one in lines] == [1, 0]
    assert len(mail_server.letters) == 1


def test_without_a_way_of_their_choice_there_is_mail_and_without_mail_a_letter(resident, settings):
    settings.LINE = settings.LINE | {"token": ""}
    on_line(resident)
    assert written(resident, key="a").channel == "mail"
    resident.account = None
    resident.save()
    assert written(resident, key="b").channel == "letter"
    resident.town = resident.address = ""
    resident.save()
    lost = written(resident, key="c")
    assert (lost.channel, lost.state) == ("mail", State.FAILED)
    assert set(channels) == {"mail", "line", "sms", "letter"}


# Letters


def test_a_letter_is_printed_posted_and_comes_back(resident, clerk):
    wish(resident, channel="letter", weekly=True, quiet=True)
    message = written(resident)
    everything = Message.objects.all()
    assert carry_what_waits(later(60)) == 0
    assert posted(everything, clerk=clerk) == 0  # not printed yet
    assert letter_of(message).address[0].endswith("北町1番地")
    bundle = print_waiting(list(Message.objects.letters_to_post()), clerk=clerk)
    assert bundle.pdf.startswith(b"%PDF")
    assert posted(everything, clerk=clerk) == 1
    assert posted(everything, clerk=clerk) == 0
    assert Message.objects.get().standing == "handed_over"
    assert came_back(everything, clerk=clerk, why="あて所に尋ねあたりません") == 1
    message.refresh_from_db()
    assert (message.standing, message.waits_for_a_person) == ("returned", True)
    assert list(Message.objects.for_a_person()) == [message]
    resend(message, clerk=clerk, why="新しい住所を聞いた")
    assert (message.standing, message.printed_at, message.round) == ("waiting", None, 1)
    assert list(Message.objects.letters_to_post()) == [message]


def test_the_first_moment_of_a_kind_stays_whatever_is_heard_first(resident):
    message, now = written(resident), later()
    assert stamp(message, "delivered", now)
    assert not stamp(message, "delivered", now - timedelta(hours=1))
    assert message.delivered_at == now - timedelta(hours=1)
    with pytest.raises(ValueError, match="eaten"):
        stamp(message, "eaten", now)
