"""The published sheets as data: a line per sheet, a line per figure, and everything as one object."""

from collections.abc import Iterable
from typing import Any

from tomoni.base.sheets import Cell

from .models import EvaluationSheet

Plain = dict[str, Any]
SHEET_HEADS = (
    "年度", "数字の日", "施策", "取組の方向", "名前", "担当課", "規則による判定", "担当課の評価",
    "判定とちがう理由", "コメント", "次にすること", "委員会の日", "委員会の意見", "委員会の提案", "市の対応",
    "市の対応の内容", "公表した日", "付記", "見本", "委員のことば",
)  # fmt: skip
FIGURE_HEADS = (
    "年度", "数字の日", "取組の方向", "指標ID", "番号", "指標", "単位", "基準値", "目標値", "目標の日", "値",
    "値の日", "区間の下", "区間の上", "位置", "過ぎた時間", "進みの差", "判定", "理由", "定義の版", "数え方",
    "丸め方", "定義の始まり", "見本",
)  # fmt: skip


def sheet_row(sheet: EvaluationSheet) -> list[Cell]:
    facts = sheet.facts
    notes = "\n".join(f"{note.on} {note.words}" for note in sheet.notes.all())
    return [
        str(sheet.evaluation.fiscal_year), facts["figures_on"], facts["policy"], sheet.code, facts["title"]["ja"],
        str(sheet.section), sheet.verdict, sheet.rating_in.get("ja", ""), sheet.difference, sheet.comment,
        sheet.next_step, sheet.met_on, sheet.opinion, sheet.request, sheet.answer, sheet.answer_words,
        sheet.published_on, notes, sheet.invented, "\n\n".join(sheet.member_words),
    ]  # fmt: skip


def figure_rows(sheet: EvaluationSheet) -> Iterable[list[Cell]]:
    for figure in sheet.facts["figures"]:
        definition = figure["definition"] or {}
        yield [
            str(sheet.evaluation.fiscal_year), sheet.facts["figures_on"], sheet.code,
            *(figure[name] for name in (
                "id", "label", "title", "unit", "baseline", "target", "target_on", "value", "value_on", "low", "high",
                "position", "expected", "pace", "verdict", "reason",
            )),
            *(definition.get(name) for name in ("version", "words", "rounding", "valid_from")), figure["invented"],
        ]  # fmt: skip


def told(sheet: EvaluationSheet) -> Plain:
    """One sheet with everything it kept, and the definitions of its figures."""
    return {
        "year": sheet.evaluation.year,
        "fiscal_year": str(sheet.evaluation.fiscal_year),
        "group": sheet.code,
        "section": str(sheet.section),
        "rule_verdict": sheet.verdict,
        "section_rating": {"key": sheet.rating, "title": sheet.rating_in},
        "difference_explained": sheet.difference or None,
        "comment": sheet.comment,
        "next_step": sheet.next_step,
        "committee": {
            "met_on": sheet.met_on and sheet.met_on.isoformat(),
            "opinion": sheet.opinion,
            "request": sheet.request or None,
            "members": sheet.member_words,
        },
        "answer": {"decision": sheet.answer, "words": sheet.answer_words} if sheet.answer else None,
        "published_on": sheet.published_on and sheet.published_on.isoformat(),
        "notes": [{"on": note.on.isoformat(), "words": note.words} for note in sheet.notes.all()],
        "invented": sheet.invented,
        "facts": sheet.facts,
    }
