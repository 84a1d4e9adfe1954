"""What is taken in, and what is not, whatever it calls itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tomoni.common.files.actions import keep
from tomoni.common.files.checks import recognise
from tomoni.common.files.naming import name_to_hand_out, plain_name
from tomoni.common.files.purposes import Purpose
from tomoni.common.files.types import CSV, DOCUMENTS, EVERYTHING, PDF, PICTURES
from tomoni.common.files.wrong import (
    EmptyFile,
    HasMacros,
    Locked,
    NotTaken,
    Swells,
    TooLarge,
    TooManyPixels,
    WrongFile,
)

from . import samples

ANY = Purpose("test.any", "試し", EVERYTHING, 10 * 1024 * 1024)
DOCUMENT = Purpose("test.document", "書類", DOCUMENTS, 10 * 1024 * 1024)
PICTURE = Purpose("test.picture", "写真", PICTURES, 10 * 1024 * 1024)


@pytest.fixture
def look(tmp_path):
    def look_at(content: bytes, name: str = "会則", purpose: Purpose = ANY) -> str:
        file = tmp_path / "file"
        file.write_bytes(content)
        return recognise(file, name=name, purpose=purpose).key

    return look_at


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (samples.PDF, "会則.pdf", "pdf"),
        (samples.picture("PNG"), "写真.png", "png"),
        (samples.picture("JPEG"), "写真.jpg", "jpg"),
        (samples.docx(), "会則.docx", "docx"),
        (samples.xlsx(), "名簿.xlsx", "xlsx"),
        (samples.CSV, "名簿.csv", "csv"),
        ("ひらがな𠮷野".encode(), "覚え.txt", "txt"),
        ("見出し <お知らせ> 1 < 2".encode(), "覚え.txt", "txt"),
        (samples.PDF, "写真.png", "pdf"),
    ],
)
def test_a_file_is_what_its_bytes_say(look, content, name, kind):
    assert look(content, name) == kind


def test_a_photo_of_an_iphone_is_taken(look):
    import io

    import pillow_heif
    from PIL import Image

    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48))).save(out)
    assert look(out.getvalue(), "IMG_1.HEIC") == "heic"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (samples.HTML, "写真.png"),
        (samples.SVG, "写真.svg"),
        (b"\n\n  <HTML><body>", "覚え.txt"),
        ("<!doctype html>".encode("utf-16"), "写真.jpg"),
        (b"MZ\x90\x00\x03", "会則.pdf"),
        (b"GIF89a" + bytes(50), "写真.gif"),
        (b"\x7fELF" + bytes(50), "名簿.csv"),
        (samples.packed({"a.txt": b"a"}), "まとめ.zip"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧.doc"),
        (b"#!/bin/sh\x00", "a.txt"),
    ],
)
def test_anything_else_is_not_taken(look, content, name):
    with pytest.raises(NotTaken):
        look(content, name)


def test_a_purpose_takes_only_its_own_types(look):
    with pytest.raises(NotTaken, match="写真"):
        look(samples.PDF, purpose=PICTURE)


def test_a_picture_too_large_to_open_is_refused_unopened(look):
    with pytest.raises(TooManyPixels):
        look(samples.huge_png(), purpose=PICTURE)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_cut_off_on_the_way_is_refused(look, form):
    whole = samples.picture(form, (300, 300))
    with pytest.raises(WrongFile):
        look(whole[: len(whole) // 2])


def test_a_pdf_cut_off_on_the_way_is_refused(look):
    with pytest.raises(WrongFile):
        look(samples.PDF[:-8])


def test_a_document_that_swells_is_refused(look):
    with pytest.raises(Swells):
        look(samples.docx({"word/media/a.xml": bytes(101 * 1024 * 1024)}))


def test_a_document_that_lies_about_its_size_is_refused(look):
    with pytest.raises(WrongFile):
        look(samples.lying_zip())


def test_a_document_with_a_million_parts_is_refused(look):
    with pytest.raises(Swells):
        look(samples.docx({f"word/{n}.xml": b"" for n in range(5001)}))


@pytest.mark.parametrize(
    "more",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/activeX/activeX1.xml": b"x"},
        {"word/embeddings/oleObject1.bin": b"x"},
        {
            "word/_rels/settings.xml.rels": b'<Relationship Id="r" Type="x/attachedTemplate" '
            b'Target="https://example.invalid/t.dotm" TargetMode="External"/>'
        },
    ],
)
def test_a_document_that_could_act_is_refused(look, more):
    with pytest.raises(HasMacros):
        look(samples.docx(more))


def test_a_macro_document_under_a_plain_name_is_refused(look):
    with pytest.raises(HasMacros):
        look(samples.docx(main=samples.MACRO_WORD), "会則.docx")


def test_entities_that_multiply_are_refused(look):
    with pytest.raises(Swells):
        look(samples.docx({"word/document2.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a/>'}))


def test_a_document_under_a_password_says_so(look):
    with pytest.raises(Locked, match="パスワード"):
        look(b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), purpose=DOCUMENT)


@settings(max_examples=150)
@given(
    start=some.sampled_from(
        [b"", b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"\0\0\0\x18ftypheic"]
    ),
    rest=some.binary(max_size=400),
)
def test_no_bytes_make_the_check_fall_over(tmp_path_factory, start, rest):
    file = tmp_path_factory.mktemp("any") / "file"
    file.write_bytes(start + rest)
    try:
        recognise(file, name="何か.csv", purpose=ANY)
    except WrongFile as wrong:
        assert str(wrong)


def test_an_empty_file_is_refused(db):
    with pytest.raises(EmptyFile):
        keep(samples.upload(b""), owner=None, purpose=ANY)


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    small = Purpose("test.small", "小", (PDF,), 20)
    with pytest.raises(TooLarge):
        keep(samples.upload(samples.PDF), owner=None, purpose=small)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\書類\\会則.pdf", "会則.pdf"),
        ("会則\r\nSet-Cookie: a.pdf", "会則Set-Cookie: a.pdf"),
        ("写真\u202egpj.exe", "写真gpj.exe"),
        ("", "file"),
        (None, "file"),
        ("𠮷野家\U000e0100.pdf", "𠮷野家\U000e0100.pdf"),
    ],
)
def test_a_name_is_text_and_names_no_place(given_name, kept):
    assert plain_name(given_name) == kept


@given(some.text(max_size=400))
def test_every_name_can_be_kept(name):
    plain = plain_name(name)
    assert 0 < len(plain) <= 200
    assert not set(plain) & set("/\\\r\n\0")


@pytest.mark.parametrize(
    ("name", "kind", "handed_out"),
    [
        ("会則.pdf", PDF, "会則.pdf"),
        ("会則.exe", PDF, "会則.exe.pdf"),
        ("会則", PDF, "会則.pdf"),
        ("名簿.TXT", CSV, "名簿.TXT"),
    ],
)
def test_a_file_is_handed_out_with_the_ending_of_its_type(name, kind, handed_out):
    assert name_to_hand_out(name, kind) == handed_out
