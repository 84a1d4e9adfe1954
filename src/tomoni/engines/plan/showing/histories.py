"""What became of an indicator: versions of its definition, corrections, targets; and the short facts beside it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tomoni.base.design.parts.days import day as said_day
from tomoni.base.design.shapes import Happening

from ..figures import Figure
from ..models import Target
from ..models.words import spoken
from ..published import Published
from ..wording import moment_of, said_number, unit_of, with_unit, year_long


def definitions_of(figure: Figure) -> list[Happening]:
    """The versions of the definition, the newest first."""
    versions = sorted(figure.indicator.definitions.all(), key=lambda one: one.version, reverse=True)
    return [
        Happening(
            when=_("%(day)sから（第%(version)d版）") % {"day": said_day(one.valid_from), "version": one.version},
            what=spoken(one, "heading"),
            note=spoken(one, "reason") or one.text,
            state="now" if figure.definition and one.pk == figure.definition.pk else "past",
        )
        for one in versions
    ]


def corrections_of(figure: Figure) -> list[Happening]:
    """What was corrected, the newest first; and what was published at first."""
    corrected = [one for one in [*figure.history, *([figure.baseline] if figure.baseline else [])] if one.correction]
    return [happening for one in corrected for happening in _correction(figure, one)]


def _correction(figure: Figure, one: Published) -> Iterable[Happening]:
    correction, places = one.correction, figure.indicator.places
    assert correction is not None
    facts = {
        "when": moment_of(one.observation),
        "first": said_number(one.first.value, places),
        "now": said_number(one.observation.value, places),
    }
    note = _("理由：%(reason)s もと：%(source)s。%(first)sは消さずに残しています。") % {
        "reason": spoken(correction, "reason"),
        "source": spoken(correction, "source"),
        "first": facts["first"],
    }
    yield Happening(said_day(correction.on), _("%(when)sの値を %(first)s → %(now)s に訂正") % facts, note, "now")
    yield Happening(
        _("はじめの公表"),
        _("%(first)sを公表（%(source)s）")
        % {
            "first": with_unit(figure.indicator, one.first.value),
            "source": spoken(one.first, "source"),
        },
    )


def targets_of(figure: Figure) -> list[Happening]:
    """The targets that were set, the newest first; empty while there is only the plan's own."""
    targets = sorted(figure.indicator.targets.all(), key=lambda one: one.decided_on, reverse=True)
    if len(targets) < 2:
        return []
    return [
        Happening(
            said_day(one.decided_on),
            _("目標を%(value)s（%(day)sまで）と決めた")
            % {
                "value": with_unit(figure.indicator, one.value),
                "day": said_day(one.day),
            },
            " ".join(text for text in (one.reason, _despite(one), one.source) if text),
            "now" if figure.target and one.pk == figure.target.pk else "past",
        )
        for one in targets
    ]


def _despite(target: Target) -> str:
    """Why it was set although something spoke against it."""
    return _("注意があっても決めた理由：%(despite)s") % {"despite": target.despite} if target.despite else ""


def facts_of(figure: Figure) -> list[tuple[str, Any]]:
    """The short facts beside an indicator."""
    indicator = figure.indicator
    better = _("多いほどよい") if indicator.direction == "higher" else _("低いほどよい")
    unit = _("%(unit)s（%(better)s）") % {"unit": unit_of(indicator), "better": better}
    return [
        (_("単位"), unit),
        (_("基準"), _baseline_fact(figure)),
        (
            _("目標"),
            _("%(value)s（%(year)s）")
            % {"value": said_number(figure.target_value, indicator.places), "year": _target_year_long(figure)},
        ),
        (_("警戒の線"), spoken(indicator, "warning")),
        (_("担当"), spoken(indicator, "section")),
        (_("取組"), _group_fact(figure)),
        (_("更新"), spoken(figure.definition, "cut_off") if figure.definition else ""),
    ]


def _group_fact(figure: Figure) -> SafeString:
    group = figure.indicator.group
    if group is None:
        return SafeString("")
    return format_html('<a href="{}">{} {}</a>', reverse("plan-part", args=[group.code]), group.code, group.name)


def _baseline_fact(figure: Figure) -> SafeString:
    if figure.baseline is None:
        return SafeString("")
    year = year_long(figure.baseline.observation.day)
    now = said_number(figure.baseline_value, figure.indicator.places)
    if figure.baseline.correction is None:
        return format_html(_("%(value)s（%(year)s）") % {"value": "{}", "year": "{}"}, now, year)
    first = said_number(figure.baseline.first.value, figure.indicator.places)
    both = format_html('<span class="was">{}</span> → {}', first, now)
    return format_html(_("%(value)s（%(year)s）") % {"value": "{}", "year": "{}"}, both, year)


def _target_year_long(figure: Figure) -> str:
    return year_long(figure.target.day) if figure.target else ""
