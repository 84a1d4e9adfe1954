"""A procedure: what is asked, on what law, who decides, by when, and what follows.

A service declares it in Python; it becomes a stored, hashed and numbered form definition (`definitions.py`), and every
case keeps the one it began with. What a city decides for itself (route, days, fee, section, wording of the criteria)
comes from `cities/<city>/services/<service>.toml` and stands over what is written here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tomoni.base.catalogue import Catalogue
from tomoni.common.people.api import Need, declare_duty, duties

from .questions import Question, Rule, Step, Text
from .workflow import Kind

if TYPE_CHECKING:
    from .models import Case


class Procedures(Catalogue["Procedure"]):
    """What is declared in code or comes as a pack, and after it what was built at the desk and is in force now.

    `built` looks at what is published at this moment: one procedure by its key, or all of them.
    """

    built: Callable[[str], "Mapping[str, Procedure]"] = staticmethod(lambda key="": {})

    def __getitem__(self, key: str) -> "Procedure":
        if key.startswith(BUILT) and (found := self.built(key).get(key)):
            return found
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str) and key.startswith(BUILT):
            return key in self.built(key)
        return super().__contains__(key)

    def values(self) -> "Iterator[Procedure]":
        yield from super().values()
        yield from self.built("").values()


BUILT = "built."  # how the keys of procedures begin that staff built
procedures = Procedures("procedure")

Check = Callable[[Mapping[str, Any]], None]
FollowUp = Callable[["Case"], None]


class WrongAnswer(Exception):
    """What a check raises: which question is meant, and what the person should do."""

    def __init__(self, key: str, message: Text) -> None:
        super().__init__(key)
        self.key, self.message = key, message


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What else residents are told of a procedure, and how sure it is. A pack has them; a service may.

    `trust` says where the facts come from: `confirmed` (law or a public page was read), `typical` (seen in part, or it
    differs between cities), `memory` (not seen). Until the section has ticked them, the page says so.
    """

    called: str  # 申請, 届出, 請求, 申込 or 予約: what the law or the city hall calls it
    field: str = ""
    field_title: Text = ""
    kana: str = ""
    desk: Text = ""
    deadline: Text = ""
    proxy: Text = ""
    exemption: Text = ""
    outcome: Text = ""
    mind: tuple[Text, ...] = ()
    basis: tuple[Mapping[str, Any], ...] = ()  # text, confirmed, source
    life_events: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    disposition: bool = False
    trust: str = "confirmed"


@dataclass(kw_only=True, eq=False)
class Procedure:
    """`key` is `<service>.<name>`; `sign` is what its numbers carry (R8-団登-0043).

    `names_case` is the question whose answer names a case in lists (without one, what the case is about does),
    `mails_to` the one that holds the applicant's address. `examine` is the duty of the clerks who may see and examine
    its cases; `<service>.examine` when not given. A question outside a Step is a page of its own.

    `texts` are its words in other languages, {language: {Japanese: translation}}, where no catalogue holds them.

    `identity` is how surely the city must know who applies, and why: `Need(PROVEN, why=_("…"))`; without one, anybody
    may apply.

    A procedure about something that exists (a renewal, a change) names in `begins_at` the screen where it is chosen;
    that screen calls `begin(procedure, about=…)`.

    `facts` is what a page, an open data row and the printed form tell beside it.
    """

    key: str
    title: Text
    asks: tuple[Question | Step, ...]
    sign: str
    kind: Kind = Kind.APPLICATION
    names_case: str = ""
    mails_to: str = ""
    checks: tuple[Check, ...] = ()
    rules: tuple[Rule, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    route: tuple[str, ...] = ()
    answer_within: int = 10
    look_within: int = 3
    correct_within: int = 10
    summary: Text = ""
    search_words: Text = ""
    who: tuple[Text, ...] = ()
    needs: tuple[Text, ...] = ()
    fee: Text = ""
    minutes: int = 10
    basis: Text = ""
    criteria: tuple[Text, ...] = ()
    remedies: str = "both"
    invented: bool = False
    examine: str = ""
    begins_at: str = ""
    identity: Need | None = None
    facts: Facts | None = None
    granted: list[FollowUp] = field(default_factory=list, init=False)
    refused: list[FollowUp] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.service, self.name = self.key.split(".", 1)
        self.examine = self.examine or f"{self.service}.examine"
        self._declared()

    def _declared(self) -> None:
        """Known from now on; one that was built at the desk is known by its stored versions instead."""
        if self.examine not in duties:
            declare_duty(self.examine, format_lazy("{}{}", self.title, _("の審査")))
        procedures.add(self.key, self)

    def when_granted[F: FollowUp](self, follow_up: F) -> F:
        """Runs in the transaction that grants (or accepts a notification); it only writes records."""
        self.granted.append(follow_up)
        return follow_up

    def when_refused[F: FollowUp](self, follow_up: F) -> F:
        """Runs in the transaction that refuses."""
        self.refused.append(follow_up)
        return follow_up

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(each if isinstance(each, Step) else Step(each.label, each) for each in self.asks)
