"""A mistake in a pack is told with its file, its line and the nearest name that exists."""

import shutil
from pathlib import Path

import pytest

from tomoni.base.city.api import CityFileError
from tomoni.engines.cases.packs.api import read_library, read_packs

LISTS = """
[phrases]
free = { ja = "無料", easy = "ただ", en = "Free" }
[fields]
children = { ja = "子育て", en = "Children" }
"""
GROUP = """
title = { ja = "出す人のこと", en = "About you" }
[[asks]]
key = "applicant"
kind = "name_and_kana"
label = { ja = "名前", en = "Name" }
"""
PACK = """
key = "toy"
sign = "玩"
called = "届出"
field = "children"
title = { ja = "おもちゃの届出", en = "Toys" }
official = "おもちゃの届出"
kana = "おもちゃのとどけで"
purpose = { ja = "おもちゃを知らせます。", en = "Tell of toys." }
who = [{ ja = "だれでも", en = "Anybody" }]
proxy = { ja = "なし", en = "None" }
deadline = { ja = "いつでも", en = "Any time" }
documents = [{ ja = "なし", en = "None" }]
fee = "free"
desk = { ja = "担当", en = "Desk" }
period = { days = 5 }
outcome = { ja = "記録します", en = "Recorded" }
disposition = false
remedies = "none"
identity = { level = "none" }
trust = "typical"

[[basis]]
text = "おもちゃ法1条"

[[steps]]
group = "applicant"

[[steps.asks]]
key = "toys"
kind = "number"
label = { ja = "いくつ", en = "How many" }
example = 3

[[rules]]
at = "toys"
says = { ja = "多すぎます", en = "Too many" }
must = "toys < 9"
refuses = { toys = 9 }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "groups").mkdir()
    (tmp_path / "packs" / "toy").mkdir(parents=True)
    (tmp_path / "lists.toml").write_text(LISTS)
    (tmp_path / "groups" / "applicant.toml").write_text(GROUP)
    (tmp_path / "packs" / "toy" / "pack.toml").write_text(PACK)
    return tmp_path


def said(folder: Path, old: str, new: str) -> str:
    """What is said of the pack with one thing changed."""
    file = folder / "packs" / "toy" / "pack.toml"
    file.write_text(PACK.replace(old, new))
    with pytest.raises(CityFileError) as error:
        read_packs(folder, read_library(folder))
    return str(error.value)


def test_a_whole_pack_is_read(folder):
    assert [pack.key for pack in read_packs(folder, read_library(folder))] == ["toy"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('desk = {', 'desck = {', 15, "did you mean 'desk'"),
        ('sign = "玩"', "sign = 5", 3, "'sign'"),
        ('called = "届出"', 'called = "届け"', 4, "届出"),
        ('field = "children"', 'field = "childen"', None, "did you mean 'children'"),
        ('fee = "free"', 'fee = "fre"', None, "did you mean 'free'"),
        ('group = "applicant"', 'group = "aplicant"', 26, "did you mean 'applicant'"),
        ('group = "applicant"', 'group = "applicant"\nwithout = ["aplicant"]', 26, "did you mean 'applicant'"),
        ('kind = "number"', 'kind = "numbr"', 29, "number"),
        ('remedies = "none"', 'remedies = "non"', 20, "did you mean 'none'"),
        ('at = "toys"', 'at = "tois"', 36, "did you mean 'toys'"),
        ('must = "toys < 9"', 'must = "toiz < 9"', 35, "unknown toiz"),
        ('must = "toys < 9"', 'must = "toys <"', 35, "readable"),
        ('key = "toy"', 'key = "toi"', None, "the folder is called 'toy'"),
    ],
)  # fmt: skip
def test_a_mistake_leads_to_its_place(folder, old, new, line, words):
    told = said(folder, old, new)
    assert words in told
    assert "pack.toml" in told
    if line:
        assert any(f"line {near}:" in told for near in range(line - 1, line + 2)), told


def test_all_mistakes_of_all_packs_are_told_at_once(folder):
    shutil.copytree(folder / "packs" / "toy", folder / "packs" / "toy-two")
    told = said(folder, "desk = {", "desck = {")
    assert "toy/" in told and "toy-two" in told
