"""Other ways in which cities set out their plans: read with certainty, or asked; never a wrong figure."""

from decimal import Decimal

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from tomoni.engines.plan.documents.draft import Draft, IndicatorDraft, key_of
from tomoni.engines.plan.documents.reading import read_plan

from .rendering import saved, typst_pdf

HEAD = """ひかり野市第3次総合計画 前期基本計画
基本目標２　元気なまち
施策２-１　農業の振興
　農業を元気にします。
主な取組
（１）担い手を増やす
・新しく農業を始める人を支えます。
成果指標
"""


def read(text: str) -> Draft:
    return read_plan(text.encode())[0]


def indicators(draft: Draft) -> list[IndicatorDraft]:
    return [one for _, one in draft.kept_indicators()]


def figures(draft: Draft) -> list[tuple[Decimal | None, int | None, Decimal | None, int | None]]:
    return [(one.baseline.value, one.baseline.year, one.target.value, one.target.year) for one in indicators(draft)]


def asked(draft: Draft) -> list[str]:
    return [f"{question.kind}: {key_of(draft, question.path)}" for question in draft.questions]


def test_a_table_with_heads_is_read_by_its_heads():
    draft = read(
        HEAD + "指標名\t単位\t現状値（令和4年度）\t目標値（2027年度）\t出典\n"
        "認定農業者の数\t経営体\t２１０\t２５０※1\t農政課\n"
        "【戦略】耕作放棄地の解消面積（累計）\tha\t1,020.5\t1,200\t\n"
    )
    assert figures(draft) == [
        (Decimal(210), 2022, Decimal(250), 2027),
        (Decimal("1020.5"), 2022, Decimal(1200), 2027),
    ]
    assert [(one.unit, one.strategic) for one in indicators(draft)] == [("経営体", False), ("ha", True)]
    assert draft.title == "ひかり野市第3次総合計画 前期基本計画"
    assert draft.goals[0].code == "2" and draft.policies[0].groups[0].title == "担い手を増やす"
    assert asked(draft) == []


def test_numbers_may_come_first_where_the_heads_say_so():
    draft = read(HEAD + "目標値(R9)　　現状値(R4)　　単位　　指標\n1,300　　0　　人　　農家民宿受入人数\n")
    assert figures(draft) == [(Decimal(0), 2022, Decimal(1300), 2027)]
    assert indicators(draft)[0].title == "農家民宿受入人数"


def test_numbers_first_without_heads_are_a_question_and_nothing_else():
    draft = read(HEAD + "28,635　　28,785　　世帯　　区への加入世帯数\n")
    assert figures(draft) == []
    assert "no_indicator: plan" in asked(draft)
    assert draft.questions[0].read == "28,635 | 28,785 | 世帯 | 区への加入世帯数"


def test_figures_without_an_indicator_are_asked():
    draft = read(HEAD + "R4現状値　10\nR9目標値　20\n")
    assert figures(draft) == [] and [one.kind for one in draft.questions][:2] == ["no_indicator", "no_indicator"]


def test_several_years_of_targets_leave_the_last_one():
    draft = read(
        HEAD + "指標名\t単位\t現状値（R4）\t目標値（R7）\t目標値（R9）\n認定農業者の数\t経営体\t210\t230\t250\n"
    )
    assert figures(draft) == [(Decimal(210), 2022, Decimal(250), 2027)]
    assert asked(draft)[0] == "middle_target: plan"


def test_two_columns_of_baselines_cannot_be_told_apart():
    draft = read(
        HEAD + "指標名\t単位\t現状値（R3）\t現状値（R4）\t目標値（R9）\n認定農業者の数\t経営体\t200\t210\t250\n"
    )
    assert figures(draft)[0][0] is None and "no_baseline: indicator 2-1-i1 baseline value" in asked(draft)


def test_units_in_thousands_and_in_millions_are_not_mixed():
    draft = read(HEAD + "①農業産出額（百万円）\nR4現状値　1,234,500千円\nR9目標値　1,300\n")
    assert figures(draft) == [(None, 2022, Decimal(1300), 2027)]
    assert "units_differ: indicator 2-1-i1 baseline value" in asked(draft)


