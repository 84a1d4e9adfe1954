"""How the plan's figures are said: numbers, moments, reasons and whole sentences, in the language of the page."""

from datetime import date
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from tomoni.base.clock import FiscalYear
from tomoni.base.design.parts.days import day as said_day
from tomoni.base.design.parts.days import day_short

from .figures import Figure
from .models import Indicator, Kind, Nature, Observation, Span
from .models.words import spoken
from .rules import Interval, Reason, Rounding, Verdict

SHORT_NOTE = 40
REASONS = {
    Reason.AT_OR_PAST_TARGET: gettext_lazy("値が、目標と同じか、目標を越えました。"),
    Reason.INTERVAL_PAST_TARGET: gettext_lazy("ぶれの幅を入れても、目標に届いています。"),
    Reason.KEEPS_PACE: gettext_lazy("進みが、過ぎた時間の%(share)s以上です。"),
    Reason.INTERVAL_KEEPS_PACE: gettext_lazy("ぶれの幅を入れても、進みは過ぎた時間の%(share)s以上です。"),
    Reason.SHORT_OF_PACE: gettext_lazy("進みが、過ぎた時間の%(share)sに届きません。"),
    Reason.INTERVAL_SHORT_OF_PACE: gettext_lazy("ぶれの幅を入れても、進みが足りません。"),
    Reason.INTERVAL_TOO_WIDE: gettext_lazy("ぶれの幅が広く、どちらとも言えません。"),
    Reason.TARGET_CONTRADICTS_DIRECTION: gettext_lazy("基準の値が訂正され、目標より基準のほうがよい値になりました。"),
    Reason.TARGET_EQUALS_BASELINE: gettext_lazy("目標と基準が同じ値なので、進みを計算できません。"),
    Reason.NO_VALUE: gettext_lazy("計画が始まってからの値が、まだありません。"),
    Reason.NO_TARGET: gettext_lazy("目標がまだ決まっていません。"),
}


# Numbers


def said_number(value: Decimal | None, places: int = 0) -> str:
    """28,635; with at least the indicator's places."""
    return "―" if value is None else f"{value:,.{max(places, -_exponent(value))}f}"


def said_range(interval: Interval | None, places: int) -> str:
    """16.7–22.0, as tables write it."""
    if interval is None:
        return "―"
    low, high = (Rounding.HALF_UP.to(places, end) for end in (interval.low, interval.high))
    return f"{low:,.{places}f}–{high:,.{places}f}"


def half_width(interval: Interval | None, places: int) -> str:
    return "" if interval is None else f"±{Rounding.HALF_UP.to(places, interval.half_width):,.{places}f}"


def unit_of(indicator: Indicator) -> str:
    return spoken(indicator, "unit")


def with_unit(indicator: Indicator, value: Decimal | None) -> str:
    """220団体, 20.0％; in English 220 groups."""
    number, unit = said_number(value, indicator.places), unit_of(indicator)
    if unit == "%":
        return f"{number} %" if get_language() == "en" else f"{number}％"
    return pgettext("数と単位", "%(number)s%(unit)s") % {"number": number, "unit": unit}


def change_with_unit(indicator: Indicator, change: Decimal, *, signed: bool = True) -> str:
    """＋8.5団体, −0.3ポイント: a change of a figure; between per cents it is points."""
    sign = ("＋" if change > 0 else "−" if change < 0 else "±") if signed else ""
    exponent = change.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0  # as it was rounded: ＋6.0, not ＋6
    number, unit = said_number(abs(change), places), unit_of(indicator)
    if unit == "%":
        return sign + _("%(number)sポイント") % {"number": number}
    return sign + pgettext("数と単位", "%(number)s%(unit)s") % {"number": number, "unit": unit}


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


# Moments


def year_word(day: date) -> str:
    """The fiscal year of a day as tables write it: R7; in English FY2025."""
    year = FiscalYear.of(day)
    return f"FY{year.year}" if get_language() == "en" else year.short


def year_tick(day: date) -> str:
    """The shortest name of a fiscal year, for the axis of a chart: R7; in English FY25."""
    year = FiscalYear.of(day)
    return f"FY{year.year % 100:02}" if get_language() == "en" else year.short


def year_long(day: date) -> str:
    """令和7年度; in English fiscal year 2025."""
    year = FiscalYear.of(day)
    return f"fiscal year {year.year}" if get_language() == "en" else str(year)


def moment_of(observation: Observation) -> str:
    """R5年度末, 2025年9月, 2026年11月20日: the day of a figure as exactly as it is known."""
    if observation.span == Span.MONTH:
        return pgettext("年と月", "%(year)d年%(month)d月") % {
            "year": observation.day.year,
            "month": observation.day.month,
        }
    return moment(observation.day, observation.span, observation.indicator.nature)


def moment(day: date, span: str, nature: str) -> str:
    if span == Span.YEAR:
        if nature in (Nature.STOCK, Nature.SURVEY):
            return _("%(year)s年度末") % {"year": year_word(day)} if nature == Nature.STOCK else _year(day)
        return _year(day)
    return said_day(day)


def _year(day: date) -> str:
    return _("%(year)s年度") % {"year": year_word(day)}


