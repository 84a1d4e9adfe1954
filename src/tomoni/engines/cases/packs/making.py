"""From a pack to the procedure that a case knows."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.utils.functional import lazy

from tomoni.base.clock import today
from tomoni.common.people.api import MAIL, PROVEN, Level, Need

from ..procedures import Facts, Procedure
from ..questions import Rule, Step
from ..telling import told
from ..workflow import Kind
from .format import Ask, Pack
from .library import Library

# What a signature adds is a matter of the card: both ask for the person that the card proves.
LEVELS: Mapping[str, Level | None] = {
    "none": None, "email": None, "account": MAIL, "card_auth": PROVEN, "card_sign": PROVEN,
}  # fmt: skip
_spoken = lazy(told, str)  # said in the language of the page that shows it
DAYS = ("day", "past_day", "future_day", "born_on")


def offer(pack: Pack, library: Library, *, service: str, examine: str, route: tuple[str, ...] = ()) -> Procedure:
    """Make the pack a procedure of a service. `route` is the city's for its field; the overlay may name another."""
    text = library.text
    pages = library.pages(pack)
    texts = {name: text(getattr(pack, name), pack) for name in ("title", "purpose", "fee")}
    return Procedure(
        key=f"{service}.{pack.key}",
        title=texts["title"],
        asks=pages,
        sign=pack.sign,
        kind=Kind(pack.kind),
        names_case=pack.names_case,
        mails_to="email" if _asks(pages, "email") else "",
        rules=tuple(Rule(at=rule.at, must=rule.must, says=text(rule.says)) for rule in pack.rules),
        route=route if pack.kind == Kind.APPLICATION else (),
        answer_within=pack.period.days,
        look_within=min(3, pack.period.days),
        summary=texts["purpose"],
        search_words=" ".join([pack.official, pack.words, pack.kana]),
        who=tuple(text(line, pack) for line in pack.who),
        needs=tuple(text(line, pack) for line in pack.documents),
        fee=texts["fee"],
        minutes=pack.minutes or _minutes(pages),
        basis="；".join(basis.text for basis in pack.basis),
        remedies=pack.remedies,
        examine=examine,
        identity=_need(pack, library),
        facts=_facts(pack, library),
    )


def _asks(pages: tuple[Step, ...], key: str) -> bool:
    return any(question.key == key for page in pages for question in page.questions)


def _minutes(pages: tuple[Step, ...]) -> int:
    """A question takes about half a minute; told in steps of five."""
    questions = sum(len(page.questions) for page in pages)
    return max(5, -(-questions // 10) * 5)


def _need(pack: Pack, library: Library) -> Need | None:
    level = LEVELS[pack.identity.level]
    return Need(level, _spoken(library.text(pack.identity.why, pack))) if level else None


def _facts(pack: Pack, library: Library) -> Facts:
    text, lists = library.text, library.lists
    return Facts(
        called=pack.called,
        field=pack.field,
        field_title=text(lists.fields[pack.field]),
        kana=pack.kana,
        desk=text(pack.desk, pack),
        deadline=text(pack.deadline, pack),
        proxy=text(pack.proxy, pack),
        exemption=text(pack.exemption, pack),
        outcome=text(pack.outcome, pack),
        mind=tuple(text(line, pack) for line in pack.mind),
        basis=tuple(basis.model_dump() for basis in pack.basis),
        life_events=tuple(text(lists.life_events[event]) for event in pack.life_events),
        languages=pack.languages,
        lists=pack.lists,
        disposition=pack.disposition,
        trust=pack.trust,
    )


# Examples


def example_answers(pack: Pack, library: Library) -> dict[str, Any]:
    """Answers that fit, as JSON: for tests, and for trying a pack."""
    return _examples(ask for step in pack.steps for ask in library.asks(step))


def _examples(asks: Iterable[Ask]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for ask in asks:
        answers |= _example(ask)
    return answers


def _example(ask: Ask) -> dict[str, Any]:
    """A single value lies under the question's key; a table is taken as it is (a name and its reading)."""
    if ask.kind == "consent":
        return {ask.key: True}
    if ask.rows and ask.example is None:
        return {ask.key: [_examples(ask.rows)]}
    if ask.example is None:
        return {}
    if ask.kind in DAYS and isinstance(ask.example, int):
        return {ask.key: (today() + timedelta(days=ask.example)).isoformat()}
    return dict(ask.example) if isinstance(ask.example, dict) else {ask.key: ask.example}


def wrong_answers(pack: Pack, wrong: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """The answers of a rule's `wrong`, days counted from today."""
    kinds = {ask.key: ask.kind for step in pack.steps for ask in library.asks(step)}
    return {
        key: (today() + timedelta(days=value)).isoformat()
        if kinds.get(key) in DAYS and isinstance(value, int)
        else value
        for key, value in wrong.items()
    }
