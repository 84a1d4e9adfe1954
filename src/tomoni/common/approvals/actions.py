from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from tomoni.common.files.api import StoredFile
from tomoni.common.people.api import Clerk, Post

from .kinds import PaperKind
from .models import Cell, LaterReview, Paper, PaperVersion


@dataclass(frozen=True)
class Step:
    """One place on a route. Consultations that follow each other go round at the same time."""

    post: Post
    consult: bool = False
    needed: bool = True


def draft(
    *,
    kind: str | PaperKind,
    about: Model | None,
    title: str,
    text: str,
    drafter: Clerk,
    as_post: Post,
    route: Sequence[Post | Step],
    due_on: date | None = None,
    facts: Mapping[str, str] | None = None,
    files: Sequence[StoredFile] = (),
    authority: str = "",
    authority_why: str = "",
    put_up: bool = True,
) -> Paper:
    raise NotImplementedError


def seal(
    paper: Paper, *, clerk: Clerk, note: str = "", cell: Cell | None = None, seen: str = "", agrees: bool = True
) -> Paper:
    raise NotImplementedError


def decide_for(paper: Paper, *, clerk: Clerk, reason: str, cell: Cell | None = None, seen: str = "") -> Paper:
    raise NotImplementedError


def review(later: LaterReview, *, clerk: Clerk) -> LaterReview:
    raise NotImplementedError


def ask_again(paper: Paper, *, clerk: Clerk, cell: Cell) -> Paper:
    raise NotImplementedError


def send_back(paper: Paper, *, clerk: Clerk, reason: str, seen: str = "") -> Paper:
    raise NotImplementedError


def revise(
    paper: Paper,
    *,
    clerk: Clerk,
    title: str | None = None,
    text: str | None = None,
    facts: Mapping[str, str] | None = None,
    files: Sequence[StoredFile] | None = None,
    why: str = "",
) -> PaperVersion:
    raise NotImplementedError


def put_up(paper: Paper, *, clerk: Clerk) -> Paper:
    raise NotImplementedError


def pull_back(paper: Paper, *, clerk: Clerk) -> Paper:
    raise NotImplementedError


def reject(paper: Paper, *, clerk: Clerk, reason: str, seen: str = "") -> Paper:
    raise NotImplementedError


def withdraw(paper: Paper, *, clerk: Clerk, reason: str) -> Paper:
    raise NotImplementedError


def fall_away(paper: Paper, *, reason: str) -> Paper:
    raise NotImplementedError
