"""The changes of the builder, each on the content alone: add, change, move and remove rows and rules, keep texts."""

from collections.abc import Mapping
from typing import Any

from ..questions import Question
from .content import LANGUAGES, Content, Row, is_page, texts_in

FIRST: dict[str, dict[str, Any]] = {
    "choice": {"options": [["はい", "はい"], ["いいえ", "いいえ"]]},
    "choices": {"options": [["その1", "その1"], ["その2", "その2"]]},
    "members": {"rows": [{"key": "r1", "kind": "name_and_kana", "label": "名前"}]},
    "consent": {"agreed": "上のことに同意します"},
    "statement": {"required": False},
    "text": {"most": 200},
    "long_text": {"most": 2000},
    "number": {"least": 0},
    "amount": {"least": 0},
}


def add_row(content: Content, kind: str, words: str) -> None:
    """At the end; a question gets a key that no other has had."""
    if kind == "page":
        content["rows"].append({"page": words})
        return
    taken = {row.get("key") for row in content["rows"]}
    while f"q{content['next']}" in taken:
        content["next"] += 1
    content["rows"].append({"key": f"q{content['next']}", "kind": kind, "label": words, **FIRST.get(kind, {})})
    content["next"] += 1


def change_row(content: Content, number: int, row: Row) -> None:
    if 0 <= number < len(content["rows"]) and is_page(content["rows"][number]) == is_page(row):
        if not is_page(row):
            Question.from_data(row)  # a row that is no question is never kept
        content["rows"][number] = row


def move_row(content: Content, number: int, by: int) -> None:
    rows, to = content["rows"], number + by
    if 0 <= number < len(rows) and 0 <= to < len(rows):
        rows[number], rows[to] = rows[to], rows[number]


def remove_row(content: Content, number: int) -> None:
    if 0 <= number < len(content["rows"]):
        del content["rows"][number]


def add_rule(content: Content, *, at: str, must: str, says: str) -> None:
    content["rules"].append({"at": at, "must": must, "says": says})


def remove_rule(content: Content, number: int) -> None:
    if 0 <= number < len(content["rules"]):
        del content["rules"][number]


def keep_texts(content: Content, told: Mapping[str, Mapping[str, str]]) -> None:
    """Translations of the texts that are there; those of texts that are gone go too."""
    there = texts_in(content)
    content["texts"] = {
        language: {text: told[language][text] for text in there if told.get(language, {}).get(text)}
        for language in LANGUAGES
    }
