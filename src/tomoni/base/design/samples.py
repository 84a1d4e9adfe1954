"""Invented things for the state pages. They show form, not facts; the pages say so."""

from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.urls import reverse

from .fields import DayField, Hinted, NumberField, YenField
from .frame import Emergency
from .parts.pictures import ICONS
from .shapes import Answer, AttachedFile, Cell, ClockDay, Happening, LegendItem, Row, TallyItem, Track


def icons() -> dict[str, Any]:
    return {"icons": ICONS}


def tallies() -> dict[str, Any]:
    return {
        "verdicts": [
            TallyItem("reached", 2, "達成"),
            TallyItem("on_the_way", 4, "順調"),
            TallyItem("behind", 2, "遅れ"),
            TallyItem("cannot_tell", 3, "判断できない"),
        ],
        "desk": [
            TallyItem("behind", 1, "期限を過ぎた", "#late"),
            TallyItem("stamp", 3, "決裁・合議・後閲", "#late"),
            TallyItem("document", 4, "申請の審査"),
            TallyItem("voice", 0, "答えを書く声"),
        ],
    }


def emergency() -> dict[str, Any]:
    drill = Emergency(
        heading="警戒レベル4 避難指示（訓練の見本）",
        announced="11月20日 16時40分発表",
        act="川の近くの方は、いますぐ避難してください。",
        more="夜になる前に、近所に声をかけて動いてください。",
        links=(("開いている避難所（4か所）と行き方", "#", ""), ("持っていくもの", "#", ""), ("English", "#", "en")),
        next_update="次の更新は17時00分の予定です。解除まで全ページに残ります。",
    )
    return {"full": drill, "short": Emergency("大雪に注意（訓練の見本）", "11月20日 9時", "道がこおります。")}


