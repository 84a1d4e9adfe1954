"""The variants of the notice of remedies (教示), as data: who hears the appeal, who is sued, and in which order.

Sources: the Act named in `basis`. A variant with something `to_confirm` was written from an older wording of the law or
from what offices usually do: a person of the city looks it up before relying on it; the paper on a decision says so.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from tomoni.base.catalogue import Catalogue


class Order(Enum):
    """What comes first, and what can be fought at all."""

    FREE = "free"  # an appeal or a suit, as one likes
    APPEAL_FIRST = "appeal_first"  # 審査請求前置, with its three exceptions
    RULING_ONLY = "ruling_only"  # 裁決主義: the suit is against the ruling on the appeal
    SUIT_ONLY = "suit_only"  # no appeal (any more): against a ruling itself
    ELSEWHERE = "elsewhere"  # another body decides and tells the remedies itself
    NOTHING = "nothing"  # not an act that can be fought by these laws


@dataclass(frozen=True, kw_only=True)
class RemedyNotice:
    """One variant, as data. `{city}` and `{prefecture}` are put in when a notice is written.

    `note` stands behind the sentences on the appeal. `to_confirm` is what a person has to look up in the law as it is
    now before the city relies on the variant; empty when nothing is open.
    """

    variant: str
    title: str
    order: Order = Order.FREE
    act: str = "決定"
    appeal: str = "審査請求"
    appeal_body: str = ""
    defendant: str = "{city}"
    representative: str = "{city}長"
    basis: tuple[str, ...] = ()
    note: str = ""
    to_confirm: str = ""


variants: Catalogue[RemedyNotice] = Catalogue("variant of remedies")


def _declare(variant: str, title: str, **facts: Any) -> None:
    variants.add(variant, RemedyNotice(variant=variant, title=title, **facts))


APPEALS_ACT, SUITS_ACT = "行政不服審査法82条1項", "行政事件訴訟法46条1項"
GENERAL = (APPEALS_ACT, "行政不服審査法4条", SUITS_ACT)
MAYOR = "{city}長"
GOVERNOR = "{prefecture}知事"

_declare("general_mayor", "市長へ審査請求、または訴え（一般）", appeal_body=MAYOR, basis=GENERAL)
_declare(
    "general_mayor_first", "市長へ審査請求、そのあとに訴え", order=Order.APPEAL_FIRST, appeal_body=MAYOR,
    basis=(*GENERAL, "行政事件訴訟法8条2項"),
)  # fmt: skip
_declare(
    "general_board", "教育委員会へ審査請求、または訴え", appeal_body="{city}教育委員会",
    representative="{city}教育委員会", basis=(*GENERAL, "地方教育行政の組織及び運営に関する法律56条"),
)  # fmt: skip
_declare(
    "pref_governor_delegated", "知事へ審査請求、または訴え（第1号法定受託事務）", appeal_body=GOVERNOR,
    basis=(APPEALS_ACT, "地方自治法255条の2第1項", SUITS_ACT),
    to_confirm="児童手当・児童扶養手当について、今の法律に審査請求前置の定めがないこと",
)  # fmt: skip
_declare(
    "kaigo_board_first", "県の介護保険審査会へ審査請求、そのあとに訴え", order=Order.APPEAL_FIRST,
    appeal_body="{prefecture}介護保険審査会", basis=(APPEALS_ACT, "介護保険法183条・192条・196条", SUITS_ACT),
    note="審査請求は、文書でも口頭でもできます。",
)  # fmt: skip
_declare(
    "kouki_board_first", "県の後期高齢者医療審査会へ審査請求、そのあとに訴え", order=Order.APPEAL_FIRST,
    appeal_body="{prefecture}後期高齢者医療審査会", basis=(APPEALS_ACT, "高齢者の医療の確保に関する法律128条・130条"),
    to_confirm="処分をしたのが広域連合のときは、被告と代表者を広域連合に替えること",
)  # fmt: skip
_declare(
    "kokuho_board_first", "県の国民健康保険審査会へ審査請求、そのあとに訴え", order=Order.APPEAL_FIRST,
    appeal_body="{prefecture}国民健康保険審査会", basis=(APPEALS_ACT, "国民健康保険法91条・103条", SUITS_ACT),
)  # fmt: skip
_declare(
    "pref_governor_shogai_first", "知事へ審査請求、そのあとに訴え（障害者総合支援法）", order=Order.APPEAL_FIRST,
    appeal_body=GOVERNOR, basis=(APPEALS_ACT, "障害者総合支援法97条・105条", SUITS_ACT),
)  # fmt: skip
_declare(
    "pref_governor_road", "知事へ審査請求、または訴え（道路法）", appeal_body=GOVERNOR,
    basis=(APPEALS_ACT, "道路法96条", SUITS_ACT),
    note="審査請求の日から3か月を過ぎても裁決がないときは、審査請求が棄却されたものとみなすことができます。",
    to_confirm="道路法96条の今の文（審査請求先と、3か月のみなし棄却。2013年の文で書いてある）",
)  # fmt: skip
_declare(
    "koseki_legal_affairs", "法務局の長へ審査請求、そのあとに訴え（戸籍法）", order=Order.APPEAL_FIRST,
    appeal_body="{city}を管轄する法務局または地方法務局の長", basis=(APPEALS_ACT, "戸籍法124条・125条"),
    to_confirm="戸籍法125条（審査請求前置）が今もあること。2013年の文で書いてある",
)  # fmt: skip
_declare(
    "resident_register_check", "知事へ審査請求、または訴え（住民基本台帳法）", appeal_body=GOVERNOR,
    basis=(APPEALS_ACT, "住民基本台帳法31条の4", SUITS_ACT),
    to_confirm="住民基本台帳法の今の文（審査請求先が知事であること、審査請求前置がなくなったこと）",
)  # fmt: skip
_declare(
    "facility_use", "市長へ審査請求、または訴え（公の施設）", appeal_body=MAYOR,
    basis=(APPEALS_ACT, "地方自治法244条の4", SUITS_ACT),
    note="{city}長は、市議会に諮問したうえで裁決をします。",
    to_confirm="地方自治法244条の4の今の文（審査請求先が市長であること）",
)  # fmt: skip
_declare(
    "disclosure_council", "市長へ審査請求、または訴え（情報公開・個人情報）", appeal_body=MAYOR, basis=GENERAL,
    note="{city}長は、情報公開と個人情報保護の審査会に諮問したうえで裁決をします。",
    to_confirm="市の条例での審査会の名前",
)  # fmt: skip
_declare(
    "tax_mayor_first", "市長へ審査請求、そのあとに訴え（地方税）", order=Order.APPEAL_FIRST, appeal_body=MAYOR,
    basis=(APPEALS_ACT, "地方税法19条の12", SUITS_ACT),
    to_confirm="地方税法の条番号と、滞納処分のときの期限の特例（19条の4）",
)  # fmt: skip
_declare(
    "tax_assessment_board", "固定資産評価審査委員会へ審査の申出（裁決主義）", order=Order.RULING_ONLY,
    appeal="審査の申出", act="価格の登録", appeal_body="{city}固定資産評価審査委員会",
    representative="{city}固定資産評価審査委員会", basis=("地方税法432条・434条",),
    to_confirm="地方税法432条の期限の数え方（納税通知書を受け取った日の翌日から3か月）",
)  # fmt: skip
_declare(
    "money_charge", "市長へ審査請求、そのあとに訴え（分担金・使用料・手数料）", order=Order.APPEAL_FIRST,
    appeal_body=MAYOR, basis=(APPEALS_ACT, "地方自治法229条", SUITS_ACT),
    note="{city}長は、市議会に諮問したうえで裁決をします。",
    to_confirm="地方自治法229条の今の文（諮問と審査請求前置）",
)  # fmt: skip
_declare(
    "money_demand", "市長へ審査請求、そのあとに訴え（督促・滞納処分）", order=Order.APPEAL_FIRST, appeal_body=MAYOR,
    act="処分", basis=(APPEALS_ACT, "地方自治法231条の3", SUITS_ACT),
    note="{city}長は、市議会に諮問したうえで裁決をします。",
    to_confirm="地方自治法231条の3の今の文（諮問、審査請求前置、滞納処分の期限の特例）",
)  # fmt: skip
_declare(
    "ruling", "裁決に対する訴え", order=Order.SUIT_ONLY, act="裁決",
    basis=("行政事件訴訟法46条1項", "行政事件訴訟法10条2項"),
    note="この訴えでは、もとの処分が法に反することを理由にはできません（裁決主義のときを除きます）。",
)  # fmt: skip
_declare(
    "by_prefecture", "県が決め、県が教示する", order=Order.ELSEWHERE, appeal_body="{prefecture}",
    note="決定の通知と、不服があるときの方法は、{prefecture}から届きます。",
)  # fmt: skip
_declare(
    "by_nenkin", "日本年金機構が決め、教示する", order=Order.ELSEWHERE, appeal_body="日本年金機構",
    basis=("国民年金法101条",),
    note="決定の通知と、不服があるときの方法（社会保険審査官への審査請求）は、年金事務所から届きます。",
)  # fmt: skip
_declare("none", "処分ではない（教示なし）", order=Order.NOTHING)

# The names of the first version: procedures declared then, and cases begun then, keep them.
_declare("both", "市長へ審査請求、または訴え（一般）", appeal_body=MAYOR, basis=GENERAL)
_declare(
    "appeal_first", "市長へ審査請求、そのあとに訴え", order=Order.APPEAL_FIRST, appeal_body=MAYOR,
    basis=(*GENERAL, "行政事件訴訟法8条2項"),
)  # fmt: skip
