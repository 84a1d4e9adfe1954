"""What every column of the open data means: one list for the dictionary, the workbook and the tests."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column of the table of values: its head, its name in JSON, what kind of thing stands there, what it means."""

    head: str
    key: str
    kind: str
    says: str


INDICATOR_COLUMNS = (
    Column("指標ID", "id", "文字", "指標の変わらない番号。6-1-i2 は施策6-1の2番目の指標。"),
    Column("番号", "label", "文字", "計画に書かれた番号。"),
    Column("指標", "title", "文字", "計画に書かれた名称。"),
    Column("施策", "policy", "文字", "施策の番号。"),
    Column("単位", "unit", "文字", "値、基準値、目標値の単位。"),
    Column("よい向き", "better", "文字", "多いほどよいか、低いほどよいか。"),
)
VALUE_COLUMNS = (
    Column("値の日", "day", "日付", "値がいつのものか。年度の値はその年度の最後の日、月の値はその月の最後の日。"),
    Column("いつ", "when", "文字", "値がいつのものかを、公表された細かさで書いたもの。"),
    Column("値", "value", "数", "訂正されたときは、訂正後の値。"),
    Column(
        "種類",
        "kind",
        "記号",
        "baseline 計画の基準値、observed 公表された値、restated 訂正後の値、"
        "computed 記録から数えた値、invented 見本の値。",
    ),
    Column("見本", "invented", "真偽", "作りものの値、または作りものの記録から数えた値。市の事実ではない。"),
    Column("年度の途中", "so_far", "真偽", "年度の途中までの値（概算）。"),
    Column("答えた人数", "n", "整数", "調査の値のとき、答えた人の数。"),
    Column("訂正前の値", "corrected_from", "数", "はじめに公表された値。訂正されていなければ空。"),
    Column("訂正された日", "corrected_on", "日付", "訂正が公表された日。"),
    Column("訂正の理由", "corrected_because", "文字", "訂正の理由。"),
    Column("もと", "source", "文字", "値が書かれていた資料。"),
    Column("もとのアドレス", "url", "アドレス", "資料がウェブにあるときの場所。"),
    Column("注", "note", "文字", "値について知っておくこと。"),
)
JUDGED_COLUMNS = (
    Column("基準値", "baseline", "数", "計画が始まる前の値。訂正されたときは、訂正後の値。"),
    Column("基準の日", "baseline_on", "日付", "基準の年度の最後の日。"),
    Column("目標値", "target", "数", "計画が目ざす値。"),
    Column("目標の日", "target_on", "日付", "目標の年度の最後の日。"),
    Column("区間の下", "low", "数", "調査の値の95％の区間（ウィルソンの式）の下の端。"),
    Column("区間の上", "high", "数", "調査の値の95％の区間の上の端。"),
    Column("進み", "position", "割合", "基準を0、目標を1としたときの、値の位置。"),
    Column("過ぎた時間", "expected", "割合", "基準の日から目標の日までのうち、値の日までに過ぎた割合。"),
    Column("進みの差", "pace", "割合", "進みから過ぎた時間を引いたもの。"),
    Column("1年に要る変化", "required", "数", "いまの値から目標に届くために、残りの1年ごとに要る変化。"),
    Column(
        "判定",
        "verdict",
        "記号",
        "reached 達成、on_the_way 順調、behind 遅れ、cannot_tell 判断できない、no_figure 値がまだない。",
    ),
    Column("判定の理由", "why", "文字", "その判定になった理由。"),
)
DICTIONARY = (*INDICATOR_COLUMNS, *VALUE_COLUMNS, *JUDGED_COLUMNS)
# The words of the book, for readers who meet them for the first time.
WORDS = (
    ("基準", "計画が始まる前の値。あとで訂正されたときは、訂正後の値を使い、はじめの値も残します。"),
    ("目標", "計画が、目標の年度の終わりまでに目ざす値。"),
    ("進み", "基準を0％、目標を100％としたときの、いまの値の位置。"),
    ("過ぎた時間", "基準の日から目標の日までのうち、値の日までに過ぎた割合。"),
    ("ぶれの幅", "一部の人に聞いた調査で、本当の値が95％の確かさで入っている範囲。"),
    ("見本", "仕組みを見せるための、作りものの値や記録。市の事実ではありません。"),
    ("訂正", "公表した値が、あとで改められたこと。前の値は消しません。"),
    ("記録から数えた値", "市の台帳や申請の記録から、定義のとおりに数えた値。"),
    ("内容の指紋", "本の内容から計算した64文字（SHA-256）。同じ内容なら、いつ作っても同じになります。"),
)