class Fields(forms.Form):
    name = forms.CharField(label="団体の名前", help_text="名簿にこのまま載ります。記号や旧字体も使えます。")
    kana = forms.CharField(label="団体名のふりがな", help_text="ひらがなでも、カタカナでもかまいません。")
    mail = forms.EmailField(label="メール", required=False)
    members = NumberField(label="会員の人数", unit="人", min_value=5)
    fee = YenField(label="会費（年）", required=False)
    area = forms.ChoiceField(label="区", choices=[("1", "川上区"), ("2", "川下区"), ("3", "花岡区")], required=False)
    memo = forms.CharField(label="市に伝えたいこと", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    known = forms.CharField(
        label="市が持っている情報",
        required=False,
        widget=forms.TextInput(attrs={"readonly": True}),
        initial="川上区の団体",
    )
    closed = forms.CharField(label="いまは入れられない欄", required=False, disabled=True, initial="受付は4月から")


def fields() -> dict[str, Any]:
    wrong = Fields({"name": "明科ほたる見守り隊", "members": "３", "mail": "hotaru"}, auto_id="wrong_%s")
    filled = {"name": "明科ほたる見守り隊", "members": 14, "memo": "一行目\n二行目", "fee": 1200}
    return {"fresh": Fields(), "filled": Fields(initial=filled, auto_id="filled_%s"), "wrong": wrong}


class Days(forms.Form):
    since = DayField(label="活動を始めた日", help_text="令和でも西暦でも入れられます。例：令和3年4月1日、2021年4月1日")


class DaysBefore(forms.Form):
    since = DayField(label="活動を始めた日", not_after=date(2026, 11, 20))


def days() -> dict[str, Any]:
    def typed(prefix: str, era: str, year: str, month: str, day: str) -> DaysBefore:
        values = {"since_era": era, "since_year": year, "since_month": month, "since_day": day}
        return DaysBefore(values, auto_id=f"{prefix}_%s")

    return {
        "fresh": Days(),
        "filled": Days(initial={"since": date(2021, 4, 1)}, auto_id="filled_%s"),
        "wide": typed("wide", "平成", "元", "５", "１"),
        "late": typed("late", "令和", "９", "４", "１"),
        "missing": typed("part", "西暦", "2021", "", "1"),
        "other_era": typed("era", "平成", "33", "4", "1"),
    }


class Choices(forms.Form):
    by = forms.ChoiceField(
        label="結果の受け取り方",
        choices=[("mail", "メールで受け取る"), ("letter", Hinted("手紙で受け取る", hint="3日ほどかかります"))],
        widget=forms.RadioSelect,
    )
    field = forms.MultipleChoiceField(
        label="おもな活動",
        help_text="近いものを選んでください。",
        choices=[("1", "環境を守る"), ("2", Hinted("文化・芸術・スポーツ", hint="演奏会、民話、歩こう会など"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    true = forms.BooleanField(label="書いたことは事実と合っています")


def choices() -> dict[str, Any]:
    return {
        "fresh": Choices(auto_id="fresh_%s", prefix="fresh"),
        "chosen": Choices(initial={"by": "letter", "field": ["1"], "true": True}, auto_id="chosen_%s", prefix="chosen"),
        "wrong": Choices({"wrong-field": ["1"]}, auto_id="wrong_%s", prefix="wrong"),
    }


def errors() -> dict[str, Any]:
    wrong = Fields({"name": "明科ほたる見守り隊", "members": "３", "mail": "hotaru"})
    return {"form": wrong}


def answers() -> dict[str, Any]:
    url = reverse("design-component", args=["fields"])
    given = [
        Answer("団体の名前", "明科ほたる見守り隊", url),
        Answer("始めた日", "令和3年4月1日（2021年）", url),
        Answer("会員の人数", "14人", url),
        Answer("ホームページ", "", url),
        Answer("受付番号", "R8-団登-0042"),
    ]
    return {"given": given}


def files() -> dict[str, Any]:
    class Papers(forms.Form):
        paper = forms.FileField(label="書類を付ける", help_text="写真・PDF・Excel。1つ20MBまで。")

    attached = [
        AttachedFile("会則2026.pdf", "検査済み", "#", "#", good=True),
        AttachedFile("写真.heic", "検査中 62%"),
        AttachedFile("予算.xlsm", "受け取れません", remove_url="#"),
    ]
    return {"form": Papers(), "attached": attached}


def happenings() -> dict[str, Any]:
    past = [
        Happening(
            "11月18日（水）9時12分",
            "担当の確認が済みました",
            "センター長の判断を待っています。",
            "now",
            "2026-11-18T09:12",
        ),
        Happening("11月11日（水）16時40分", "会則の3ページ目をお願いしました", at="2026-11-11T16:40", url="#"),
        Happening("11月5日（木）21時14分", "申請が届きました", at="2026-11-05T21:14"),
    ]
    coming = [
        Happening("きょう", "市に届きました", state="now"),
        Happening("11月26日（木）まで", "書類を確かめます", "足りないときは、まとめて一度でご連絡します。", "next"),
        Happening("12月7日（月）まで", "結果をお知らせします", state="next"),
    ]
    return {"past": past, "coming": coming}


def clock() -> dict[str, Any]:
    states = {5: "off", 12: "paused", 13: "paused", 16: "paused", 23: "off", 24: "left", 25: "left"}
    words = {"off": "祝日", "paused": "お待ち"}
    entries, counted = [], 0
    for number in (day for day in range(5, 26) if date(2026, 11, day).weekday() < 5):
        state = states.get(number, "counted")
        counted += state in {"counted", "left"}
        word = "届いた日" if number == 5 else words.get(state, f"{counted}日目")
        entries.append(ClockDay(date(2026, 11, number), word, state, today=number == 20))
    return {"period": entries, "first_week": entries[:2]}


def facts() -> dict[str, Any]:
    return {
        "pairs": [
            ("単位", "団体（多いほどよい）"),
            ("基準", "184（令和4年度）"),
            ("担当", "地域づくり課"),
            ("空の値", ""),
        ]
    }


def figures() -> dict[str, Any]:
    return {"day": "2026年11月20日"}


def tracks() -> dict[str, Any]:
    return {
        "on_the_way": Track("基準184、いま208、目標220。順調", "R4 184", "目標 R9 220", now=0.667, pace=0.73),
        "behind": Track("基準20、いま24、目標31。遅れ", "R4 20", "目標 R9 31", now=0.367, pace=0.72),
        "reached": Track("基準0、いま5、目標5。達成", "R4 0", "目標 R9 5", now=1.2, pace=0.73),
        "cannot_tell": Track(
            "基準17.6、いま19.2、目標20.0。判断できない", "R4 17.6", "目標 R9 20.0",
            now=0.667, pace=0.73, low=-0.46, high=1.8, sure=False,
        ),
        "no_figure": Track("基準23.8、値はまだない、目標28.8", "R4 23.8", "目標 R9 28.8", pace=0.73),
    }  # fmt: skip


def charts() -> dict[str, Any]:
    marks = (
        ("dot", "公表された値"),
        ("made", "見本の値（作りもの）"),
        ("bar", "ぶれの幅（95％）"),
        ("need", "目標までの目安"),
    )
    more = ("gone", "訂正された値"), ("target", "目標"), ("line", "市の値の線")
    return {"marks": [LegendItem(mark, word) for mark, word in (*marks, *more)]}


def queue() -> dict[str, Any]:
    late = [
        Row(
            "申請",
            "補助金 変更の届出",
            "#",
            "補正の返事が届き、見ていない",
            "1開庁日 超過",
            "望月 さくら（見本）",
            "amber",
            late=True,
        )
    ]
    today = [
        Row(
            "決裁",
            "市政懇談会 会場の借上げ",
            "#",
            "課長が不在。代決できます",
            "きょう",
            "丸山 美咲（見本） → 課長専決",
            "leaf",
        ),
        Row(
            "後閲",
            "スマホ教室 講師の依頼",
            "#",
            "あなたの代わりに決まった",
            "きょう",
            "代決：小林 隆（見本）11/18",
            "sky",
        ),
        Row("申請", "団体登録 北の里おはなし会", "#", "センター長の判断", "11/25（あと2）", "R8-団登-0038"),
    ]
    return {"late": late, "today": today}


class Filters(forms.Form):
    w = forms.CharField(label="ことば", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label="種類", required=False, choices=[("", "すべて"), ("case", "申請"), ("voice", "声")])
    post = forms.ChoiceField(label="職", required=False, choices=[("", "すべての職（2）"), ("1", "センター長（兼務）")])
    due = forms.ChoiceField(label="期限", required=False, choices=[("", "すべて"), ("today", "きょうまで")])


@cache
def _long_list() -> Paginator:
    return Paginator(range(1, 301), 50)


def filters() -> dict[str, Any]:
    return {
        "form": Filters(auto_id="filter_%s"),
        "first": _long_list().page(1),
        "middle": _long_list().page(3),
        "last": _long_list().page(6),
    }


def paper() -> dict[str, Any]:
    cells = [
        Cell("起案 主査", "丸山", ("11/17 10:04",)),
        Cell("係長", "小林", ("11/17 第1版に", "第2版は未確認"), old=True),
        Cell("課長補佐", foot=("代決できます",), state="turn", mine=True),
        Cell("課長", foot=("11/18～11/21", "出張"), state="absent"),
        Cell("部長", foot=("不要",), state="slash"),
        Cell("副市長", foot=("不要",), state="slash"),
        Cell("市長", foot=("不要",), state="slash"),
    ]
    agreed = [
        Cell("政策経営課長", "中島", ("11/18 課長補佐", "後閲 済 11/19"), sub=True),
        Cell("財政課長", "降旗", ("11/18 同意",)),
        Cell("人事課長", "百瀬", ("後閲 まだ",), sub=True),
    ]
    return {"cells": cells, "agreed": agreed, "to_come": [Cell("係長"), Cell("課長")]}
