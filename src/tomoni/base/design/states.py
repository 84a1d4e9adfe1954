"""The components and their state pages. Each page shows one component in every state it can be in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import samples

Examples = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Component:
    """A component: its address, its name, what it is for, and the examples that its page shows."""

    key: str
    title: Promise
    use: Promise
    examples: Examples = field(default=dict)

    @property
    def template(self) -> str:
        return f"design/states/{self.key}.html"


COMPONENTS = {
    component.key: component
    for component in (
        Component("colours", _("色と文字"), _("色には意味があります。色だけで伝えることはありません。")),
        Component("buttons", _("ボタン"), _("1画面に主のボタンは1つ。使えないボタンは消さず、そばに理由を書きます。")),
        Component(
            "links",
            _("リンクとフォーカス"),
            _("リンクは青に下線。キーボードの場所は、黒い線と黄色の輪で示します。"),
            samples.icons,
        ),
        Component("words", _("判定と札"), _("判定は決まりによるものだけに使い、形とことばを必ず付けます。")),
        Component("tally", _("数のまとめ"), _("4種類までの数を並べます。"), samples.tallies),
        Component("notices", _("お知らせの箱"), _("1画面に2つまで。見出しだけで分かるように書きます。")),
        Component("emergency", _("緊急のお知らせ"), _("災害のときだけ。解除まで全ページに出ます。"), samples.emergency),
        Component("fields", _("入力"), _("問い、説明、誤り、入力欄の順に並べます。"), samples.fields),
        Component("days", _("日付の入力"), _("令和でも西暦でも、全角でも半角でも入れられます。"), samples.days),
        Component("choices", _("選ぶ"), _("行のどこを押しても選べます。"), samples.choices),
        Component("errors", _("誤りのまとめ"), _("直す所を上にまとめ、欄へのリンクを付けます。"), samples.errors),
        Component("steps", _("いまの段と保存"), _("何番目かをことばと線で示し、途中の答えを保存します。")),
        Component("answers", _("出す前の確認"), _("答えを並べ、「直す」で問いに戻ります。"), samples.answers),
        Component("files", _("書類"), _("付けた書類と、その検査のようすです。"), samples.files),
        Component(
            "receipt", _("受付の控え"), _("最後に1度だけ。すぐ下に、これからのことを書きます。"), samples.happenings
        ),
        Component("clock", _("開庁日の時計"), _("決められた日数のうち、いま何日目かを示します。"), samples.clock),
        Component(
            "history", _("経過"), _("起きたことは新しい順、これからのことは早い順に並べます。"), samples.happenings
        ),
        Component(
            "facts", _("短い事実と引き出し"), _("短い名前と値。くわしいことは引き出しに入れます。"), samples.facts
        ),
        Component("tables", _("表"), _("数は右、ことばは左。はみ出す表は枠の中で動きます。")),
        Component("figures", _("数字ともと"), _("数字には単位、日付、もと、確かさを付けます。"), samples.figures),
        Component("tracks", _("進みの線"), _("左が基準、右が目標、細い線がきょうまでの目安です。"), samples.tracks),
        Component("charts", _("図の枠"), _("図には題と、すべての値の説明と、同じ内容の表を付けます。"), samples.charts),
        Component("queue", _("待っているもの"), _("職員の机で、期限の順に並びます。"), samples.queue),
        Component("filters", _("絞り込みとページ送り"), _("長い一覧を絞り、ページに分けます。"), samples.filters),
        Component("paper", _("決裁欄"), _("回る職を順に並べ、印と日付を入れます。"), samples.paper),
        Component("waiting", _("空・待ち・失敗"), _("何もないとき、時間がかかるとき、できなかったときの見せ方です。")),
        Component("town", _("抽選と区のカード"), _("番号だけを出し、名前は出しません。")),
        Component("entrances", _("入口とお知らせの並び"), _("したいことから選ぶ入口と、日付の付いた並びです。")),
        Component("languages", _("ことばの選択"), _("どのページも、1度押すだけでほかのことばで読めます。")),
    )
}
