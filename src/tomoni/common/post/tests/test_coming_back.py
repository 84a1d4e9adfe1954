"""Mail that comes back, the week in one message, and the screens of the post."""

import io
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from openpyxl import load_workbook

from tomoni.base import clock
from tomoni.base.clock import JAPAN
from tomoni.common.people.api import Account, PostDuty, Resident
from tomoni.common.post.actions import carry
from tomoni.common.post.api import send
from tomoni.common.post.bounces import read_bounces, reports_in
from tomoni.common.post.digest import send_digests
from tomoni.common.post.jobs import carry_what_waits
from tomoni.common.post.linking import wish
from tomoni.common.post.mail import reference
from tomoni.common.post.models import Message, Preference

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def clerk(example_city):
    PostDuty.objects.get_or_create(post=example_city.post("general-staff"), duty="post.look_after")
    return example_city.clerk("general-staff")


def written(key: str = "k", to: Any = "aoi@example.invalid", **more: Any) -> Message:
    return send(to=to, kind="k", subject=f"件名 {key}", body="本文", key=key, **more)


def report(message: Message, *, action: str = "failed", recipient: str = "", about: str = "") -> bytes:
    """A delivery report as RFC 3464 has it."""
    status = EmailMessage()
    status["Reporting-MTA"] = "dns; mx.example.invalid"
    told = EmailMessage()
    told["Final-Recipient"] = f"rfc822; {recipient or message.address}"
    told["Action"] = action
    told["Status"] = "5.1.1"
    told["Diagnostic-Code"] = "smtp; 550 no such user"
    parts = [
        "--b\nContent-Type: text/plain\n\nIt could not be delivered.\n",
        f"--b\nContent-Type: message/delivery-status\n\n{status}\n{told}\n",
        f"--b\nContent-Type: message/rfc822\n\nMessage-ID: {about or reference(message)}\nSubject: x\n\nbody\n",
    ]
    head = 'From: mailer-daemon@example.invalid\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
    return (head + "\n".join(parts) + "\n--b--\n").encode()


def drop(box, raw: bytes, name: str = "1") -> None:
    for part in ("new", "cur", "tmp"):
        (box / part).mkdir(parents=True, exist_ok=True)
    (box / "new" / name).write_bytes(raw)


def test_mail_that_comes_back_is_read_once_and_waits_for_a_person(mail_server, tmp_path):
    message = written()
    carry(message, clock.now())
    drop(tmp_path, report(message))
    assert read_bounces(tmp_path) == 1
    assert read_bounces(tmp_path) == 0
    message.refresh_from_db()
    assert (message.standing, message.trouble) == ("bounced", "5.1.1 550 no such user")
    assert list(Message.objects.for_a_person()) == [message]
    assert len(list((tmp_path / "cur").iterdir())) == 1


@pytest.mark.parametrize("change", [{"recipient": "other@example.invalid"}, {"about": "<x@y>"}, {"action": "delayed"}])
def test_a_report_that_is_not_about_ours_changes_nothing(mail_server, tmp_path, change):
    message = written()
    carry(message, clock.now())
    drop(tmp_path, report(message, **change))
    drop(tmp_path, b"Subject: out of office\n\nI am away", "2")
    drop(tmp_path, b"\xff\xfe\x00", "3")
    assert read_bounces(tmp_path) == 0
    message.refresh_from_db()
    assert message.standing == "handed_over"
    assert reports_in(b"") == []


def test_the_week_comes_in_one_message_and_once(mail_server):
    account = Account.objects.create_user("aoi@example.invalid")
    resident = Resident.objects.create(name="見本 葵", account=account)
    news = [written(f"n{number}", resident, urgency="weekly") for number in range(3)]
    assert {one.state for one in news} == {State.WAITING}
    now = clock.now() + timedelta(days=7)
    thursday = datetime(*(now.date() + timedelta(days=4 - now.isoweekday())).timetuple()[:3], 9, 5, tzinfo=JAPAN)
    assert send_digests(thursday) == 1
    assert send_digests(thursday + timedelta(hours=1)) == 0
    digest = Message.objects.get(kind="post.digest")
    assert {one.gathered_into for one in Message.objects.filter(kind="k")} == {digest}
    for one in news:
        assert one.subject in digest.body
    assert carry_what_waits(thursday + timedelta(days=1)) == 1
    assert len(mail_server.letters) == 1


