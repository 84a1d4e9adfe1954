"""Online procedures (オンライン手続き): each file under `packs/` is a procedure that a city can offer as it stands.

A pack says what law, page and desk say of it, asks with the shared groups of questions, and refuses what is known to go
wrong. A city sets its own fee, desk, route and days over it, or switches it off. Until a section has ticked a pack, its
page says how sure the facts are.
"""

from pathlib import Path

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import declare_duty
from tomoni.engines.cases.api import packs as engine

from .settings import route_of_field

FOLDER = Path(__file__).parent
SERVICE = "online_procedures"

library = engine.read_library(FOLDER)
packs: dict[str, engine.Pack] = {pack.key: pack for pack in engine.read_packs(FOLDER, library)}


def examines(field: str) -> str:
    """The duty of the clerks who examine the procedures of a field."""
    return f"{SERVICE}.examine_{field}"


for _field, _title in library.lists.fields.items():
    _named = lazy(engine.told, str)(library.text(_title))
    declare_duty(examines(_field), format_lazy("{}{}", _named, _("の手続きの審査")))

procedures = {
    key: engine.offer(pack, library, service=SERVICE, examine=examines(pack.field), route=route_of_field(pack.field))
    for key, pack in packs.items()
}
