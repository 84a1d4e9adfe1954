"""The book as a workbook: a sheet for each thing, and the figures' way computed by the spreadsheet itself."""

from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter

from tomoni.base.workbooks import Block, Content, Formula, Leaf, Shown, first_row, workbook_of

from . import formulas
from .contents import indicators_of
from .dictionary import DICTIONARY, INDICATOR_COLUMNS, VALUE_COLUMNS, WORDS

Plain = dict[str, Any]
OVERVIEW, FIGURES = "概要", "指標"
SHARE_ROW = 0  # of the settings on the overview
PERCENT = "0.0%"
# The sheet of all indicators: name of the column, its head, its width.
COLUMNS = (
    ("label", "番号", 8.0),
    ("title", "指標", 30.0),
    ("unit", "単位", 6.5),
    ("baseline", "基準値", 10.0),
    ("target", "目標値", 10.0),
    ("value", "いまの値", 10.0),
    ("value_on", "値の日", 11.5),
    ("invented", "見本", 6.0),
    ("position", "進み", 8.5),
    ("expected", "過ぎた時間", 8.5),
    ("pace", "進みの差", 8.5),
    ("required", "1年に要る変化", 10.0),
    ("verdict", "判定", 14.0),
    ("better", "よい向き", 14.0),
    ("baseline_on", "基準の日", 11.5),
    ("baseline_as_published", "はじめの基準値", 10.0),
    ("target_on", "目標の日", 11.5),
    ("low", "区間の下", 8.5),
    ("high", "区間の上", 8.5),
    ("n", "答えた人数", 8.0),
    ("kind_said", "値の種類", 14.0),
    ("why", "判定の理由", 30.0),
    ("origin", "もと", 28.0),
)
LETTERS = {name: get_column_letter(number) for number, (name, *_) in enumerate(COLUMNS, start=1)}
DAYS = {"baseline_on", "target_on", "value_on"}
IN_PLACES = {"baseline", "baseline_as_published", "target", "value", "low", "high"}


def workbook(told: Plain, *, number: int, computed: bool = True) -> bytes:
    """The file of an edition."""
    figures = _figures(told)
    leaves = [_overview(told, figures, number), figures, *_policies(told, figures), _values(told), _definitions(told)]
    leaves += [_projects(told), *_chapters(told), _dictionary()]
    return workbook_of(leaves, title=f"{told['city']} {told['plan']} 計画の本", computed=computed)


def _overview(told: Plain, figures: Leaf, number: int) -> Leaf:
    first = first_row(figures)
    last = first + len(figures.blocks[0].rows) - 1
    column = f"'{FIGURES}'!${LETTERS['verdict']}${first}:${LETTERS['verdict']}${last}"
    tally = tuple((one["word"], Formula(f'=COUNTIF({column},"{one["word"]}")', one["number"])) for one in told["tally"])
    settings = (
        ("順調とする割合", Shown(told["share"], "0%"), told["share_why"]),
        ("いつのことか", date.fromisoformat(told["on"]), "この日までに分かっていたこと"),
        ("号", number, ""),
        ("計画の期間", f"{told['first_year']}年度～{told['last_year']}年度", told["plan_source"]),
    )
    words = [f"{told['city']}　{told['plan']}　{told['on_said']}現在"]
    if told["invented"]:
        words.append("「見本」の印がある値は作りもので、市の事実ではありません。")
    words.append("緑の見出しの表の「進み」から「判定」までは、式で計算しています。割合を変えると、判定も変わります。")
    return Leaf(
        OVERVIEW,
        (24.0, 18.0, 80.0),
        (
            Block(("決まりと日付", "", ""), settings),
            Block(("判定", "指標の数"), tally, title="判定ごとの数"),
            Block(("言葉", "", "意味"), tuple((word, "", says) for word, says in WORDS), title="言葉の意味"),
        ),
        tuple(words),
    )


def share_cell(told: Plain) -> str:
    """Where the set share stands. The overview has two lines of words, or three with invented figures."""
    words = 3 if told["invented"] else 2
    return f"'{OVERVIEW}'!$B${3 + words + 1 + SHARE_ROW}"


def _figures(told: Plain) -> Leaf:
    indicators = indicators_of(told)
    bare = Leaf(FIGURES, tuple(width for *_, width in COLUMNS), (Block(tuple(head for _, head, _ in COLUMNS), ()),),
                ("進み、過ぎた時間、進みの差、1年に要る変化、判定は、左の値から式で計算しています。",))  # fmt: skip
    first = first_row(bare)
    rows = tuple(_line(told, one, first + at) for at, one in enumerate(indicators))
    return Leaf(bare.title, bare.widths, (Block(bare.blocks[0].heads, rows),), bare.words, across=2)


def _line(told: Plain, one: Plain, row: int) -> tuple[Content, ...]:
    at = formulas.cells_of(LETTERS, row)
    number = _number_form(one)
    computed: dict[str, Content] = {
        "position": Shown(Formula(formulas.position(at), one["position"]), PERCENT),
        "expected": Shown(Formula(formulas.expected(at), one["expected"]), PERCENT),
        "pace": Shown(Formula(formulas.pace(at), one["pace"]), "+0.0%;-0.0%;0.0%"),
        "required": Shown(Formula(formulas.required(at), one["required"]), "#,##0.00"),
        "verdict": Formula(formulas.verdict(at, share=share_cell(told), words=told["verdicts"]), one["verdict_word"]),
    }
    return tuple(computed[name] if name in computed else _plain(name, one.get(name), number) for name in LETTERS)