def when(figure: Figure) -> str:
    """Under an indicator's name: of when its value is, and what one must know about it."""
    if figure.day is None:
        return _("値がまだない")
    parts = [_day_words(figure, figure.day)]
    if figure.baseline and figure.baseline.correction:
        parts.append(_("基準が訂正された"))
    if figure.definition and figure.definition.version > 1 and figure.indicator.nature == Nature.RATIO:
        parts.append(_("定義 第%(version)d版") % {"version": figure.definition.version})
    note = _short_note(figure)
    if note and figure.indicator.nature == Nature.STOCK and len(note) <= SHORT_NOTE:
        parts.append(note.rstrip("。"))
    return pgettext("つなぎ", "・").join(parts)


def _short_note(figure: Figure) -> str:
    """The note of the value, where it is told in the language of the page."""
    if figure.current is None or figure.evidence is not None:
        return ""
    observation, language = figure.current.observation, get_language() or "ja"
    return spoken(observation, "note") if language.startswith("ja") or language in observation.note_in else ""


def _day_words(figure: Figure, day: date) -> str:
    match figure.indicator.nature:
        case Nature.SURVEY:
            said = _("%(year)s調査") % {"year": year_word(day)}
            return f"{said} {half_width(figure.interval, figure.indicator.places)}".strip()
        case Nature.RATIO:
            return _("%(year)s決算") % {"year": year_word(day)}
        case Nature.YEARLY if _is_part_of_a_year(figure):
            return _("%(year)s年度 %(month)d月まで") % {"year": year_word(day), "month": day.month}
        case Nature.YEARLY:
            return _year(day)
    return _("%(day)s 現在") % {"day": day_short(day)}


def _is_part_of_a_year(figure: Figure) -> bool:
    return figure.day is not None and figure.day != FiscalYear.of(figure.day).last


# Sentences


def share_word(share: Decimal) -> str:
    """8割 for 0.8; other shares, and other languages, in per cent."""
    tenths = share * 10
    if get_language() != "en" and tenths == tenths.to_integral_value():
        return f"{int(tenths)}割"
    return f"{(share * 100).normalize():f} %" if get_language() == "en" else f"{(share * 100).normalize():f}％"


def why(figure: Figure) -> str:
    """The reason of a verdict in words."""
    return str(REASONS[figure.judgement.reason]) % {"share": share_word(figure.share)}


def meaning(figure: Figure) -> str:
    """One or two sentences of what the value means, for the head of the indicator's page."""
    if figure.value is None or figure.target is None or figure.path is None:
        return why(figure)
    if figure.contradicted:
        return _contradicted(figure)
    if figure.interval is not None:
        low, high = (Rounding.HALF_UP.to(figure.indicator.places, end) for end in _ends(figure.interval))
        return _("本当の値は、95%%の確かさで %(low)sから%(high)s の間です。") % {
            "low": with_unit(figure.indicator, low),
            "high": with_unit(figure.indicator, high),
        }
    if figure.judgement.verdict is Verdict.REACHED:
        return _("目標の%(target)sに届いています。") % {"target": with_unit(figure.indicator, figure.target_value)}
    return _on_the_way(figure)


def _contradicted(figure: Figure) -> str:
    if figure.baseline is None or figure.baseline.correction is None:
        return _("目標の%(target)sは、基準の%(baseline)sよりよい値ではありません。") % {
            "target": with_unit(figure.indicator, figure.target_value),
            "baseline": with_unit(figure.indicator, figure.baseline_value),
        }
    return _("基準の値が%(first)sから%(now)sに訂正されたため、目標%(target)sをそのまま使って判定できません。") % {
        "first": with_unit(figure.indicator, figure.baseline.first.value),
        "now": with_unit(figure.indicator, figure.baseline_value),
        "target": with_unit(figure.indicator, figure.target_value),
    }


def _on_the_way(figure: Figure) -> str:
    assert figure.path is not None and figure.day is not None and figure.value is not None
    indicator = figure.indicator
    due = Rounding.HALF_UP.to(indicator.places, figure.path.expected_value(figure.day))
    facts = {
        "target": with_unit(indicator, figure.target_value),
        "left": with_unit(indicator, figure.left),
        "day": said_day(figure.day),
        "due": with_unit(indicator, due),
        "short": with_unit(indicator, abs(due - figure.value)),
        "share": share_word(figure.share),
    }
    pace = figure.judgement.pace or Decimal(0)
    if pace >= 0:
        return _("目標の%(target)sまで あと%(left)s。%(day)sまでに来ていたい所（%(due)s）に届いています。") % facts
    if figure.judgement.verdict is Verdict.ON_THE_WAY:
        return (
            _(
                "目標の%(target)sまで あと%(left)s。%(day)sまでに来ていたい所（%(due)s）には%(short)s足りませんが、"
                "進みは時間の%(share)sを超えています。"
            )
            % facts
        )
    return (
        _(
            "目標の%(target)sまで あと%(left)s。%(day)sまでに来ていたい所（%(due)s）に%(short)s足りず、"
            "進みは時間の%(share)sに届いていません。"
        )
        % facts
    )


def _ends(interval: Interval) -> tuple[Decimal, Decimal]:
    return interval.low, interval.high


def origin(figure: Figure) -> str:
    """Where the value comes from, in a few words."""
    if figure.evidence is not None:
        return _("記録から数えた値")
    return spoken(figure.current.observation, "source") if figure.current else ""


def spoken_source(observation: Observation) -> str:
    """The source of a published figure; a baseline is the plan's own."""
    source = spoken(observation, "source")
    return _("計画の基準値（%(source)s）") % {"source": source} if observation.kind == Kind.BASELINE else source
