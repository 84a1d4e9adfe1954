"""Built procedures that are in force: the newest published version of each, as the procedure that a case knows.

Every process asks the database which version that is, and makes the procedure anew only when it has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Q

from tomoni.base.asking_once import once

from ..learnt import learn
from ..models import BuiltVersion
from ..procedures import Procedure, procedures
from ..workflow import Kind
from .content import Content, mails_to, names_case, rules_of, steps_of


@dataclass(kw_only=True, eq=False)
class Built(Procedure):
    """A procedure from the desk. It runs no code of its own: its rules are expressions."""

    def _declared(self) -> None:
        return


_made: dict[str, tuple[int, Built]] = {}  # by key: the version it was made from


def in_force(key: str = "") -> Mapping[str, Procedure]:
    """All of them by their keys, or the one that has this key."""
    newest = BuiltVersion.objects.filter(state=BuiltVersion.State.PUBLISHED)
    if key:
        newest = newest.filter(procedure__key=key)
    last = Max("procedure__versions__number", filter=Q(procedure__versions__state=BuiltVersion.State.PUBLISHED))
    standing = newest.alias(last=last).filter(number=F("last")).order_by("procedure__key")
    wanted = dict(standing.values_list("procedure__key", "pk"))
    stale = [pk for name, pk in wanted.items() if _made.get(name, (0, None))[0] != pk]
    if stale:
        for version in BuiltVersion.objects.filter(pk__in=stale).select_related("procedure"):
            learn(version.content)
            _made[version.procedure.key] = (version.pk, as_procedure(version.procedure.key, version.content))
    return {name: _made[name][1] for name in wanted}


def as_procedure(key: str, content: Content) -> Built:
    """What was built, as what a service would have declared."""
    said: dict[str, Any] = {
        name: content[name] for name in ("title", "sign", "summary", "fee", "minutes", "basis", "answer_within")
    }
    said |= {name: tuple(content[name]) for name in ("who", "needs", "criteria", "route")}
    days = content["answer_within"]
    return Built(
        key=key,
        asks=steps_of(content),
        rules=rules_of(content),
        kind=Kind(content["kind"]),
        names_case=names_case(content),
        mails_to=mails_to(content),
        look_within=min(3, days),
        examine=content["examine"],
        texts=content["texts"],
        **said,
    )


def in_force_now(key: str = "") -> Mapping[str, Procedure]:
    """The same, asked once while a screen is read."""
    found: Mapping[str, Procedure] = once(("cases.in_force", key), lambda: in_force(key))
    return found


procedures.built = in_force_now
