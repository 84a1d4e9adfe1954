"""./tomoni plan read FILE."""

import pytest
from django.core.management import CommandError, call_command

from tomoni.engines.plan.files import figures_of, plan_of

SMALL = """
ひかり野市第1次総合計画
基本目標１　手をつなぐまち
１-１　団体とともに
　団体と市が力を合わせます。
取組の方向
○団体を増やす
・ 団体の登録を受け付けます。
①登録団体の数（団体）
R4現状値　184
R9目標値　約220
"""


def read(capsys, file, **options) -> tuple[str, str]:
    call_command("plan", "read", str(file), **options)
    return capsys.readouterr()


@pytest.fixture
def small(tmp_path):
    file = tmp_path / "small.txt"
    file.write_text(SMALL, encoding="utf-8")
    return file


def test_it_tells_what_it_read_and_what_it_was_unsure_of(capsys, small):
    out, err = read(capsys, small)
    assert "施策 1、取組の方向 1、取組 1、指標 1、数字 1" in out
    assert "[indicator 1-1-i1 target value] 11行目 「目標値 R9 約220」" in out and "候補: 220" in out
    assert "1 / 1 ページ" in err


def test_it_writes_both_files_with_the_questions_at_the_head(capsys, small, tmp_path):
    out, _ = read(capsys, small, into=tmp_path / "plan.toml")
    assert "書きました" in out
    text = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    assert text.startswith("# 文書から読み取った下書き") and "「約」「以上」など" in text
    assert plan_of(tmp_path).plan.title == "ひかり野市第1次総合計画"
    assert [(one.kind, one.value) for one in figures_of(tmp_path, "baseline", "target")] == [("baseline", 184)]


def test_it_writes_over_nothing(small, tmp_path):
    (tmp_path / "plan.toml").write_text("x", encoding="utf-8")
    with pytest.raises(CommandError, match="別の名前"):
        call_command("plan", "read", str(small), into=tmp_path / "plan.toml")


def test_beside_a_city_it_says_what_differs(capsys, small, settings):
    out, _ = read(capsys, small, beside=settings.ROOT / "cities" / "example")
    assert "中身の違い" in out and "policy 1-2 there" in out


def test_what_cannot_be_read_is_said_in_plain_words(tmp_path):
    (tmp_path / "letter.txt").write_text("拝啓 ますます御健勝のこととお喜び申し上げます。", encoding="utf-8")
    with pytest.raises(CommandError, match="総合計画として読めませんでした"):
        call_command("plan", "read", str(tmp_path / "letter.txt"))
    with pytest.raises(CommandError, match=r"none\.txt"):
        call_command("plan", "read", str(tmp_path / "none.txt"))
