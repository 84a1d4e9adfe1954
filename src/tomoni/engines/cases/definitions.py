"""From a declaration and the city's overlay to the stored form definition that a case keeps."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.functional import lazy

from tomoni.common.people.api import LEVELS, NOBODY, Need, Post, Section

from .models import FormDefinition
from .procedures import Procedure, procedures
from .questions import as_plain
from .settings import Overlay, overlay_of

# What a definition says beside its questions. A case keeps all of it as it was on the day it began.
SAYS = (
    "title", "summary", "search_words", "sign", "kind", "names_case", "mails_to", "answer_within", "look_within",
    "correct_within", "who", "needs", "fee", "minutes", "basis", "criteria", "remedies", "invented",
)  # fmt: skip


@dataclass(frozen=True)
class NoSuchPost(Exception):
    """The route of a procedure names a post that the city does not have."""

    procedure: str
    post: str


def says_of(procedure: Procedure) -> dict[str, Any]:
    """What the procedure promises in this city, without its questions: what a list of procedures needs."""
    overlay = overlay_of(procedure.service, procedure.name)
    said = {name: getattr(overlay, name, None) for name in SAYS}
    plain: dict[str, Any] = as_plain(
        {name: getattr(procedure, name) if value is None else value for name, value in said.items()}
    )
    return plain | _facts_of(procedure, overlay)


def _facts_of(procedure: Procedure, overlay: Overlay) -> dict[str, Any]:
    """The facts, with what the city has set; the standard period is a promise only where the city has set it."""
    if procedure.facts is None:
        return {}
    ticked = overlay.ticked.isoformat() if overlay.ticked else ""
    said = as_plain(asdict(procedure.facts)) | {"ticked": ticked, "promised": overlay.answer_within is not None}
    return {"facts": said | ({"desk": overlay.desk} if overlay.desk else {})}


def content_of(procedure: Procedure) -> dict[str, Any]:
    """What the procedure asks and promises in this city, as JSON with texts in Japanese."""
    steps: list[Any] = as_plain([step.as_data() for step in procedure.steps])
    rules = [rule.as_data() for rule in procedure.rules]
    return says_of(procedure) | {"steps": steps} | ({"rules": rules} if rules else {}) | _texts_of(procedure)


def _texts_of(procedure: Procedure) -> dict[str, Any]:
    return {"texts": as_plain(procedure.texts)} if any(procedure.texts.values()) else {}


def definition_of(procedure: Procedure) -> FormDefinition:
    """The stored version that says what the procedure says now; a new one when it has changed."""
    content = content_of(procedure)
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    kept = FormDefinition.objects.filter(key=procedure.key, digest=digest).first()
    return kept or _next_version(procedure.key, digest, content)


def _next_version(key: str, digest: str, content: dict[str, Any]) -> FormDefinition:
    try:
        with transaction.atomic():
            last = FormDefinition.objects.filter(key=key).aggregate(last=Max("version"))["last"] or 0
            return FormDefinition.objects.create(key=key, version=last + 1, digest=digest, content=content)
    except IntegrityError:  # another process stored the same version first
        return FormDefinition.objects.get(key=key, digest=digest)


def sync_procedures() -> list[FormDefinition]:
    """Store what every procedure says now; returns the versions that are in force."""
    return [definition_of(procedure) for procedure in procedures.values()]


def route_of(procedure: Procedure) -> list[Post]:
    """The posts that decide, in order, as the city has set them."""
    keys = route_keys(procedure)
    posts = {post.key: post for post in Post.objects.filter(key__in=keys).select_related("section")}
    for key in keys:
        if key not in posts:
            raise NoSuchPost(procedure.key, key)
    return [posts[key] for key in keys]


def route_keys(procedure: Procedure) -> tuple[str, ...]:
    route = overlay_of(procedure.service, procedure.name).route
    return procedure.route if route is None else route


def need_of(procedure: Procedure) -> Need | None:
    """What the city asks for, else what the service declares; None when anybody may apply."""
    set_by_city = overlay_of(procedure.service, procedure.name).identity
    if set_by_city is None:
        return procedure.identity
    level = LEVELS[set_by_city.level]
    return None if level is NOBODY else Need(level, lazy(set_by_city.told, str)(), set_by_city.within)


def is_offered(procedure: Procedure) -> bool:
    """Whether the city takes it online now."""
    return overlay_of(procedure.service, procedure.name).offered


def section_of(procedure: Procedure) -> Section | None:
    """The section that answers questions: the one the city names, else that of the posts charged with examining."""
    code = overlay_of(procedure.service, procedure.name).section
    if code:
        return Section.objects.filter(code=code).first()
    return Section.objects.filter(posts__duties__duty=procedure.examine).order_by("order", "code").first()
