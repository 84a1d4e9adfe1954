"""What holds for every evaluation, in plain Python: the life of a sheet, the verdict of a group, what has changed.

A sheet goes from the section that writes it over the planning section and the committee to the public, as one table of
moves. It never goes back from the public: what turns out wrong later is said in a note beside it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Facts = Mapping[str, Any]


class State(StrEnum):
    WRITING = "writing"
    ASKED = "asked"
    HANDED_IN = "handed_in"
    CHECKED = "checked"
    REVIEWED = "reviewed"
    READY = "ready"
    PROPOSED = "proposed"
    PUBLISHED = "published"


WRITABLE = frozenset({State.WRITING, State.ASKED})
# What waits for whom: the duty that moves a sheet on from a state.
WRITE, CHECK, COMMITTEE, OPEN = "evaluation.write", "evaluation.check", "evaluation.committee", "evaluation.open"
WAITS_FOR = {
    State.WRITING: WRITE, State.ASKED: WRITE, State.HANDED_IN: CHECK, State.CHECKED: COMMITTEE, State.REVIEWED: WRITE,
    State.READY: OPEN,
}  # fmt: skip

#                    verb            from                                  to
MOVES: dict[str, tuple[frozenset[State], State]] = {
    "hand_in":         (WRITABLE,                              State.HANDED_IN),
    "take_back":       (frozenset({State.HANDED_IN}),          State.WRITING),
    "ask":             (frozenset({State.HANDED_IN}),          State.ASKED),
    "check":           (frozenset({State.HANDED_IN}),          State.CHECKED),
    "review":          (frozenset({State.CHECKED}),            State.REVIEWED),
    "review_only":     (frozenset({State.CHECKED}),            State.READY),
    "answer":          (frozenset({State.REVIEWED}),           State.READY),
    "propose":         (frozenset({State.READY}),              State.PROPOSED),
    "let_go":          (frozenset({State.PROPOSED}),           State.READY),
    "publish":         (frozenset({State.PROPOSED}),           State.PUBLISHED),
}  # fmt: skip


class NotNow(Exception):
    """The sheet does not stand where this move begins."""

    def __init__(self, verb: str, state: str) -> None:
        super().__init__(f"{verb} is no move from {state}")
        self.verb, self.state = verb, State(state)


def after(verb: str, state: str) -> State:
    """The state that `verb` leads to from `state`; NotNow when the table has no such move."""
    begins, leads_to = MOVES[verb]
    if state not in begins:
        raise NotNow(verb, state)
    return leads_to


# Verdicts and ratings

JUDGED = frozenset({"reached", "on_the_way", "behind"})


def verdict_of(verdicts: Iterable[str]) -> str:
    """The verdict of a group by those of its indicators: one that is behind holds the whole back.

    One that cannot be judged leaves the whole open; a group without indicators, or without any figure, has none.
    """
    every = set(verdicts)
    if every <= {"no_figure"}:
        return "no_figure"
    if "behind" in every:
        return "behind"
    if every & {"cannot_tell", "no_figure"}:
        return "cannot_tell"
    return "reached" if every == {"reached"} else "on_the_way"


def differs(fits: Collection[str], verdict: str) -> bool:
    """Whether a rating says something else than the verdict, so that the difference has to be explained.

    A verdict that leaves the question open contradicts nobody.
    """
    return verdict in JUDGED and verdict not in fits


# What has changed since the sheet of the year before


@dataclass(frozen=True)
class Change:
    """One difference. `what`: value, verdict, target, baseline, definition, measure_new, measure_gone, service_live.

    `about`, `before` and `now` are texts by language, or bare words for those that the screen puts into words.
    """

    what: str
    about: Any
    before: Any = ""
    now: Any = ""

    def told(self) -> dict[str, Any]:
        return {"what": self.what, "about": self.about, "before": self.before, "now": self.now}


def changes_between(before: Facts, now: Facts) -> list[Change]:
    """What is told of a group now and was told otherwise before."""
    return [*_of_figures(before, now), *_of_measures(before, now), *_of_services(before, now)]


def _of_figures(before: Facts, now: Facts) -> Iterator[Change]:
    known = {figure["id"]: figure for figure in before["figures"]}
    for figure in now["figures"]:
        was = known.get(figure["id"])
        if was is None:
            continue
        said, words = figure["said"], was["said"]
        for what, number in (("value", "value"), ("target", "target"), ("baseline", "baseline")):
            if figure[number] != was[number]:
                yield Change(what, said["title"], words[what], said[what])
        if figure["verdict"] != was["verdict"]:
            yield Change("verdict", said["title"], was["verdict"], figure["verdict"])
        if _version(figure) != _version(was):
            yield Change("definition", said["title"], _version(was), _version(figure))


def _version(figure: Facts) -> str:
    definition = figure["definition"]
    return "" if definition is None else str(definition["version"])


def _of_measures(before: Facts, now: Facts) -> Iterator[Change]:
    was = {measure["code"]: measure for measure in before["measures"]}
    there = {measure["code"]: measure for measure in now["measures"]}
    yield from (Change("measure_new", there[code]["words"]) for code in there if code not in was)
    yield from (Change("measure_gone", was[code]["words"]) for code in was if code not in there)


def _of_services(before: Facts, now: Facts) -> Iterator[Change]:
    live = {service["key"] for service in before["services"] if service["state"] == "live"}
    for service in now["services"]:
        if service["state"] == "live" and service["key"] not in live:
            yield Change("service_live", service["title"])
