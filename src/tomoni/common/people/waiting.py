"""What waits for a clerk: every ring lays its items on the desk.

An engine or a service declares a function that lists what is with a clerk on a day, in a fixed number of queries
(the test of the desk counts them):

    @waiting("cases", title=_("申請の審査"), icon="document")
    def cases_waiting(clerk: Clerk, on: date) -> Iterable[Waiting]: ...

`noting` does the same for the side column (気をつけたいこと). A module `desk.py` of any app is imported at start: that
is the place for both. The desk's menu is the frame's: `tomoni.base.design.frame.rail`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.functional import Promise

from tomoni.base import clock
from tomoni.base.catalogue import Catalogue

from .models import Clerk
from .person import person_of

CACHED = "_tomoni_desk"

Text = str | Promise


@dataclass(frozen=True)
class Waiting:
    """One line of the desk. Without `due_on` it stands at the end."""

    kind: Text  # the tag, up to six characters: 「決裁」
    title: str
    who: str
    why: Text  # why it is with me
    due_on: date | None
    url: str
    post: str = ""  # the key of the post it came to, for those who hold several
    tone: str = ""  # of the tag: "", "leaf", "sky" or "amber"


Lister = Callable[[Clerk, date], Iterable[Waiting]]


@dataclass(frozen=True)
class Tray:
    """One kind of work on the desk, counted in its head."""

    key: str
    title: Text
    icon: str
    listed: Lister


trays: Catalogue[Tray] = Catalogue("tray")


def waiting(key: str, *, title: Text, icon: str = "document") -> Callable[[Lister], Lister]:
    """Lay a tray on every desk."""

    def lay(listed: Lister) -> Lister:
        trays.add(key, Tray(key, title, icon, listed))
        return listed

    return lay


def on_desk(request: HttpRequest) -> list[tuple[Tray, Waiting]]:
    """Everything that waits for the clerk behind a request today; listed once per request."""
    lying: list[tuple[Tray, Waiting]] | None = getattr(request, CACHED, None)
    if lying is None:
        clerk = person_of(request).clerk
        lying = [(tray, item) for tray in trays.values() for item in tray.listed(clerk, clock.today())] if clerk else []
        setattr(request, CACHED, lying)
    return lying


def count_on_desk(request: HttpRequest, *keys: str) -> int:
    """How many items wait, in all trays or in some; for the counts in the desk's menu."""
    return sum(1 for tray, _ in on_desk(request) if not keys or tray.key in keys)


@dataclass(frozen=True)
class Note:
    """Something to mind: a sentence, perhaps a number, and where to go."""

    text: Text
    number: str = ""
    url: str = ""
    link: Text = ""


Noter = Callable[[Clerk, date], Iterable[Note]]
notes: Catalogue[Noter] = Catalogue("note")


def noting(key: str) -> Callable[[Noter], Noter]:
    """Write into the side column of every desk."""

    def keep(noter: Noter) -> Noter:
        return notes.add(key, noter)

    return keep
