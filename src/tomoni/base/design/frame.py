"""The frame around every screen, and what the rings above hang into it.

Base knows no screen of the city. Whoever has one says so when Django starts: `tab` for the five tabs of the public
side, `tool` for the links at the top, `foot_link` for the foot, `rail` and `desk_tool` for the desk of the staff,
`emergency_from` for the disaster record. A link whose screen does not exist yet leads to the page that says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, override

from tomoni.base.catalogue import Catalogue
from tomoni.base.city.api import CityFacts, the_city
from tomoni.base.doors import PUBLIC, Right

Text = str | Promise

# The style sheets of every page, in the order of their cascade. Names of the design tokens are used in tokens.css only.
STYLES = (
    "vendor/tokens/tokens.css",
    "vendor/biz-udpgothic/400.css",
    "vendor/biz-udpgothic/700.css",
    *(
        f"design/{name}.css"
        for name in (
            "tokens", "ground", "frame", "acts", "home", "plan", "records", "forms", "cases", "desk", "paper", "town",
            "modes",
        )
    ),
)  # fmt: skip
# The language of the words, as a browser knows it.
SPOKEN_AS = {"ja-easy": "ja"}


@dataclass(frozen=True)
class Tab:
    """One of the five tabs. `also` lists further beginnings of addresses that belong under it."""

    key: str
    label: Text
    url_name: str
    icon: str
    also: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return address_of(self.url_name, self.key)

    def covers(self, path: str) -> bool:
        return any(path.startswith(beginning) for beginning in (self.url, *self.also))


@dataclass(frozen=True)
class Link:
    """A link of the frame; `column` says in which part of the foot it stands."""

    key: str
    label: Text
    url_name: str
    icon: str = ""
    column: str = ""

    @property
    def url(self) -> str:
        return address_of(self.url_name, self.key)


@dataclass(frozen=True)
class RailItem:
    """One item of the desk's rail: who may see it, how many things wait behind it, and how far left it stands."""

    key: str
    label: Text
    url_name: str
    count: Callable[[HttpRequest], int] | None
    right: Right
    place: int = 50

    @property
    def url(self) -> str:
        return address_of(self.url_name, self.key)


@dataclass(frozen=True)
class Emergency:
    """What the disaster record says to everybody, until it is lifted."""

    heading: str
    announced: str
    act: str
    more: str = ""
    links: tuple[tuple[str, str, str], ...] = ()  # words, address, language of the words or ""
    next_update: str = ""


@dataclass(frozen=True)
class Language:
    """One entry of the language bar."""

    code: str
    name: str
    url: str
    current: bool

    @property
    def lang(self) -> str:
        return SPOKEN_AS.get(self.code, self.code)


tabs: Catalogue[Tab] = Catalogue("tab")
tools: Catalogue[Link] = Catalogue("link at the top")
foot_links: Catalogue[Link] = Catalogue("link of the foot")
rail_items: Catalogue[RailItem] = Catalogue("item of the desk's rail")
desk_tools: Catalogue[Link] = Catalogue("link at the top of the desk")
_emergencies: list[Callable[[HttpRequest], Emergency | None]] = []
_names: list[Callable[[HttpRequest], str]] = []
_with_language_bar: set[str] = set()


def tab(key: str, label: Text, url_name: str, icon: str, *, also: Iterable[str] = ()) -> Tab:
    """Declare a tab of the public side; they stand in the order of their declaration."""
    return tabs.add(key, Tab(key, label, url_name, icon, tuple(also)))


def tool(key: str, label: Text, url_name: str, icon: str = "") -> Link:
    """Declare a link at the top of every public page, such as マイページ."""
    return tools.add(key, Link(key, label, url_name, icon))


def foot_link(key: str, label: Text, url_name: str, *, column: str) -> Link:
    """Declare a link of the foot; `column` is "help" (困ったとき) or "site" (このサイト)."""
    if column not in {"help", "site"}:
        raise ValueError(f"The foot has the columns 'help' and 'site', not {column!r}.")
    return foot_links.add(key, Link(key, label, url_name, column=column))


def rail(
    key: str,
    label: Text,
    url_name: str,
    *,
    count: Callable[[HttpRequest], int] | None = None,
    right: Right = PUBLIC,
    place: int = 50,
) -> RailItem:
    """Declare an item of the desk's rail. `count` is asked once per page; `right` decides who sees the item.

    Items stand by their `place`, from 0 (what waits for me) to 99, then in the order of their declaration.
    """
    return rail_items.add(key, RailItem(key, label, url_name, count, right, place))


def desk_tool(key: str, label: Text, url_name: str) -> Link:
    """Declare a link at the top of the desk, such as 代理と不在."""
    return desk_tools.add(key, Link(key, label, url_name))


def emergency_from(source: Callable[[HttpRequest], Emergency | None]) -> None:
    """Name the record that says whether there is an emergency."""
    _emergencies.append(source)


