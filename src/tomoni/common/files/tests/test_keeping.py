"""A file from the hand of a resident to the hands of those who may see it."""

import os
import socket
import threading
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client

from tomoni.base import clock
from tomoni.base.journal.api import entries_about
from tomoni.common.files import readers
from tomoni.common.files.actions import belongs_to, erase, keep
from tomoni.common.files.checking import check
from tomoni.common.files.jobs import erase_what_is_over, sweep
from tomoni.common.files.models import StoredFile
from tomoni.common.files.purposes import Purpose
from tomoni.common.files.scanner import Scanner, ScannerFailed
from tomoni.common.files.types import EVERYTHING
from tomoni.common.people.api import Account, Clerk, Holding, Organisation, Post, Resident, Sight

from . import samples

ANY = Purpose("test.any", "試し", EVERYTHING, 10 * 1024 * 1024)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.CLAMAV = ""
    return tmp_path


def a_resident(mail: str = "aoi@example.invalid") -> Resident:
    return Resident.objects.create(name="見本 葵", account=Account.objects.create_user(mail))


def a_clerk() -> Clerk:
    account = Account.objects.create_user("kato@example.invalid")
    clerk = Clerk.objects.create(account=account, number="101", family_name="加藤", invented=True)
    Holding.objects.create(post=Post.objects.get(key="general-staff"), clerk=clerk, since=date(2026, 4, 1))
    return clerk


def signed_in(account: Account | None) -> Client:
    client = Client()
    if account:
        client.force_login(account)
    return client


@pytest.fixture
def opened_to_clerks(monkeypatch):
    monkeypatch.setattr(readers, "rules", {"people.organisation": lambda person, about: person.clerk is not None})


def test_the_bytes_lie_under_a_random_name_and_the_row_says_what_they_are(disk):
    file = keep(samples.upload(samples.PDF, "../会則.pdf"), owner=a_resident(), purpose=ANY)
    assert file.path.read_bytes() == samples.PDF
    assert file.path.is_relative_to(disk)
    assert "会則" not in str(file.path)
    assert (file.name, file.type.mime, file.size) == ("会則.pdf", "application/pdf", len(samples.PDF))
    assert file.path.stat().st_mode & 0o077 == 0
    assert not list((disk / "kept" / "arriving").iterdir())
    assert [entry.verb for entry in entries_about(file)] == ["files.keep"]


def test_a_refused_form_leaves_no_row_and_the_night_takes_the_bytes(disk):
    with pytest.raises(RuntimeError), transaction.atomic():
        file = keep(samples.upload(samples.PDF), owner=None, purpose=ANY)
        raise RuntimeError
    assert not StoredFile.objects.exists()
    os.utime(file.path, (0, (clock.now() - timedelta(hours=2)).timestamp()))
    assert sweep(clock.now()) == 0
    assert sweep(clock.now() + timedelta(days=1)) == 1
    assert not file.path.exists()


def test_the_night_leaves_what_is_kept():
    file = keep(samples.upload(samples.PDF), owner=None, purpose=ANY)
    assert sweep(clock.now() + timedelta(days=9)) == 0
    assert file.path.exists()


