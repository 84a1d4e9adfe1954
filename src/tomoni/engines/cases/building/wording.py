"""What was built, said in words: conditions, the next step, mistakes, and how two versions differ."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import wareki

from ..asking.simple import read_day
from ..expressions import NotReadable, parse
from ..kinds import kinds, parts_of
from ..questions import Question, spoken
from .checking import Wrong
from .content import LINES, TEXTS, Content, Row, is_page, questions_of

MISTAKES = {
    "no_title": gettext_lazy("手続きの名前を入れてください"),
    "no_sign": gettext_lazy("受付番号の記号を入れてください"),
    "no_question": gettext_lazy("質問を一つ以上入れてください"),
    "too_long": gettext_lazy("行は%(most)s行までにしてください"),
    "no_route": gettext_lazy("申請を決める人（決裁の順序）を選んでください"),
    "no_label": gettext_lazy("見出しを入れてください"),
    "no_kind": gettext_lazy("質問の種類を選んでください"),
    "no_options": gettext_lazy("選ぶ答えを、1行に1つずつ入れてください"),
    "no_rows": gettext_lazy("くり返しの行で聞くことを、1行に1つずつ入れてください"),
    "same_as": gettext_lazy("口座名義とくらべる質問は、この質問より前に置いてください"),
    "no_words": gettext_lazy("きまりを守らないときの言葉を入れてください"),
    "unknown": gettext_lazy("「%(found)s」という質問は、ここより前にありません"),
    "compare": gettext_lazy("種類のちがうものは、くらべられません（%(found)sと%(wanted)s）"),
    "order": gettext_lazy("大きさをくらべられるのは、数と日付だけです（%(found)s）"),
    "wanted": gettext_lazy("ここには%(wanted)sが要りますが、%(found)sになっています"),
    "option": gettext_lazy("「%(found)s」は、質問「%(wanted)s」で選べる答えではありません"),
    "list": gettext_lazy("[ ] は、in のあとにだけ書けます"),
    "readable.end": gettext_lazy("式が途中で終わっています"),
    "readable.character": gettext_lazy("式の%(at)s文字目の「%(found)s」は使えません"),
    "readable.word": gettext_lazy("式の%(at)s文字目の「%(found)s」が、その場所では読めません"),
    "readable.function": gettext_lazy("「%(found)s」という計算はありません。age、days、count、sum、given が使えます"),
    "readable.parts": gettext_lazy("「%(found)s」の（ ）の中の数か順番がちがいます"),
    "readable.day": gettext_lazy("「%(found)s」という日はありません"),
    "readable.large": gettext_lazy("「%(found)s」は大きすぎます"),
    "readable.depth": gettext_lazy("（ ）の重なりが多すぎます"),
    "readable.long": gettext_lazy("式が長すぎます"),
}
SORTS = {
    "number": gettext_lazy("数"),
    "text": gettext_lazy("文字"),
    "day": gettext_lazy("日付"),
    "yes": gettext_lazy("はい・いいえ"),
    "texts": gettext_lazy("いくつでも選ぶ答え"),
    "rows": gettext_lazy("くり返しの行"),
    "files": gettext_lazy("ファイル"),
    "point": gettext_lazy("地図の位置"),
}
SIGNS = {
    "==": gettext_lazy("%(left)sが%(right)s"),
    "!=": gettext_lazy("%(left)sが%(right)sでない"),
    ">=": gettext_lazy("%(left)sが%(right)s以上（以後）"),
    "<=": gettext_lazy("%(left)sが%(right)s以下（以前）"),
    ">": gettext_lazy("%(left)sが%(right)sより大きい（後）"),
    "<": gettext_lazy("%(left)sが%(right)sより小さい（前）"),
    "in": gettext_lazy("%(left)sが%(right)sのどれか"),
    "+": gettext_lazy("%(left)sと%(right)sの合計"),
    "-": gettext_lazy("%(left)sから%(right)sを引いた数"),
    "*": gettext_lazy("%(left)sと%(right)sをかけた数"),
    "days": gettext_lazy("%(left)sから%(right)sまでの日数"),
}


def mistake_in_words(wrong: Wrong) -> str:
    facts = {name: SORTS.get(value, value) for name, value in wrong.facts.items()}
    words = str(MISTAKES.get(wrong.what, wrong.what)) % facts
    if wrong.row is not None:
        return _("%(number)d行目：%(words)s") % {"number": wrong.row + 1, "words": words}
    if wrong.rule is not None:
        return _("きまり%(number)d：%(words)s") % {"number": wrong.rule + 1, "words": words}
    return words


# Conditions


def labels_of(questions: list[Question]) -> dict[str, str]:
    """How the answers are called in words; the parts of a question carry its label too."""
    return {key: spoken(question.label) for question in questions for key in parts_of(question)}


def in_words(line: Any, labels: Mapping[str, str]) -> str:
    """An expression as a clerk would say it; as it stands where it cannot be read."""
    if not line:
        return ""
    try:
        return _words(parse(line), labels) if isinstance(line, str) else str(line)
    except NotReadable:
        return str(line)


def _words(tree: list[Any], labels: Mapping[str, str]) -> str:
    what, parts = tree[0], tree[1:]
    if what in ("name", "text", "number", "day", "yes"):
        return _single(what, parts[0], labels)
    said = [_words(part, labels) for part in parts]
    if what in ("and", "or"):
        return (_("、かつ、") if what == "and" else _("、または、")).join(said)
    if what == "list":
        return "、".join(said)
    if what in SIGNS and len(said) == 2:
        return str(SIGNS[what]) % {"left": said[0], "right": said[1]}
    return _call_in_words(what, said)


def _single(what: str, value: Any, labels: Mapping[str, str]) -> str:
    if what in ("name", "text"):
        return _("「%(label)s」") % {"label": labels.get(value, value) if what == "name" else value}
    if what == "yes":
        return _("「はい」") if value else _("「いいえ」")
    return wareki(read_day(value)) if what == "day" else str(value)


def _call_in_words(what: str, said: list[str]) -> str:
    told = {"one": said[0] if said else "", "two": said[1] if len(said) > 1 else ""}
    if what == "not":
        return _("（%(one)s）でない") % told
    if what == "age":
        return _("%(two)sの%(one)sの年齢") % told if told["two"] else _("%(one)sの年齢") % told
    if what == "count":
        return _("%(one)sのうち（%(two)s）の数") % told if told["two"] else _("%(one)sの数") % told
    if what == "sum":
        return _("%(one)sの%(two)sの合計") % told
    if what == "given":
        return _("%(one)sに答えがある") % told
    return _("きょう") if what == "today" else _("答えなし")


def next_in_words(content: Content, number: int, labels: Mapping[str, str] | None = None) -> str:
    """What comes after a row, always: the next question, page or the check, and where a condition leads."""
    rows = content["rows"]
    following = rows[number + 1] if number + 1 < len(rows) else None
    if following is None or is_page(following) or not following.get("only_if"):
        return _("次：%(next)s") % {"next": _called(following)}
    otherwise = next((row for row in rows[number + 2 :] if is_page(row) or not row.get("only_if")), None)
    return _("次：%(when)sとき、%(next)s。ほかは、%(otherwise)s") % {
        "when": in_words(following["only_if"], labels or labels_of(questions_of(content))),
        "next": _called(following),
        "otherwise": _called(otherwise),
    }


def _called(row: Row | None) -> str:
    if row is None:
        return _("答えの確認")
    if is_page(row):
        return _("次のページ「%(title)s」") % {"title": row["page"]}
    return _("「%(label)s」") % {"label": row["label"]}


# Two versions


def difference(before: Content | None, after: Content) -> list[str]:
    """How two versions differ, a sentence for each change; of the first version, what it asks."""
    if before is None:
        return [_("新しい手続きです。質問は%(number)d個です。") % {"number": len(questions_of(after))}]
    return [*_of_says(before, after), *_of_rows(before, after), *_of_rules(before, after), *_of_texts(before, after)]


SAID = {
    "title": gettext_lazy("名前"),
    "summary": gettext_lazy("説明"),
    "kind": gettext_lazy("申請か届出か"),
    "sign": gettext_lazy("番号の記号"),
    "answer_within": gettext_lazy("答えるまでの開庁日"),
    "fee": gettext_lazy("費用"),
    "minutes": gettext_lazy("かかる分"),
    "basis": gettext_lazy("根拠"),
    "who": gettext_lazy("出せる人"),
    "needs": gettext_lazy("用意するもの"),
    "criteria": gettext_lazy("審査の基準"),
    "route": gettext_lazy("決裁の順序"),
    "examine": gettext_lazy("審査する職務"),
}
OF_A_ROW = {
    "label": gettext_lazy("見出し"),
    "kind": gettext_lazy("種類"),
    "hint": gettext_lazy("説明"),
    "required": gettext_lazy("必須"),
    "only_if": gettext_lazy("条件"),
    "options": gettext_lazy("選ぶ答え"),
    "unit": gettext_lazy("単位"),
    "least": gettext_lazy("下限"),
    "most": gettext_lazy("上限"),
    "agreed": gettext_lazy("同意の文"),
    "rows": gettext_lazy("行の中の質問"),
    "same_as": gettext_lazy("名義とくらべる質問"),
}


def _of_says(before: Content, after: Content) -> Iterator[str]:
    for name in (*TEXTS, "kind", "sign", "answer_within", "minutes", "basis", *LINES, "route", "examine"):
        old, new = before.get(name), after.get(name)
        if old != new:
            yield _changed(str(SAID[name]), _shown(old), _shown(new))


def _changed(what: str, old: str, new: str) -> str:
    return _("%(what)s：「%(old)s」を「%(new)s」に変える") % {"what": what, "old": old, "new": new}


def _shown(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: _("はい"), False: _("いいえ"), None: _("なし")}[value]
    if isinstance(value, list):
        return "、".join(_part(part) for part in value) or _("なし")
    return str(value) or _("なし")


def _part(part: Any) -> str:
    if isinstance(part, list):
        return str(part[-1])
    return str(part.get("label")) if isinstance(part, dict) else str(part)


def _of_rows(before: Content, after: Content) -> Iterator[str]:
    old = {row["key"]: row for row in before["rows"] if not is_page(row)}
    new = {row["key"]: row for row in after["rows"] if not is_page(row)}
    labels = labels_of(questions_of(before)) | labels_of(questions_of(after))
    for key in old.keys() - new.keys():
        yield _("質問「%(label)s」をなくす") % {"label": old[key]["label"]}
    for key, row in new.items():
        if key not in old:
            yield _("質問「%(label)s」を加える（%(kind)s）") % {"label": row["label"], "kind": kinds[row["kind"]].title}
            continue
        for name, title in OF_A_ROW.items():
            if old[key].get(name) != row.get(name):
                yield _("質問「%(label)s」の%(change)s") % {
                    "label": row["label"],
                    "change": _changed(str(title), *(_value(name, each.get(name), labels) for each in (old[key], row))),
                }
    yield from _of_order(before, after, old.keys() & new.keys())


def _value(name: str, value: Any, labels: Mapping[str, str]) -> str:
    if name == "only_if":
        return in_words(value, labels) or _("いつも聞く")
    if name == "kind":
        return str(kinds[value].title) if value in kinds else str(value)
    return _shown(True if name == "required" and value is None else value)


def _of_order(before: Content, after: Content, both: Any) -> Iterator[str]:
    def order(content: Content) -> list[str]:
        return [row["key"] for row in content["rows"] if not is_page(row) and row["key"] in both]

    def pages(content: Content) -> list[str]:
        return [row["page"] for row in content["rows"] if is_page(row)]

    if order(before) != order(after):
        yield _("質問の順番を変える")
    if pages(before) != pages(after):
        yield _changed(_("ページ"), _shown(pages(before)), _shown(pages(after)))


def _of_rules(before: Content, after: Content) -> Iterator[str]:
    labels = labels_of(questions_of(before)) | labels_of(questions_of(after))
    for rule in after["rules"]:
        if rule not in before["rules"]:
            yield _("きまりを加える：%(must)s") % {"must": in_words(rule["must"], labels)}
    for rule in before["rules"]:
        if rule not in after["rules"]:
            yield _("きまりをなくす：%(must)s") % {"must": in_words(rule["must"], labels)}


def _of_texts(before: Content, after: Content) -> Iterator[str]:
    for language, name in (("ja-easy", _("やさしい日本語")), ("en", _("英語"))):
        old, new = before["texts"].get(language, {}), after["texts"].get(language, {})
        number = sum(old.get(text) != words for text, words in new.items())
        if number:
            yield _("%(language)sの文を%(number)d個変える") % {"language": name, "number": number}