def test_who_wants_everything_at_once_gets_what_waited():
    account = Account.objects.create_user("aoi@example.invalid")
    resident = Resident.objects.create(name="見本 葵", account=account)
    waiting = written("a", resident, urgency="weekly")
    wish(resident, channel="mail", weekly=False, quiet=False)
    waiting.refresh_from_db()
    assert waiting.state == State.QUEUED
    assert written("b", resident, urgency="weekly").state == State.QUEUED


def test_what_can_wait_rests_at_night(monkeypatch):
    account = Account.objects.create_user("aoi@example.invalid")
    resident = Resident.objects.create(name="見本 葵", account=account)
    night = datetime(2026, 11, 24, 22, 0, tzinfo=JAPAN)
    monkeypatch.setattr(clock, "now", lambda: night)
    assert written("a", resident).next_try_at == night
    assert written("b", resident, urgency="soon").next_try_at == datetime(2026, 11, 25, 7, 0, tzinfo=JAPAN)
    assert carry_what_waits(night + timedelta(hours=1)) == 1


# Screens


def test_a_resident_chooses_how_to_be_told_and_hears_what_is_missing(example_city, client_as, settings):
    settings.LINE = settings.LINE | {"token": "t"}
    resident = example_city.resident()
    client = client_as(resident)
    page = client.get("/my/messages/ways/").content.decode()
    assert "週に1度まとめる" in page
    assert client.post("/my/messages/ways/", {"channel": "line", "weekly": "on"}).status_code == 422
    client.post("/my/messages/ways/", {"do": "code"})
    code = Preference.objects.get(resident=resident).line_code
    assert code in client.get("/my/messages/ways/").content.decode()
    assert client.post("/my/messages/ways/", {"channel": "mail", "quiet": "on"}).status_code == 302
    kept = Preference.objects.get(resident=resident)
    assert (kept.channel, kept.weekly, kept.quiet) == ("mail", False, True)


def test_the_desk_sees_what_waits_prints_posts_and_takes_back(example_city, client_as, clerk):
    resident = example_city.resident()
    resident.town, resident.address = "北町", "1番地"
    resident.save()
    wish(resident, channel="letter", weekly=True, quiet=True)
    message = written("letter", resident)
    client = client_as(clerk)
    assert "件名 letter" in client.get("/desk/letters/").content.decode()
    assert client.post("/desk/letters/print/").status_code == 302  # none chosen
    printed = client.post("/desk/letters/print/", {"letter": [message.pk, "x"]})
    assert printed["Content-Type"] == "application/pdf"
    assert client.post("/desk/letters/posted/", {"letter": message.pk}).status_code == 302
    assert client.post("/desk/letters/back/", {"letter": message.pk})["Location"].endswith("/desk/messages/")
    stuck = client.get("/desk/messages/").content.decode()
    assert "手紙が戻ってきた" in stuck
    assert client.get(f"/desk/messages/{message.pk}/").status_code == 200
    decided = client.post(f"/desk/messages/{message.pk}/", {"do": "resend", "why": "新しい住所を聞いた"})
    assert decided.status_code == 302
    message.refresh_from_db()
    assert (message.state, message.returned_at) == (State.QUEUED, None)
    sheet = load_workbook(io.BytesIO(client.get("/desk/messages/?show=waiting&as=xlsx").content)).active
    assert [row[0].value for row in sheet.iter_rows()][:2] == ["件名", "件名 letter"]
    assert client.get("/desk/messages/?show=gone").status_code == 200
    assert client.post("/desk/letters/other/").status_code == 404