def test_the_owner_gets_it_back_and_nobody_else_does():
    owner, other = a_resident(), a_resident("haru@example.invalid")
    file = keep(samples.upload(samples.PDF), owner=owner, purpose=ANY)
    answer = signed_in(owner.account).get(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == samples.PDF
    assert signed_in(other.account).get(file.get_absolute_url()).status_code == 403
    assert signed_in(None).get(file.get_absolute_url()).status_code == 302


def test_it_is_always_to_be_saved_and_never_shown_in_our_name():
    owner = a_resident()
    file = keep(samples.upload(samples.PDF, "会則.html"), owner=owner, purpose=ANY)
    answer = signed_in(owner.account).get(file.get_absolute_url())
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Disposition"].endswith(".html.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_clerk_needs_a_rule_and_a_second_factor_and_is_noted(opened_to_clerks, client_as):
    clerk, owner = a_clerk(), a_resident()
    group = Organisation.objects.create(name="北の里おはなし会（見本）")
    file = keep(samples.upload(samples.PDF), owner=owner, purpose=ANY)
    with_factor = client_as(clerk)
    assert with_factor.get(file.get_absolute_url()).status_code == 403
    belongs_to(file, group)
    assert signed_in(clerk.account).get(file.get_absolute_url()).status_code == 302
    assert with_factor.get(file.get_absolute_url()).status_code == 200
    assert Sight.objects.filter(clerk=clerk, screen="file").count() == 1


def test_what_waits_for_the_scanner_is_opened_by_its_owner_only(opened_to_clerks, settings, client_as):
    clerk, owner = a_clerk(), a_resident()
    file = keep(samples.upload(samples.PDF), owner=owner, purpose=ANY, about=Organisation.objects.create(name="会"))
    settings.CLAMAV = "127.0.0.1:1"
    assert client_as(clerk).get(file.get_absolute_url()).status_code == 503
    assert signed_in(owner.account).get(file.get_absolute_url()).status_code == 200


def test_an_address_that_was_guessed_opens_nothing():
    assert signed_in(a_resident().account).get(f"/files/{'0' * 40}/").status_code == 403


def test_erasing_takes_the_bytes_and_the_name_and_says_why(django_capture_on_commit_callbacks):
    owner = a_resident()
    file = keep(samples.upload(samples.PDF), owner=owner, purpose=ANY)
    with django_capture_on_commit_callbacks(execute=True):
        erase(file, who=None, why="保存期間の満了")
    assert not file.path.exists()
    assert signed_in(owner.account).get(file.get_absolute_url()).status_code == 404
    assert entries_about(file).last().verb == "files.erase"


class Clamd:
    """Speaks as much of ClamAV's protocol as we use, on a port of this machine."""

    def __init__(self, answer: bytes) -> None:
        self.answer, self.received = answer, b""
        self.line = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.line.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        line, _who = self.line.accept()
        with line, line.makefile("rb") as heard:
            assert heard.read(10) == b"zINSTREAM\0"
            while size := int.from_bytes(heard.read(4)):
                self.received += heard.read(size)
            line.sendall(self.answer)


def test_a_clean_file_is_noted_as_checked():
    file = keep(samples.upload(samples.PDF), owner=None, purpose=ANY)
    assert (file.finding, file.checked_at) == ("unchecked", None)
    clamd = Clamd(b"stream: OK\0")
    check(file, Scanner(clamd.address))
    assert clamd.received == samples.PDF
    assert file.finding == "clean"
    assert file.checked_at


def test_a_file_with_a_virus_is_handed_out_to_nobody():
    owner = a_resident()
    file = keep(samples.upload(samples.PDF), owner=owner, purpose=ANY)
    check(file, Scanner(Clamd(b"stream: Win.Test.EICAR_HDB-1 FOUND\0").address))
    assert file.found == "Win.Test.EICAR_HDB-1"
    assert signed_in(owner.account).get(file.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_a_scanner_that_gives_no_answer_leaves_the_file_unchecked(answer):
    file = keep(samples.upload(samples.PDF), owner=None, purpose=ANY)
    with pytest.raises(ScannerFailed):
        check(file, Scanner(Clamd(answer).address))
    file.refresh_from_db()
    assert file.finding == "unchecked"


def test_a_file_is_erased_in_the_night_after_its_last_day(django_capture_on_commit_callbacks):
    aoi = a_resident()
    kept, other = (keep(samples.upload(samples.PDF), owner=aoi, purpose=ANY) for _ in range(2))
    StoredFile.objects.filter(pk=kept.pk).update(keep_until=clock.today())
    assert erase_what_is_over(clock.now()) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_what_is_over(clock.now() + timedelta(days=1)) == 1
    kept.refresh_from_db()
    assert (kept.name, kept.erased_at is not None, kept.path.exists()) == ("", True, False)
    assert other.path.exists()
    assert "保存期限" in entries_about(kept).last().why