def _plain(name: str, value: Any, number: str) -> Content:
    if name in DAYS and value:
        return date.fromisoformat(value)
    return Shown(value, number) if name in IN_PLACES and value is not None else value


def _number_form(one: Plain) -> str:
    return "#,##0" + ("." + "0" * one["places"] if one["places"] else "")


def _policies(told: Plain, figures: Leaf) -> list[Leaf]:
    """A sheet for each policy; its figures are those of the sheet of all indicators."""
    rows = {one["id"]: first_row(figures) + at for at, one in enumerate(indicators_of(told))}
    return [_of_policy(policy, rows) for policy in told["policies"]]


def _of_policy(policy: Plain, rows: dict[str, int]) -> Leaf:
    shown = ("label", "title", "baseline", "value", "target", "position", "expected", "verdict")
    heads = {name: head for name, head, _ in COLUMNS}
    lines = tuple(tuple(_linked(one, name, rows[one["id"]]) for name in shown) for one in policy["indicators"])
    groups = tuple(_group(group) for group in policy["groups"])
    return Leaf(
        f"{policy['code']} {policy['title']}",
        (9.0, 36.0, 30.0, 12.0, 12.0, 10.0, 11.0, 40.0),
        (
            Block(tuple(heads[name] for name in shown), lines),
            Block(
                ("番号", "取組の方向", "取組", "", "", "", "", "支えるサービス"), groups, title="取組の方向と、サービス"
            ),
        ),
        tuple(words for words in (policy["words"],) if words),
    )


def _group(group: Plain) -> tuple[Content, ...]:
    measures = "\n".join(f"{one['code']} {one['words']}" for one in group["measures"])
    services = "、".join(f"{one['title']}（{'動いている' if one['live'] else '計画中'}）" for one in group["services"])
    return (group["code"], group["title"], measures, "", "", "", "", services)


def _linked(one: Plain, name: str, row: int) -> Content:
    """The cell of the sheet of all indicators; an empty one stays empty."""
    cell = f"'{FIGURES}'!${LETTERS[name]}${row}"
    value = one["verdict_word"] if name == "verdict" else one.get(name)
    linked = Formula(f'=IF({cell}="","",{cell})', value)
    if name in ("position", "expected"):
        return Shown(linked, PERCENT)
    return Shown(linked, _number_form(one)) if name in IN_PLACES else linked


def _values(told: Plain) -> Leaf:
    heads = tuple(column.head for column in (*INDICATOR_COLUMNS[:3], INDICATOR_COLUMNS[4], *VALUE_COLUMNS))
    rows = tuple(
        (one["id"], one["label"], one["title"], one["unit"], *_value(one, value))
        for one in indicators_of(told)
        for value in one["values"]
    )
    widths = (8.0, 8.0, 30.0, 7.0, 11.5, 15.0, 11.0, 11.0, 6.0, 8.0, 8.0, 10.0, 11.5, 24.0, 34.0, 28.0, 34.0)
    return Leaf(
        "値の歩み",
        widths,
        (Block(heads, rows),),
        ("すべての値と、その種類、もと。訂正された値は、訂正前の値も並べています。",),
        across=2,
    )


def _value(one: Plain, value: Plain) -> tuple[Content, ...]:
    told = []
    for column in VALUE_COLUMNS:
        cell = value[column.key]
        if column.kind == "日付" and cell:
            cell = date.fromisoformat(cell)
        told.append(Shown(cell, _number_form(one)) if column.key == "value" else cell)
    return tuple(told)


def _definitions(told: Plain) -> Leaf:
    heads = ("番号", "指標", "版", "適用の日", "数え方", "説明", "式", "端数", "締め", "変えた理由", "算定の鍵")
    rows = tuple(_definition(one, made) for one in indicators_of(told) for made in one["definitions"])
    return Leaf("定義", (8.0, 30.0, 5.0, 11.5, 26.0, 44.0, 30.0, 16.0, 14.0, 34.0, 24.0), (Block(heads, rows),))


def _definition(one: Plain, made: Plain) -> tuple[Content, ...]:
    rounding, begins = f"小数{one['places']}桁、{made['rounding']}", date.fromisoformat(made["valid_from"])
    counted = (made["heading"], made["words"], made["formula"], rounding, made["cut_off"])
    return (one["label"], one["title"], made["version"], begins, *counted, made["reason"], made["reading"])


def _projects(told: Plain) -> Leaf:
    rows = tuple(
        (project["mark"], project["title"], one["code"], one["title"], "\n".join(one["words"]), one["tally"])
        for project in told["projects"]
        for one in project["policies"]
    )
    heads = ("番号", "プロジェクト", "施策", "施策の名称", "どう寄与するか", "指標の判定")
    return Leaf("価値創出プロジェクト", (6.0, 30.0, 8.0, 34.0, 70.0, 30.0), (Block(heads, rows),))


def _chapters(told: Plain) -> list[Leaf]:
    return [
        Leaf(
            one["title"],
            tuple(max(12.0, 120.0 * share / sum(one["wide"])) for share in one["wide"]),
            (Block(tuple(one["heads"]), tuple(tuple(row) for row in one["rows"])),),
            tuple(words for words in (one["words"],) if words),
        )
        for one in told["chapters"]
    ]


def _dictionary() -> Leaf:
    rows = tuple((column.head, column.key, column.kind, column.says) for column in DICTIONARY)
    return Leaf("データの説明", (18.0, 20.0, 10.0, 100.0), (Block(("列", "JSONでの名前", "種類", "意味"), rows),))
