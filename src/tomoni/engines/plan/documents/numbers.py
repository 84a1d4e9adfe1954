"""Figures and fiscal years as plans print them: read with certainty, or not at all.

`read_number` and `read_year` answer with what they read or with `Unsure`, which carries the readings that are
possible. There is no third answer: a figure that might be another one is never returned as read.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from tomoni.base.kana import normal_width

MOST_DIGITS = 12
KNOWN_UNITS = """
    % 割 倍 ポイント 世帯 団体 人 千人 万人 名 人/年 人/日 事業 件 件/年 件数 回 回/年 円 千円 万円 百万円 億円
    か所 箇所 カ所 ヶ所 ヵ所 地点 戸 軒 棟 基 台 本 頭 点 位 歳 年 日 時間 分 組 種類 品目 冊 票 シート 区 地区 区画
    施設 館 室 床 病床 校 園 社 店 者 講座 教室 路線 便 経営体 法人 自治会 町会 隊 隊員 人数
    t トン t/年 kg g ha a ㎡ m2 ㎥ m3 km m l L kWh MWh t-CO2 千t-CO2
"""
UNITS = frozenset(KNOWN_UNITS.split())
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925, "㋿": 2018}
LAST_OF_ERA = {"平成": 30, "H": 30, "昭和": 63, "S": 63}
DASHES_ALONE = re.compile(r"[-‐‑‒–—―−ーｰ─/／…・.]+|なし|無し|無|未設定|未定|未実施|調査中|集計中|不明")
ABOUT = re.compile(
    r"約|およそ|ほぼ|程度|前後|以上|以下|未満|超|余り?|数[十百千]|増加|減少|維持|向上|弱|強|累計|延べ|のべ|毎年|新規"
)
FOOTNOTE = re.compile(r"(?:[※＊*†‡]\s*\d{0,2}|[（(]?注\s*\d{0,2}[)）]?)$|[⁰¹²³⁴-⁹]+(?:[)⁾])?$")
CIRCLED = re.compile("[⓪①-⑳㉑-㊿❶-❿➀-➉½¼¾⅓]")
KANJI_NUMBER = re.compile(r"\d\s*[十百千万億兆]\s*\d")
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SHAPE = re.compile(rf"(?P<sign>[▲△▴▵−+＋]|[-‐‑–－ー])?\s?(?P<number>{NUMBER})\s*(?P<unit>[^\d\s,.]\S{{0,7}})?")
YEAR = (
    r"(?:(?P<era>令和|平成|昭和|㋿|(?<![A-Za-z])[RHS])\s?\.?(?P<count>元|\d{1,2})|(?<!\d)(?P<west>(?:19|20)\d{2})(?![\d,.]))"
    r"\s*(?P<kind>年度末|年度|年(?!\d|\s*\d{1,2}\s*月))?"
)
YEAR_SHAPE = re.compile(YEAR)


class Why(StrEnum):
    """Why something was not read with certainty."""

    NO_FIGURE = "no_figure"
    ABOUT = "about"
    RANGE = "range"
    COMMAS = "commas"
    THOUSANDS_OR_DECIMALS = "thousands_or_decimals"
    MINUS_OR_DASH = "minus_or_dash"
    SPACE_INSIDE = "space_inside"
    NOT_A_NUMBER = "not_a_number"
    TOO_LONG = "too_long"
    NO_YEAR = "no_year"
    CALENDAR_YEAR = "calendar_year"
    YEARS_DISAGREE = "years_disagree"
    PAST_THE_ERA = "past_the_era"


@dataclass(frozen=True)
class Number:
    """A figure read with certainty, the decimals it was printed with, and the unit behind it, if any."""

    value: Decimal
    places: int
    unit: str = ""


@dataclass(frozen=True)
class Unsure:
    """What could not be read with certainty; `options` are the readings that are possible."""

    why: Why
    options: tuple[str, ...] = field(default=())


def plain(text: str) -> str:
    """Narrow digits and Latin letters, kanji as they are. Raised and circled digits stay what they are."""
    return normal_width(text).replace("，", ",").replace("．", ".").strip()


def read_number(text: str) -> Number | Unsure:
    """28,635 / ２８，６３５世帯 / ▲1.5％ / 99.60※2. Everything else is Unsure."""
    said = plain(text)
    while found := FOOTNOTE.search(said):
        said = said[: found.start()].rstrip()
    if not said or DASHES_ALONE.fullmatch(said):
        return Unsure(Why.NO_FIGURE)
    if CIRCLED.search(said) or re.search("[⁰¹²³⁴-⁹₀-₉]", said):
        return Unsure(Why.NOT_A_NUMBER)
    if ABOUT.search(said):
        return Unsure(Why.ABOUT, _numbers_in(said))
    found = SHAPE.fullmatch(said)
    if found is None or _runs_on(found["unit"] or ""):
        return Unsure(_why_not(said), () if KANJI_NUMBER.search(said) else _numbers_in(said))
    return _shaped(found)


def _runs_on(unit: str) -> bool:
    """Whether what stands behind the first number is no unit but more digits: 5～10, 12億3,456万円."""
    return bool(re.search(r"\d", unit)) and plain_unit(unit) not in UNITS


def _shaped(found: re.Match[str]) -> Number | Unsure:
    digits, sign, unit = found["number"], found["sign"] or "", plain_unit(found["unit"] or "")
    bare = digits.replace(",", "")
    whole, _, decimals = bare.partition(".")
    if len(bare) > MOST_DIGITS:
        return Unsure(Why.TOO_LONG)
    if len(whole) > 1 and whole.startswith("0"):
        return Unsure(Why.NOT_A_NUMBER)
    if "," not in digits and len(decimals) == 3 and whole != "0" and len(whole) <= 3:
        return Unsure(Why.THOUSANDS_OR_DECIMALS, (bare, whole + decimals))
    if unit and unit not in UNITS:
        return Unsure(Why.NOT_A_NUMBER, (bare,))
    value = Decimal(bare)
    if sign and sign in "-‐‑–－ー":
        return Unsure(Why.MINUS_OR_DASH, (f"-{bare}", bare))
    return Number(-value if sign and sign in "▲△▴▵−" else value, len(decimals), unit)


def _why_not(said: str) -> Why:
    if KANJI_NUMBER.search(said):
        return Why.NOT_A_NUMBER
    if re.search(r"\d\s*(?:[~\u301c\uff5e]|から|→|⇒|[-–—])\s*\d", said):
        return Why.RANGE
    if re.search(r"\d\s+\d", said):
        return Why.SPACE_INSIDE
    if re.search(r"\d[,、]\d", said):
        return Why.COMMAS
    return Why.NOT_A_NUMBER


def _numbers_in(said: str) -> tuple[str, ...]:
    whole = re.findall(rf"(?<![\d,.])(?:{NUMBER})(?![\d,.])", said)
    return tuple(dict.fromkeys(number.replace(",", "") for number in whole))[:4]


def plain_unit(text: str) -> str:
    """（％） and [%] are %; the unit as data writes it."""
    return plain(text).strip("（）()[]［］ ：:").replace("％", "%").replace("パーセント", "%").strip()


def read_year(text: str) -> int | Unsure:
    """令和4年度, R4, 2022年度, 2022（令和4）年度, R元: the fiscal year. A calendar year is Unsure."""
    said = re.sub(r"[\s（）()［］\[\]:：・/]", "", plain(text))
    found = list(YEAR_SHAPE.finditer(said))
    rest = YEAR_SHAPE.sub("", said)
    if not found or rest not in {"", "年度", "年度末", "年", "末"}:
        return Unsure(Why.NO_YEAR)
    years = [_counted(one) for one in found]
    past = [one for one in years if isinstance(one, Unsure)]
    if past:
        return past[0]
    if len(set(years)) > 1:
        return Unsure(Why.YEARS_DISAGREE, tuple(str(year) for year in years))
    year = years[0]
    assert isinstance(year, int)
    kinds = {one["kind"] for one in found} | {rest}
    if kinds & {"年"} and not kinds & {"年度", "年度末"}:
        return Unsure(Why.CALENDAR_YEAR, (str(year),))
    if kinds <= {None, ""} and not any(one["era"] for one in found):
        return Unsure(Why.CALENDAR_YEAR, (str(year),))
    return year


def _counted(found: re.Match[str]) -> int | Unsure:
    if found["west"]:
        return int(found["west"])
    era, count = found["era"], 1 if found["count"] == "元" else int(found["count"])
    year = ERAS[era] + count
    if count == 0 or count > LAST_OF_ERA.get(era, 60):
        return Unsure(Why.PAST_THE_ERA, (str(year),) if count else ())
    return year


def years_in(text: str) -> list[str]:
    """Every piece of a text that looks like a year, as it stands."""
    return [found[0] for found in YEAR_SHAPE.finditer(plain(text))]
