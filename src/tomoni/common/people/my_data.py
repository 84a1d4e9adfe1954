"""What every app holds of a resident: told in one file, kept or erased by rule.

An app with personal data declares a keeper in its module `holdings.py`:

    @keeper
    class Cases(Keeper):
        key, title, models = "cases", _("申請と届出"), ("cases.case", "cases.draft")

        def tells(self, resident): …           # the things that go into the resident's file
        def fates(self, resident, on): …       # what may go on a day, what must stay, until when and why
        def erase(self, resident, on, *, who): …  # erases what may go; asked again every night until nothing stays

A test walks all models that point at a resident or an account and fails for one that no keeper answers for. Where a
thing lives as long as another (a message about a case), `kept_with` tells until when that other thing stays.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.utils import timezone
from django.utils.functional import Promise

from tomoni.base.catalogue import Catalogue
from tomoni.base.clock import FiscalYear
from tomoni.base.references import name_of

from .models import Resident

Text = str | Promise


@dataclass(frozen=True)
class Fact:
    """One line of a thing: a key for machines, a label for people, a value that JSON knows."""

    key: str
    label: str
    value: Any

    @property
    def shown(self) -> str:
        if isinstance(self.value, bool):
            return "✓" if self.value else "—"
        return "、".join(map(str, self.value)) if isinstance(self.value, list) else str(self.value)


@dataclass(frozen=True)
class Enclosed:
    """A file that goes into the resident's file as it lies on the disk."""

    name: str
    path: Path


@dataclass(frozen=True)
class Thing:
    """One thing that is held: a case, a message, a membership."""

    title: str
    facts: Sequence[Fact]
    files: Sequence[Enclosed] = ()


@dataclass(frozen=True)
class Fate:
    """What becomes of some things: they go on the day asked for, or stay, until a day if one is known, for a reason."""

    what: str
    number: int = 1
    kept: bool = False
    until: date | None = None
    because: str = ""


@dataclass(frozen=True)
class Kept:
    """A thing must stay, through this day if one is known, because of a rule."""

    until: date | None
    because: str


class Keeper:
    """What one app holds. `place`: things nearer to the person have lower numbers; they are told first, erased last."""

    key: str
    title: Text
    models: tuple[str, ...] = ()
    place = 50

    def tells(self, resident: Resident) -> Iterable[Thing]:
        return ()

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        return ()

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        """Erase what may go on the day; twice is as good as once."""


keepers: Catalogue[Keeper] = Catalogue("keeper of personal data")
_rules: Catalogue[Callable[[Any, date], Kept | None]] = Catalogue("rule of keeping")


def keeper[K: type[Keeper]](declared: K) -> K:
    """Declare what an app holds of residents."""
    keepers.add(declared.key, declared())
    return declared


def in_order() -> list[Keeper]:
    """The keepers as the file tells them; erasing goes the other way round."""
    return sorted(keepers.values(), key=lambda one: one.place)


def kept_with(model_label: str) -> Callable[[Callable[[Any, date], Kept | None]], Any]:
    """Declare how long things of a model stay: `@kept_with("cases.case")`. None: it may go."""

    def keep(rule: Callable[[Any, date], Kept | None]) -> Callable[[Any, date], Kept | None]:
        return _rules.add(model_label, rule)

    return keep


def kept_because(thing: Model | None, on: date) -> Kept | None:
    """Until when, and why, a thing must stay as seen on a day; None when it may go, or nobody said so."""
    label = name_of(thing).partition(":")[0]
    return _rules[label](thing, on) if label in _rules else None


def end_of_keeping(closed_on: date, years: int) -> date:
    """The last day of papers that are kept for years after the fiscal year in which they were closed."""
    return date(FiscalYear.of(closed_on).last.year + years, 3, 31)


def facts_from(row: Model, *names: str) -> list[Fact]:
    """Columns of a row under their verbose names; empty ones are left out."""
    facts = [_fact(row, name) for name in names]
    return [fact for fact in facts if fact.value not in (None, "", [], {})]


def _fact(row: Model, name: str) -> Fact:
    field: Field[Any, Any] = row._meta.get_field(name)  # type: ignore[assignment]
    value = getattr(row, name)
    if field.choices:
        value = getattr(row, f"get_{name}_display")()
    return Fact(name, str(field.verbose_name), plain(value if not isinstance(field, ForeignKey) else str(value or "")))


def plain(value: object) -> Any:
    """A value as JSON knows it; instants in the city's own time."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | Promise) else value
