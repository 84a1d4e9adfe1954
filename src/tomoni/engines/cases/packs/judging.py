"""The rules of a pack as checks of its procedure. The day is asked for when somebody answers."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from tomoni.base.clock import today
from tomoni.base.kana import fold

from ..procedures import Check, WrongAnswer
from .format import Rule

Breaks = Callable[[Mapping[str, Any]], bool]


def check_of(rule: Rule, words: Any) -> Check:
    """What a procedure asks of the answers; WrongAnswer where the rule is broken."""
    breaks = _breaks(rule)

    def check(answers: Mapping[str, Any]) -> None:
        if breaks(answers):
            raise WrongAnswer(rule.at, words)

    return check


def _breaks(rule: Rule) -> Breaks:
    if rule.stop:
        return lambda answers: all(_is(answers[key], wanted) for key, wanted in rule.stop.items())
    if rule.same:
        first, second = rule.same
        return lambda answers: _written(answers[first]) != _written(answers[second])
    if rule.order:
        before, after = rule.order
        return lambda answers: _comes_after(answers[before], answers[after])
    return lambda answers: any(not _within(answers[key], *ends) for key, ends in rule.within.items())


def _is(answer: Any, wanted: Any) -> bool:
    accepted = wanted if isinstance(wanted, (list, tuple)) else [wanted]
    return any(one in accepted for one in (answer if isinstance(answer, list) else [answer]))


def _written(text: Any) -> str:
    """Names and readings as they are compared: width, kind of kana and spaces do not matter."""
    return fold(str(text or "")).replace(" ", "")


def _comes_after(first: Any, second: Any) -> bool:
    return first is not None and second is not None and first > second


def _within(day: date | None, earliest: int | str, latest: int | str) -> bool:
    if day is None:
        return True
    on = today()
    after = not isinstance(earliest, int) or day >= on + timedelta(days=earliest)
    return after and (not isinstance(latest, int) or day <= on + timedelta(days=latest))