def test_a_negative_and_a_footnote():
    draft = read(HEAD + "①農業の収支の伸び率（％）\nR4現状値　▲１．５％※2\nR9目標値　0.5\n")
    assert figures(draft) == [(Decimal("-1.5"), 2022, Decimal("0.5"), 2027)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("令和9年 目標値　20", "year"),
        ("目標値　20", "year"),
        ("2027（令和8）年度 目標値　20", "year"),
        ("R9目標値　20以上", "figure"),
        ("R9目標値　15～20", "figure"),
        ("R9目標値　増加", "figure"),
        ("R9目標値　―", "figure"),
        ("R9目標値　2.000", "figure"),
        ("R9目標値　-20", "figure"),
        ("R9目標値　20 21", "figure"),
    ],
)
def test_what_is_not_certain_is_asked_and_stays_empty(line, kind):
    draft = read(HEAD + f"①認定農業者の登録数（経営体）\nR4現状値　10\n{line}\n")
    baseline, _, value, year = figures(draft)[0]
    assert baseline == 10 and (value is None if kind == "figure" else year is None)
    name = "value" if kind == "figure" else "year"
    assert f"{kind}: indicator 2-1-i1 target {name}" in asked(draft)


def test_values_that_lie_in_one_line():
    draft = read(HEAD + "①認定農業者の登録数（経営体）\n現状値（令和4年度）：210　目標値（令和9年度）：250\n")
    assert figures(draft) == [(Decimal(210), 2022, Decimal(250), 2027)]


def test_words_about_targets_are_no_figures():
    draft = read(
        HEAD + "①認定農業者の登録数（経営体）\nR4現状値　210\nR9目標値　250\n目標達成に向けて10の取組を進めます。\n"
    )
    assert figures(draft) == [(Decimal(210), 2022, Decimal(250), 2027)] and asked(draft) == []


def test_a_table_of_word_with_merged_cells():
    paper = docx.Document()
    for line in HEAD.splitlines():
        paper.add_paragraph(line)
    table = paper.add_table(rows=3, cols=4)
    rows = (
        ("指標", "単位", "現状値 R4", "目標値 R9"),
        ("認定農業者の登録数", "経営体", "210", "250"),
        ("直売所の登録数", "店", "12", "15"),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    draft = read_plan(saved(paper))[0]
    assert [one[0] for one in figures(draft)] == [210, 12] and [one[2] for one in figures(draft)] == [250, 15]
    assert "no_unit: indicator 2-1-i2 unit" in asked(draft)


def test_bullets_and_text_boxes_of_word():
    paper = docx.Document()
    for line in HEAD.splitlines():
        bullet = line.startswith("・")
        paper.add_paragraph(line.removeprefix("・"), style="List Bullet" if bullet else None)
    box = paper.add_paragraph()
    box._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>①認定農業者の登録数（経営体）</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>R4現状値　210</w:t></w:r></w:p><w:p><w:r><w:t>R9目標値　250</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r>"
        )
    )
    draft = read_plan(saved(paper))[0]
    assert [one.words for one in draft.policies[0].groups[0].measures] == ["新しく農業を始める人を支えます。"]
    assert figures(draft) == [(Decimal(210), 2022, Decimal(250), 2027)] and asked(draft) == []


def test_a_table_of_a_pdf_is_read_by_where_its_words_stand():
    rows = (
        ("指標名", "単位", "現状値（R4）", "目標値（R9）"),
        ("認定農業者の登録数", "経営体", "210", "250"),
        ("農家民宿受入人数", "人", "0", "1,300"),
    )
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    paragraphs = "\n\n".join(line.replace("・", "\\・") for line in HEAD.splitlines())
    table = f"#table(columns: (2fr, 1fr, 1fr, 1fr), {cells})"
    draft = read_plan(typst_pdf(f"{paragraphs}\n\n{table}"))[0]
    assert figures(draft) == [(Decimal(210), 2022, Decimal(250), 2027), (Decimal(0), 2022, Decimal(1300), 2027)]


@given(
    value=st.decimals(min_value=0, max_value=10**7, places=1).map(lambda number: number.normalize()),
    dress=st.sampled_from(
        ["{}", "{}※1", "約{}", "{}以上", "▲{}", "-{}", "{}経営体", "{}千円", "{} 1", "{}～", "①{}", "{}、"]
    ),
    label=st.sampled_from(
        ["R9目標値　{}", "目標値（令和9年度）：{}", "令和9年度目標値 {}", "2027年度 目標値 {}", "目標値(R9) {}"]
    ),
    wide=st.booleans(),
)
def test_however_it_is_dressed_a_target_is_the_printed_one_or_a_question(value, dress, label, wide):
    printed = dress.format(f"{value:,f}")
    said = printed.translate(str.maketrans("0123456789,.", "０１２３４５６７８９，．")) if wide else printed
    draft = read(HEAD + f"①認定農業者の登録数（経営体）\nR4現状値　1\n{label.format(said)}\n")
    target = indicators(draft)[0].target
    if target.value is None:
        assert any("target" in question.path for question in draft.questions) or any(
            question.kind in {"no_indicator", "row_odd"} for question in draft.questions
        )
    else:
        assert target.value == (-value if "▲" in dress else value) and target.year == 2027
