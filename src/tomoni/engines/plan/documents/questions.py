"""The questions that a reading can leave, in plain Japanese, and what kind of answer each takes."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .draft import Draft, Kind, Question
from .numbers import Why


@dataclass(frozen=True)
class Sort:
    """One sort of question: its sentence, and the kind of answer it takes (None: only to be seen)."""

    words: Promise
    answers: Kind | None


SORTS: dict[str, Sort] = {
    "figure": Sort(_("この数字を、確かに読めませんでした。もとの文書を見て、数字を入れてください。"), "figure"),
    "year": Sort(
        _("この数字が何年度のものか、確かに読めませんでした。年度を入れてください（令和4年度、2022など）。"), "year"
    ),
    "no_baseline": Sort(_("現状値（基準の値）が見つかりません。書かれていれば入れてください。"), "figure"),
    "no_target": Sort(_("目標値が見つかりません。書かれていれば入れてください。"), "figure"),
    "two_figures": Sort(_("同じ指標に、数字が2つ書かれています。どちらが正しいですか。"), "figure"),
    "unit": Sort(_("知らない単位です。この単位で正しければ、そのまま入れてください。"), "unit"),
    "no_unit": Sort(_("単位が見つかりません。単位を入れてください。"), "unit"),
    "units_differ": Sort(
        _("数字の単位が、指標の単位と違います。どちらの単位の数字か確かめて、数字を入れてください。"), "figure"
    ),
    "direction": Sort(
        _("目標値が現状値より小さい指標です。下がるほどよい指標ですか。そうでなければ、数字も確かめてください。"),
        "direction",
    ),
    "nature": Sort(_("この指標は、ある日の数ですか。1年度の合計ですか。"), "nature"),
    "policy_number": Sort(_("施策の番号が書かれていません。番号を入れてください。"), "code"),
    "policy_again": Sort(_("同じ番号の施策が、前にもあります。正しい番号を入れてください。"), "code"),
    "policy_missing": Sort(_("施策の番号がとんでいます。文書に抜けがないか確かめてください。"), None),
    "indicator_again": Sort(_("同じ番号の指標が、この施策に2つあります。この指標の番号を入れてください。"), "number"),
    "indicator_missing": Sort(_("指標の番号がとんでいます。文書に抜けがないか確かめてください。"), None),
    "no_groups": Sort(_("この施策に、取組が見つかりません。文書の書き方を確かめてください。"), None),
    "no_measures": Sort(_("この見出しに、取組が見つかりません。取組の見出しとして残しますか。"), "keep"),
    "plan_title": Sort(_("計画の名前が文書に書かれていません。計画の名前を入れてください。"), "words"),
    "first_year": Sort(_("計画がはじまる年度が分かりません。年度を入れてください。"), "year"),
    "last_year": Sort(_("計画がおわる年度が分かりません。年度を入れてください。"), "year"),
    "project_order": Sort(_("プロジェクトの順番が、文書から決まりません。番号を入れてください。"), "number"),
    "goal_title": Sort(_("基本目標の名前が見つかりません。名前を入れてください。"), "words"),
    "table_cut": Sort(_("表がページで切れているようです。もとの文書を見て、数字を入れてください。"), "figure"),
    "row_odd": Sort(_("表のこの行は、見出しと列の数が合いません。数字はどこにも入れていません。"), None),
    "no_indicator": Sort(_("この数字が、どの指標のものか分かりません。数字はどこにも入れていません。"), None),
    "middle_target": Sort(_("途中の年の目標です。最後の年の目標だけを取り込みました。"), None),
    "topic_source": Sort(_("トピックスの出典が見つかりません。出典を入れてください。"), "words"),
}
WHYS: dict[str, Promise] = {
    Why.NO_FIGURE: _("数字が書かれていません。"),
    Why.ABOUT: _("「約」「以上」など、はっきりした数ではないことばが付いています。"),
    Why.RANGE: _("はばのある書き方です。"),
    Why.COMMAS: _("数字の区切りが、3けたごとになっていません。"),
    Why.THOUSANDS_OR_DECIMALS: _("点が、小数点か、3けたの区切りか分かりません。"),
    Why.MINUS_OR_DASH: _("横線が、マイナスか、ただの線か分かりません。"),
    Why.SPACE_INSIDE: _("数字の間に空きがあります。"),
    Why.NOT_A_NUMBER: _("数字として読めません。"),
    Why.TOO_LONG: _("数字のけたが多すぎます。"),
    Why.NO_YEAR: _("年度が書かれていません。"),
    Why.CALENDAR_YEAR: _("「年」と書かれていて、年度かどうか分かりません。"),
    Why.YEARS_DISAGREE: _("並べて書かれた2つの年が、合いません。"),
    Why.PAST_THE_ERA: _("その元号に、その年はありません。"),
}


def words_of(question: Question) -> str:
    """The question as a sentence, with the reason where there is one."""
    asked = str(SORTS[question.kind].words)
    return f"{WHYS[question.why]}{asked}" if question.why in WHYS else asked


OPTIONS: dict[str, Promise] = {
    "lower": _("下がるほどよい"),
    "higher": _("上がるほどよい"),
    "stock": _("ある日の数"),
    "yearly": _("年度の数"),
}


def options_of(question: Question) -> str:
    """What it could be, in words."""
    return "、".join(str(OPTIONS.get(option, option)) for option in question.options)


def where(question: Question) -> str:
    """12ページ 34行目, as the source counts."""
    if not question.line:
        return ""
    line = gettext("%(line)d行目") % {"line": question.line}
    return " ".join([gettext("%(page)dページ") % {"page": question.page}, line]) if question.page else line


def ask(draft: Draft, kind: str, **facts: object) -> Question:
    """Add a question to a draft."""
    question = Question.model_validate({"kind": kind, "answers": SORTS[kind].answers, **facts})
    draft.questions.append(question)
    return question
