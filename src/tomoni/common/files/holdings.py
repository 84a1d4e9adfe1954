"""What files hold of a resident: what they handed in. A file about a thing stays as long as that thing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.references import pointing_at
from tomoni.common.people.api import Account, Resident
from tomoni.common.people.erasure import forget
from tomoni.common.people.looks import Told, told_as
from tomoni.common.people.my_data import Enclosed, Fate, Keeper, Kept, Thing, facts_from, keeper, kept_because

from .actions import erase
from .models import StoredFile

WHY = "本人の情報の消去"


@told_as("files.storedfile")
def file_as_told(file: StoredFile) -> Told:
    return Told(_("あなたが出したファイル「%(name)s」") % {"name": file.name} if file.name else _("消したファイル"))


@keeper
class Files(Keeper):
    key, title, place = "files", gettext_lazy("出したファイル"), 45
    models = ("files.storedfile",)

    def tells(self, resident: Resident) -> Iterable[Thing]:
        for file in _of(resident):
            facts = facts_from(file, "name", "size", "sha256", "kept_at", "keep_until")
            yield Thing(file.name, facts, [Enclosed(file.name, file.path)] if file.is_there else [])

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        going = 0
        kept: dict[Any, Any] = {}
        for file in _of(resident):
            rule = rule_of(file, on)
            if rule is None:
                going += 1
            else:
                kept[rule.until, rule.because] = kept.get((rule.until, rule.because), 0) + 1
        yield Fate(_("出したファイル"), going)
        for (until, because), number in kept.items():
            yield Fate(_("出したファイル"), number, kept=True, until=until, because=because)

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        for file in _of(resident):
            if rule_of(file, on) is None:
                erase_file(file, who=who)


def erase_files_about(thing: Model, *, who: Model | None) -> None:
    """Files about a thing that goes, whoever handed them in."""
    for file in StoredFile.objects.there().filter(**pointing_at(thing)):
        erase_file(file, who=who)


def erase_file(file: StoredFile, *, who: Model | None) -> None:
    """The bytes, the name, and what the journal remembers; digest and size stay."""
    forget(file, who=who)
    erase(file, who=who, why=WHY)


def rule_of(file: StoredFile, on: date) -> Kept | None:
    if file.keep_until is not None and on <= file.keep_until:
        return Kept(file.keep_until, _("預かるときに決めた日まで残します。"))
    return kept_because(file.about, on)


def _of(resident: Resident) -> list[StoredFile]:
    """Those of the resident and of their account."""
    there = StoredFile.objects.there().select_related("about_type").prefetch_related("about")
    mine = there.filter(owner_type=ContentType.objects.get_for_model(Resident), owner_id=resident.pk)
    if resident.account_id:
        account = ContentType.objects.get_for_model(Account)
        mine |= there.filter(owner_type=account, owner_id=resident.account_id)
    return list(mine)
