"""Ten broken documents, and a few more: each a clear sentence in Japanese, or a question."""

import zipfile
from io import BytesIO

import pypdf
import pytest

from tomoni.engines.plan.documents.draft import Draft, key_of
from tomoni.engines.plan.documents.questions import words_of
from tomoni.engines.plan.documents.reading import read_plan
from tomoni.engines.plan.documents.sources import Trouble, Unreadable

from .rendering import as_word, typst_pdf

PLAN = """基本目標１　手をつなぐまち
１-１　団体とともに
取組の方向
○団体を増やす
・団体の登録を受け付けます。
①登録団体の数（団体）
R4現状値　184
R9目標値　220
１-２　見える市役所
取組の方向
○健全な財政
・借金を増やしません。
①市への満足度（％）
R4現状値　50.1
R9目標値　55.0
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000"
    "000049454e44ae426082"
)


def trouble(data: bytes) -> Trouble:
    with pytest.raises(Unreadable) as raised:
        read_plan(data)
    assert str(raised.value).endswith(("。", "）。"))
    return raised.value.trouble


def read(text: str) -> Draft:
    return read_plan(text.encode())[0]


def asked(draft: Draft) -> dict[str, str]:
    return {question.kind: key_of(draft, question.path) for question in draft.questions}


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def test_the_plan_itself_is_whole():
    assert set(asked(read(PLAN))) == {"plan_title"}


def test_an_empty_document():
    assert trouble(b"") is trouble(b" \n\n") is trouble(as_word("")) is Trouble.EMPTY


def test_a_pdf_that_is_only_pictures(tmp_path):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    out = BytesIO()
    writer.write(out)
    assert trouble(out.getvalue()) is Trouble.PICTURES_ONLY


def test_a_pdf_with_a_password():
    writer = pypdf.PdfWriter(clone_from=BytesIO(typst_pdf("１-１　団体とともに")))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    assert trouble(out.getvalue()) is Trouble.ENCRYPTED


def test_a_policy_without_its_number():
    projects = "価値創出プロジェクトに関連した取組\nご近所のちから\n・団体を支えます。\n"
    draft = read(PLAN.replace("１-２　見える市役所", f"{projects}見える市役所"))
    question = next(one for one in draft.questions if one.kind == "policy_number")
    assert (question.read, question.options, question.line) == ("", ["1-2"], 12)
    assert [policy.title for policy in draft.policies] == ["団体とともに", "見える市役所"]
    assert [project.title for project in draft.projects] == ["ご近所のちから"]


def test_a_number_that_is_skipped():
    assert asked(read(PLAN.replace("１-２", "１-３")))["policy_missing"]


def test_the_same_number_twice():
    draft = read(PLAN.replace("１-２", "１-１"))
    assert asked(draft)["policy_again"] == "policy ? code"
    twice = read(PLAN.replace("R9目標値　220", "R9目標値　220\n①会議の参加者数（人）\nR4現状値　3\nR9目標値　9"))
    assert asked(twice)["indicator_again"] == "indicator 1-1-i2 number"


def test_a_table_that_is_cut_by_the_end_of_a_page():
    table = "指標\t単位\t現状値（R4）\t目標値（R9）\n登録団体の数\t団体\t\t\n\f\t\t184\t220\n"
    draft = read(PLAN.replace("①登録団体の数（団体）\nR4現状値　184\nR9目標値　220\n", table))
    one = draft.policies[0].indicators[0]
    assert (one.title, one.baseline.value, one.target.value) == ("登録団体の数", None, None)
    cut = [question for question in draft.questions if question.kind == "table_cut"]
    assert [question.options for question in cut] == [["184"], ["220"]] and cut[0].page == 2


def test_a_target_below_the_baseline_where_more_is_better():
    draft = read(PLAN.replace("R9目標値　55.0", "R9目標値　45.0"))
    assert asked(draft)["direction"] == "indicator 1-2-i1 direction"
    assert draft.policies[1].indicators[0].direction == ""


def test_an_unknown_unit():
    draft = read(PLAN.replace("（団体）", "（ほげ）"))
    assert asked(draft)["unit"] == "indicator 1-1-i1 unit" and draft.policies[0].indicators[0].unit == ""


def test_text_of_windows():
    assert read_plan(PLAN.encode("cp932"))[0].policies[1].title == "見える市役所"
    assert trouble(b"\xff\xfe\x00\xd8" + b"\x81" * 30) is Trouble.CHARACTERS


def test_something_that_is_no_plan():
    assert trouble("拝啓 ますます御健勝のこととお喜び申し上げます。".encode()) is Trouble.NOT_A_PLAN


def test_a_docx_that_swells():
    bomb = zipped(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"0" * (70 * 1024 * 1024)})
    assert len(bomb) < 100_000 and trouble(bomb) is Trouble.SWELLS


def test_what_is_broken_or_of_another_kind():
    assert trouble(b"PK\x03\x04 not a zip") is Trouble.BROKEN
    assert trouble(zipped(**{"xl/workbook.xml": b"<x/>"})) is Trouble.OTHER_TYPE
    assert trouble(zipped(**{"word/document.xml": b"<x/>"})) is Trouble.BROKEN
    assert trouble(b"%PDF-1.7\nnothing") is Trouble.BROKEN
    assert trouble(PIXEL) is Trouble.OTHER_TYPE
    assert trouble(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")) is Trouble.ENCRYPTED
    assert trouble(b"\xd0\xcf\x11\xe0 an old doc") is Trouble.OTHER_TYPE


def test_every_question_is_a_sentence():
    draft = read(PLAN.replace("（団体）", "（ほげ）").replace("55.0", "約45").replace("１-２", "１-１"))
    assert all(words_of(question).endswith(("。", "）")) for question in draft.questions)
