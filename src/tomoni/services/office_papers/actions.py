"""The verbs of an office paper: draft it, mend it after it came back."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from tomoni.base import clock
from tomoni.common.approvals import api as approvals
from tomoni.common.approvals.api import Paper, Wanted
from tomoni.common.files.api import StoredFile
from tomoni.common.people.api import Clerk, Post, Section

from .models import OfficePaper


def register_of(section: Section) -> str:
    """The series of a section's office papers: 「8地伺第12号」."""
    return f"{section.mark or section.name}伺"


@transaction.atomic
def draft(
    *,
    sort: str,
    clerk: Clerk,
    as_post: Post,
    wanted: Wanted,
    title: str,
    text: str,
    facts: dict[str, str],
    typed: dict[str, Any],
    also: Sequence[Post] = (),
    due_on: Any = None,
    files: Sequence[StoredFile] = (),
    quotes: Paper | None = None,
    goes_up: bool = True,
) -> Paper:
    """Write an office paper; the city's rules say who decides it."""
    made = OfficePaper.objects.create(sort=sort, typed=typed, made_at=clock.now())
    return approvals.draft_by_rules(
        kind=f"office_papers.{sort}", about=made, title=title, text=text, drafter=clerk, as_post=as_post, wanted=wanted,
        also=also, due_on=due_on, facts=facts, files=files, quotes=quotes, register=register_of(as_post.section),
        goes_up=goes_up,
    )  # fmt: skip


@transaction.atomic
def mend(
    paper: Paper,
    *,
    clerk: Clerk,
    wanted: Wanted,
    title: str,
    text: str,
    facts: dict[str, str],
    typed: dict[str, Any],
    also: Sequence[Post] = (),
    files: Sequence[StoredFile] = (),
    why: str = "",
) -> Paper:
    """Change a paper that is with its drafter and send it round again. Files are added, never taken away."""
    made = paper.about
    assert isinstance(made, OfficePaper)
    before = [each.file for each in paper.current().enclosures.select_related("file")]
    enclosed = [*before, *(file for file in files if file not in before)]
    changed = (title, text, facts) != _says(paper) or len(enclosed) > len(before)
    if changed:
        paper = approvals.revise(paper, clerk=clerk, title=title, text=text, facts=facts, files=enclosed, why=why)
    paper = approvals.rejudge(paper, clerk=clerk, wanted=wanted, also=also)
    made.typed = typed
    made.save(update_fields=["typed"])
    return approvals.put_up(paper, clerk=clerk)


def _says(paper: Paper) -> tuple[str, str, dict[str, str]]:
    version = paper.current()
    return version.title, version.text, dict(version.facts)
