"""A message from the city's decision to the resident's mailbox, and what happens when something breaks on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils.translation import get_language, gettext_lazy, override
from hypothesis import given, settings
from hypothesis import strategies as some

from tomoni.base import clock
from tomoni.base.journal.api import entries_about
from tomoni.common.people.api import Account, Clerk, Resident
from tomoni.common.post import actions
from tomoni.common.post.actions import NotStuck, ReasonMissing, WrongAddress, carry, resend, settle
from tomoni.common.post.api import messages_for, send
from tomoni.common.post.channels import Accepted, Refused, Unclear
from tomoni.common.post.jobs import carry_what_waits, look_for_lost
from tomoni.common.post.mail import MAIL, letter, reference
from tomoni.common.post.models import Message

pytestmark = pytest.mark.django_db
State = Message.State


def a_resident(language: str = "ja", mail: str = "aoi@example.invalid") -> Resident:
    account = Account.objects.create_user(mail)
    return Resident.objects.create(name="見本 葵", account=account, language=language, invented=True)


@pytest.fixture
def clerk() -> Clerk:
    account = Account.objects.create_user("kato@example.invalid")
    return Clerk.objects.create(account=account, number="101", family_name="加藤", invented=True)


def written(key: str = "case-17-granted", **other: Any) -> Message:
    facts: dict[str, Any] = {
        "to": "aoi@example.invalid", "kind": "groups.granted", "subject": "登録しました", "body": "北の里おはなし会\n様",
    }  # fmt: skip
    return send(key=key, **(facts | other))


def later(minutes: float):
    return clock.now() + timedelta(minutes=minutes)


def test_a_message_is_carried_after_the_commit_and_only_then(mail_server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = written()
        assert mail_server.letters == []
    message.refresh_from_db()
    assert message.state == State.SENT
    assert message.receipt == "250 kept for the test"
    assert [entry.verb for entry in entries_about(message)] == ["post.send", "post.sent"]


def test_the_mail_is_the_city_s(mail_server):
    carry(written(), later(0))
    (mail,) = mail_server.letters
    assert mail["Subject"] == "登録しました"
    assert str(mail["From"]) == "ひかり野市 ともに <tomoni@hikarino.example.jp>"
    assert str(mail["Reply-To"]) == str(mail["From"])
    assert mail["To"] == "aoi@example.invalid"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == "北の里おはなし会\n様\n"


def test_the_same_key_is_the_same_message_with_the_same_id(mail_server):
    first, second = written(), written(subject="ほかの件名")
    assert first.pk == second.pk
    assert second.subject == "登録しました"
    carry(first, later(0))
    carry(second, later(0))
    assert len(mail_server.letters) == 1
    assert mail_server.letters[0]["Message-ID"] == letter(first).extra_headers["Message-ID"]
    assert letter(first).extra_headers["Message-ID"] != letter(written(key="b")).extra_headers["Message-ID"]


def test_words_are_in_the_language_of_the_recipient():
    with override("ja"):
        english = send(to=a_resident("en"), kind="k", key="1", subject=gettext_lazy("マイページ"), body=_spoken)
        easy = written(key="2", to="haru@example.invalid", language="ja-easy", body=_spoken)
    assert (english.language, english.body) == ("en", "en\n")
    assert (easy.language, easy.body) == ("ja-easy", "ja-easy\n")
    assert letter(easy).extra_headers["Content-Language"] == "ja"


def _spoken() -> str:
    return get_language() or ""


def test_a_message_is_the_resident_s_own():
    resident, other = a_resident(), a_resident(mail="haru@example.invalid")
    message = written(to=resident)
    assert message.address == "aoi@example.invalid"
    assert list(messages_for(resident)) == [message]
    assert not messages_for(other).exists()


@pytest.mark.parametrize("to", ["", "no-at-sign", "a@b@c", "a@example.invalid\nBcc: x@example.invalid"])
def test_a_message_without_a_way_is_left_to_a_person(to):
    message = written(to=to)
    assert message.state == State.FAILED
    assert message.trouble
    assert carry(message, later(0)) is None
    assert list(Message.objects.for_a_person()) == [message]


@settings(max_examples=60)
@given(
    subject=some.text(max_size=300), body=some.text(alphabet=some.characters(exclude_categories=["Cs"]), max_size=300)
)
def test_no_words_can_add_a_header(subject, body):
    subject = subject.encode("utf-8", "replace").decode()
    message = Message(key="k", language="ja", address="aoi@example.invalid")
    message.subject, message.body = actions._one_line(subject), actions._plain(body)
    sent = letter(message).message().as_bytes()
    head = sent.split(b"\n\n", 1)[0]
    names = [line.split(b":", 1)[0].lower() for line in head.splitlines() if not line.startswith((b" ", b"\t"))]
    assert sorted(names) == sorted(set(names))
    assert b"bcc" not in names
    assert isinstance(MAIL.carry(message), Accepted)


def test_a_header_in_a_name_stays_in_the_subject(mail_server):
    carry(written(subject="会\r\nBcc: x@example.invalid\r\n\r\n<b>", body="本文"), later(0))
    (mail,) = mail_server.letters
    assert mail["Bcc"] is None
    assert mail["Subject"] == "会 Bcc: x@example.invalid <b>"
    assert mail_server.box.envelopes[0][1] == ["aoi@example.invalid"]


def test_a_server_that_says_later_is_asked_later(mail_server):
    message = written()
    mail_server.answers("451 try later")
    assert carry(message, later(0)) == Refused("451 try later")
    assert message.state == State.QUEUED
    assert carry(message, later(0.5)) is None
    assert carry(message, later(1.5)) == Accepted("250 kept for the test", reference(message))
    assert (message.state, message.attempts, message.trouble) == (State.SENT, 2, "")


@pytest.mark.parametrize("step", ["answers", "knows_nobody"])
def test_a_server_that_says_never_is_not_asked_again(mail_server, step):
    message = written()
    getattr(mail_server, step)("550 no such person")
    assert carry(message, later(0)) == Refused("550 no such person", for_good=True)
    assert message.state == State.FAILED


def test_tries_come_to_an_end(mail_server):
    message = written()
    mail_server.answers(*["451 try later"] * 20)
    tried = 0
    while message.state == State.QUEUED:
        tried += 1
        carry(message, message.next_try_at)
    assert (message.state, tried) == (State.FAILED, len(actions.WAITS) + 1)


def test_nobody_at_the_door_is_a_clean_refusal_and_ends_the_round(settings):
    settings.MAILERS = {
        "default": {"BACKEND": "tomoni.common.post.smtp.Mailer", "OPTIONS": {"host": "127.0.0.1", "port": 1}}
    }
    first, second = written("1"), written("2")
    assert carry_what_waits(later(0)) == 0
    for message in (first, second):
        message.refresh_from_db()
    assert (first.state, first.attempts) == (State.QUEUED, 1)
    assert (second.state, second.attempts) == (State.QUEUED, 0)


def test_a_line_that_breaks_after_the_letter_left_is_for_a_person(mail_server):
    message = written()
    mail_server.hangs_up_after_the_letter()
    assert isinstance(carry(message, later(0)), Unclear)
    assert message.state == State.UNKNOWN
    assert carry_what_waits(later(5000)) == 0
    assert len(mail_server.letters) == 1


def test_the_row_says_sending_before_a_byte_leaves(monkeypatch):
    message, seen = written(), []

    class Spy:
        knows_again = None

        def carry(self, message: Message) -> Accepted:
            seen.append(Message.objects.get(pk=message.pk).state)
            return Accepted()

    monkeypatch.setattr(actions, "channels", {"mail": Spy()})
    carry(message, later(0))
    assert seen == [State.SENDING]


def test_a_worker_that_fell_over_leaves_a_question_and_not_a_second_mail(mail_server, monkeypatch):
    message = written()

    class FallsOver:
        knows_again = None

        def carry(self, message: Message) -> Accepted:
            raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(actions, "channels", {"mail": FallsOver()})
        carry(message, later(0))
    assert carry_what_waits(later(60)) == 0
    assert look_for_lost(later(1)) == 0
    assert look_for_lost(later(11)) == 1
    message.refresh_from_db()
    assert message.state == State.UNKNOWN
    assert entries_about(message).last().verb == "post.unknown"
    assert mail_server.letters == []


def test_an_answer_that_comes_late_corrects_unknown(monkeypatch):
    message = written()

    class Slow:
        knows_again = None

        def carry(self, message: Message) -> Accepted:
            look_for_lost(later(11))
            assert Message.objects.get(pk=message.pk).state == State.UNKNOWN
            return Accepted("250 at last")

    monkeypatch.setattr(actions, "channels", {"mail": Slow()})
    carry(message, later(0))
    assert (message.state, message.receipt) == (State.SENT, "250 at last")


def test_two_workers_carry_it_once(mail_server):
    message = written()
    same = Message.objects.get(pk=message.pk)
    now = later(0)
    assert [carry(one, now) is None for one in (message, same)] == [False, True]
    assert len(mail_server.letters) == 1


def test_a_person_may_send_it_again_and_says_why(mail_server, clerk):
    message = written()
    mail_server.hangs_up_after_the_letter()
    carry(message, later(0))
    mail_server.hangs_up_after_the_letter(yes=False)
    with pytest.raises(ReasonMissing):
        resend(message, clerk=clerk, why=" ")
    resend(message, clerk=clerk, why="電話で、届いていないと聞いた")
    carry(message, later(0))
    assert message.state == State.SENT
    one, two = mail_server.letters
    assert one["Message-ID"] == two["Message-ID"]
    with pytest.raises(NotStuck):
        resend(message, clerk=clerk, why="もう一度")


def test_a_person_may_put_the_address_right(mail_server, clerk):
    message = written(to="aoi@@example.invalid")
    with pytest.raises(WrongAddress):
        resend(message, clerk=clerk, why="聞き直した", address="aoi@")
    resend(message, clerk=clerk, why="聞き直した", address="aoi@example.invalid")
    assert isinstance(carry(message, later(0)), Accepted)


@pytest.mark.parametrize(("arrived", "state"), [(True, State.SENT), (False, State.UNKNOWN)])
def test_a_person_may_settle_it_without_sending(mail_server, clerk, arrived, state):
    message = written()
    mail_server.hangs_up_after_the_letter()
    carry(message, later(0))
    settle(message, clerk=clerk, why="電話で確かめた", arrived=arrived)
    assert message.state == state
    assert not Message.objects.for_a_person().exists()
    assert entries_about(message).last().who == clerk


def test_mail_of_other_parts_still_goes_to_the_outbox_of_the_tests():
    carry(written(), later(0))
    assert [mail.subject for mail in outbox.outbox] == ["登録しました"]
