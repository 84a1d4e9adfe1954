"""A list and a text become bundles; a crash costs no letter and prints none twice; what is wrong is said first."""

import csv
import hashlib
import io
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from tomoni.base import clock
from tomoni.base.printing.checks import complaints
from tomoni.base.sheets import csv_bytes, read_sheet
from tomoni.common.people.api import PostDuty
from tomoni.common.post import mailings
from tomoni.common.post.mailings import (
    WrongList,
    begin_mailing,
    erase_old,
    filled,
    go_on,
    hand_on,
    manifest,
    path_of,
    print_what_is_left,
    progress,
    stop,
)
from tomoni.common.post.models import Mailing, MailingBundle

pytestmark = pytest.mark.django_db
HEADS = ("氏名", "郵便番号", "住所", "建物", "年税額")
TEXT = "{氏名}様の令和8年度の税額は{年税額}です。"


@pytest.fixture(autouse=True)
def _small(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    few = mailings.post_settings().mailings.model_copy(update={"per_bundle": 3})
    kept = mailings.post_settings().model_copy(update={"mailings": few})
    monkeypatch.setattr(mailings, "post_settings", lambda: kept)


@pytest.fixture
def clerk(example_city):
    PostDuty.objects.get_or_create(post=example_city.post("general-staff"), duty="post.look_after")
    return example_city.clerk("general-staff")


def sheet_of(*names: str, heads=HEADS) -> bytes:
    rows = [(name, "399-0000", f"ひかり野市北町{at}番地", "", f"{at}00円") for at, name in enumerate(names, start=1)]
    return csv_bytes(heads, rows)


def begun(clerk, *names: str, text: str = TEXT) -> Mailing:
    sheet = read_sheet(sheet_of(*names))
    return begin_mailing(title="税のお知らせ", text=text, sheet=sheet, dated=date(2026, 11, 24), clerk=clerk)


NAMES = ("見本 一", "𠮷田 二", "見本 三", "見本 四", "見本 五", "見本 六", "見本 七")


def test_everybody_gets_one_letter_and_the_manifest_says_where(clerk):
    mailing = begun(clerk, *NAMES)
    assert print_what_is_left(clock.now()) == 3
    assert print_what_is_left(clock.now()) == 0
    told = progress(Mailing.objects.all()).get()
    assert (told.letters, told.done, told.parts, told.parts_done, told.broken) == (7, 7, 3, 3, 0)
    rows = list(manifest(mailing))
    assert [(row[0], row[1], row[2], row[3], row[7]) for row in rows] == [
        (at + 1, at // 3 + 1, at % 3 + 1, f"{at // 3 + 1:04d}.pdf", name) for at, name in enumerate(NAMES)
    ]
    assert [row[8] for row in rows if row[8]] == ["𠮷→吉"]
    for bundle in mailing.bundles.all():
        pdf = path_of(bundle).read_bytes()
        assert hashlib.sha256(pdf).hexdigest() == bundle.sha256
        assert complaints(pdf) == []
        pages = [page.extract_text().replace(" ", "") for page in PdfReader(io.BytesIO(pdf)).pages]
        assert len(pages) == bundle.pages == bundle.count
        for page, row in zip(pages, bundle.rows, strict=True):
            assert row["年税額"] in page


@pytest.mark.parametrize("falls", ["_put", "print_letters"])
def test_a_worker_that_falls_over_loses_nothing_and_prints_nothing_twice(clerk, monkeypatch, falls):
    """The machine stops before the file, or between the file and the row that tells of it."""
    mailing = begun(clerk, *NAMES)
    with monkeypatch.context() as falling, pytest.raises(SystemExit):
        real = mailings._put
        falling.setattr(mailings, falls, lambda *args, **_more: (real(*args) if falls == "_put" else None, _stop())[0])
        print_what_is_left(clock.now())
    assert print_what_is_left(clock.now()) == 2  # the others; the claimed one may still be at work
    assert mailing.bundles.get(printed_at=None).place == 1
    assert hand_on(clock.now()) == 0
    enqueued: list[int] = []
    monkeypatch.setattr(mailings, "print_mailing", SimpleNamespace(enqueue=enqueued.append))
    assert hand_on(clock.now() + timedelta(minutes=11)) == 1
    assert enqueued == [mailing.pk]
    assert print_what_is_left(clock.now() + timedelta(minutes=11), mailing.pk) == 1
    assert hand_on(clock.now() + timedelta(minutes=30)) == 0
    assert [row[0] for row in manifest(mailing)] == list(range(1, 8))
    assert not mailing.bundles.filter(printed_at=None).exists()
    assert len(list(path_of(mailing.bundles.first()).parent.glob("*.pdf"))) == 3


def _stop() -> None:
    raise SystemExit


def test_the_same_bundle_printed_again_is_the_same_file(clerk):
    mailing = begun(clerk, *NAMES[:2])
    print_what_is_left(clock.now())
    first = mailing.bundles.get().sha256
    mailing.bundles.update(printed_at=None, sha256="", pages=0, claimed_at=None)
    print_what_is_left(clock.now())
    assert mailing.bundles.get().sha256 == first


def test_a_bundle_that_cannot_be_printed_is_given_up_told_and_taken_up_again(clerk, monkeypatch):
    mailing = begun(clerk, *NAMES[:2])
    with monkeypatch.context() as broken:
        broken.setattr(mailings, "print_letters", lambda *_args, **_more: (_ for _ in ()).throw(OSError("disk full")))
        assert print_what_is_left(clock.now()) == mailings.MOST_TRIES
    assert mailing.bundles.get().trouble == "disk full"
    assert progress(Mailing.objects.all()).get().broken == 1
    go_on(mailing, clerk=clerk)
    assert print_what_is_left(clock.now()) == 1


def test_what_was_stopped_waits_and_what_is_old_goes(clerk):
    mailing = begun(clerk, *NAMES)
    stop(mailing, clerk=clerk)
    assert print_what_is_left(clock.now()) == 0
    go_on(mailing, clerk=clerk)
    print_what_is_left(clock.now())
    path = path_of(mailing.bundles.first())
    assert erase_old(clock.now() + timedelta(days=30)) == 0
    assert erase_old(clock.now() + timedelta(days=31)) == 1
    assert not path.exists()
    assert set(MailingBundle.objects.values_list("rows", flat=True).first() or []) == set()


@pytest.mark.parametrize(
    ("data", "text", "why"),
    [
        (sheet_of("見本", heads=("名前", "郵便番号", "住所", "建物", "年税額")), TEXT, "columns"),
        (sheet_of("見本"), "{税}です", "places"),
        (sheet_of("見本", ""), TEXT, "lines"),
        (sheet_of(), TEXT, "empty"),
        (sheet_of("見本 123456789018"), TEXT, "my_number"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_before_anything_is_printed(clerk, data, text, why):
    with pytest.raises(WrongList) as wrong:
        begin_mailing(title="t", text=text, sheet=read_sheet(data), dated=date(2026, 11, 24), clerk=clerk)
    assert wrong.value.why == why
    assert not Mailing.objects.exists()


def test_a_value_is_never_a_place_again():
    assert filled("{a}と{b}", {"a": "{b}", "b": "x"}) == "{b}とx"


def test_a_clerk_makes_one_at_the_desk_and_takes_the_bundles(clerk, client_as):
    client = client_as(clerk)

    def upload(data: bytes, **more: str):
        day = {"dated": "令和8年11月24日"}
        file = SimpleUploadedFile("list.csv", data, "text/csv")
        return client.post("/desk/mailings/new/", day | {"title": "税", "text": TEXT, "file": file} | more)

    wrong = upload(sheet_of("見本", ""))
    assert wrong.status_code == 422
    assert "3行目" in wrong.content.decode()
    made = upload(sheet_of(*NAMES))
    assert made.status_code == 302
    page = client.get(made["Location"]).content.decode()
    assert "7通のうち0通" in page
    assert client.get(f"{made['Location']}1.pdf").status_code == 404
    print_what_is_left(clock.now())
    assert "7通のうち7通" in client.get(made["Location"]).content.decode()
    assert b"".join(client.get(f"{made['Location']}1.pdf").streaming_content).startswith(b"%PDF")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{made['Location']}manifest.csv").content.decode("utf-8-sig"))))
    assert [row["氏名"] for row in rows] == list(NAMES)
    assert client.post(f"{made['Location']}stop/").status_code == 302
    assert client.post(f"{made['Location']}other/").status_code == 404