def named_by(source: Callable[[HttpRequest], str]) -> None:
    """Name the function that says who sits at the desk. Public pages never ask."""
    _names.append(source)


def language_bar_on(*url_names: str) -> None:
    """Keep the language bar open on these screens; elsewhere it opens at the word Language."""
    _with_language_bar.update(url_names)


def address_of(url_name: str, key: str = "") -> str:
    """The address of a screen in the language of now; the page `planned` while the screen does not exist."""
    return _address(url_name, key, get_language() or settings.LANGUAGE_CODE, get_urlconf())


@lru_cache(maxsize=2048)
def _address(url_name: str, key: str, language: str, urlconf: str | None) -> str:
    for name, args in ((url_name, ()), ("planned", (key or url_name,)), ("planned", ())):
        try:
            return reverse(name, urlconf, args=args)
        except NoReverseMatch:
            continue
    return "/"


def without_language(path: str) -> str:
    """An address as the default language has it: `/en/plan/` is `/plan/`."""
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and path.startswith(f"/{code}/"):
            return path.removeprefix(f"/{code}")
    return path


def in_language(path: str, code: str) -> str:
    """The same screen in another language."""
    bare = without_language(path)
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


class Frame:
    """What the templates of the frame ask. Each part is worked out when it is first used."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.code = get_language() or settings.LANGUAGE_CODE

    @property
    def html_lang(self) -> str:
        return SPOKEN_AS.get(self.code, self.code)

    @property
    def easy(self) -> bool:
        return self.code == "ja-easy"

    @property
    def demo(self) -> bool:
        return settings.DEMO

    @property
    def styles(self) -> tuple[str, ...]:
        return STYLES

    @property
    def city(self) -> CityFacts:
        return the_city()

    @property
    def city_name(self) -> str:
        return self.city.name if self.html_lang == "ja" else self.city.name_english

    @property
    def home(self) -> str:
        return in_language("/", self.code)

    @property
    def tabs(self) -> list[Tab]:
        return list(tabs.values())

    @cached_property
    def current_tab(self) -> str:
        """The key of the tab this address belongs under; a view may say better with `tab` in its context."""
        path = without_language(self._request.path)
        with override(settings.LANGUAGE_CODE):
            return next((item.key for item in tabs.values() if item.covers(path)), "")

    @property
    def tools(self) -> list[Link]:
        return list(tools.values())

    @property
    def foot_help(self) -> list[Link]:
        return [link for link in foot_links.values() if link.column == "help"]

    @property
    def foot_site(self) -> list[Link]:
        return [link for link in foot_links.values() if link.column == "site"]

    @property
    def desk_tools(self) -> list[Link]:
        return list(desk_tools.values())

    @cached_property
    def rail(self) -> list[dict[str, Any]]:
        return [
            {
                "item": item,
                "count": item.count(self._request) if item.count else 0,
                "current": self._request.path == item.url,
            }
            for item in sorted(rail_items.values(), key=lambda item: item.place)
            if item.right.allows(self._request)
        ]

    @property
    def invented_office(self) -> dict[str, bool]:
        """Which facts of the city hall were made up: address, phone, hours."""
        facts = {"address": "office.address", "phone": "office.phone", "hours": "office.opens_at"}
        return {name: self.city.is_invented(fact) for name, fact in facts.items()}

    @cached_property
    def name(self) -> str:
        """Who sits at the desk."""
        return next((name for source in _names if (name := source(self._request))), "")

    @cached_property
    def emergency(self) -> Emergency | None:
        return next((found for source in _emergencies if (found := source(self._request))), None)

    @cached_property
    def languages(self) -> list[Language]:
        asked = self._request.META.get("QUERY_STRING", "")
        tail = f"?{asked}" if asked and self._request.method == "GET" else ""
        return [
            Language(code, name, in_language(self._request.path, code) + tail, code == self.code)
            for code, name in settings.LANGUAGES
        ]

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        """hreflang and address of this page in each language that a browser can tell apart."""
        if self._request.resolver_match is None:
            return []
        path = self._request.path
        return [
            *(
                (code, settings.ORIGIN + in_language(path, code))
                for code, _name in settings.LANGUAGES
                if code not in SPOKEN_AS
            ),
            ("x-default", settings.ORIGIN + without_language(path)),
        ]

    @property
    def languages_open(self) -> bool:
        match = self._request.resolver_match
        return self.code != settings.LANGUAGE_CODE or bool(match and match.url_name in _with_language_bar)

    @property
    def messages(self) -> Iterable[Any]:
        """Words for this person. Without a cookie nobody is asked, so that a page stays the same for everybody."""
        if {settings.SESSION_COOKIE_NAME, "messages"} & self._request.COOKIES.keys():
            return get_messages(self._request)
        return ()
