"""My page: one shelf per app, with the newest things that lie on it.

An app that has something of a resident lays a shelf in its module `shelves.py`:

    @shelf("cases", icon="document", title=_("わたしの申請"), says=_("…"), url_name="my-cases", place=10)
    def my_cases(resident: Resident) -> list[Line]: …
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base import clock
from tomoni.base.catalogue import Catalogue
from tomoni.base.design.frame import address_of
from tomoni.base.design.parts.days import day

from .looks import as_told, looks_at
from .models import Resident

Text = str | Promise
SHOWN = 3  # things on a shelf; the rest lies behind its title


@dataclass(frozen=True)
class Line:
    """One thing on a shelf: what it is, how it stands, and where to read on."""

    words: str
    note: str = ""
    url: str = ""


Lister = Callable[[Resident], Iterable[Line]]


@dataclass(frozen=True)
class Shelf:
    key: str
    icon: str
    title: Text
    says: Text
    url_name: str
    place: int
    lister: Lister
    for_some: bool = False  # not there at all for whom nothing lies on it
    lines: list[Line] = field(default_factory=list)

    @property
    def url(self) -> str:
        return address_of(self.url_name)


shelves: Catalogue[Shelf] = Catalogue("shelf of my page")


def shelf(
    key: str, *, icon: str, title: Text, says: Text, url_name: str, place: int, for_some: bool = False
) -> Callable[[Lister], Lister]:
    """Lay a shelf on my page; the lister gives its newest things in a fixed number of queries."""

    def lay(lister: Lister) -> Lister:
        shelves.add(key, Shelf(key, icon, title, says, url_name, place, lister, for_some))
        return lister

    return lay


def laid_out(resident: Resident) -> list[Shelf]:
    """The shelves in their order, each with what lies on it for this resident."""
    laid = [
        replace(one, lines=list(one.lister(resident))) for one in sorted(shelves.values(), key=lambda one: one.place)
    ]
    return [one for one in laid if one.lines or not one.for_some]


@shelf(
    "seen", icon="search", title=gettext_lazy("あなたの情報をだれが見たか"),
    says=gettext_lazy("職員が見た日と、見たわけ"), url_name="my-seen", place=40,
)  # fmt: skip
def _seen(resident: Resident) -> Iterable[Line]:
    return [Line(look.desk, day(look.last_on)) for look in as_told(list(looks_at(resident)[:1]))]


@shelf(
    "organisations", icon="people", title=gettext_lazy("入っている団体"),
    says=gettext_lazy("仲間、招待、役のゆずりわたし"), url_name="my-organisations", place=25,
)  # fmt: skip
def _organisations(resident: Resident) -> Iterable[Line]:
    held = resident.memberships.standing(clock.today()).select_related("organisation").order_by("pk")
    return [Line(str(one.organisation), one.get_role_display()) for one in held[:SHOWN]]


@shelf(
    "consents", icon="check", title=gettext_lazy("同意したこと"),
    says=gettext_lazy("「はい」と言ったことを見る、やめる"), url_name="my-consents", place=50,
)  # fmt: skip
def _consents(resident: Resident) -> Iterable[Line]:
    number = resident.consents.standing(clock.today()).count()
    return [Line(_("いま%(number)d件") % {"number": number})] if number else []


@shelf(
    "data", icon="document", title=gettext_lazy("わたしの情報"),
    says=gettext_lazy("ファイルで受け取る、消してもらう"), url_name="my-data", place=60,
)  # fmt: skip
def _data(resident: Resident) -> Iterable[Line]:
    ready = resident.data_files.filter(state="ready", expires_at__gt=clock.now()).first()
    return [Line(_("ファイルができました"), "", address_of("my-data"))] if ready else []


@shelf(
    "profile", icon="person", title=gettext_lazy("名前と連絡先"),
    says=gettext_lazy("登録した内容を確かめて直す"), url_name="my-profile", place=70,
)  # fmt: skip
def _profile(resident: Resident) -> Iterable[Line]:
    return ()
