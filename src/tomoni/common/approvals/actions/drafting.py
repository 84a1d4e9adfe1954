"""The drafter's moves: draft, change, put up, pull back, withdraw."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from tomoni.base import clock
from tomoni.common.files.api import StoredFile, belongs_to
from tomoni.common.people.api import Clerk, Post

from ..contents import Content, EnclosedFile
from ..impossible import NothingChanged, TooLate
from ..kinds import NumberedAt, PaperKind, kinds
from ..models import Cell, Enclosure, Move, Paper, PaperVersion, Seal
from ..numbers import next_number
from ..queries import about_name, content_of
from ..steps import Step, authority_of, decider
from .moving import advance, end, follow, move, only_the_drafter, put_seal, take_seals_off, taken
from .routes import lay_out

Facts = Mapping[str, str]


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
    facts: Facts | None = None,
    files: Sequence[StoredFile] = (),
    authority: str = "",
    authority_why: str = "",
    quotes: Paper | None = None,
    register: str = "",
    goes_up: bool = True,
) -> Paper:
    """Write a paper and, unless `goes_up` is False, put it before the first post of its route.

    route           posts in order, the deciding one last; a Step says 合議, or a post that is not needed
    facts           headings and values that stand under the text (会場, 金額 …)
    authority       the words in the double frame; from the deciding post when empty
    authority_why   why it goes as far as it does, for those who ask
    register        the series of its number, where it is not the kind's own (a section's 文書記号)
    quotes          引用起案: the rejected paper that this one takes up again
    """
    wanted = kinds[kind] if isinstance(kind, str) else kind
    steps = [step if isinstance(step, Step) else Step(step) for step in route]
    now = clock.now()
    with transaction.atomic():
        paper = Paper(
            kind_key=wanted.key, about=about, title=title, drafter=drafter, as_post=as_post, section=as_post.section,
            authority=authority or authority_of(decider(steps).post), authority_why=authority_why,
            register=register or wanted.register, due_on=due_on, drafted_at=now, quotes=quotes,
        )  # fmt: skip
        cells = lay_out(paper, steps, may_decide_alone=wanted.drafter_may_decide)
        paper.save()
        Cell.objects.bulk_create(cells)
        content = Content(wanted.key, about_name(paper), title, text, _pairs(facts), _enclosed(files))
        _keep(paper, content, files, drafter, now)
        move(paper, Move.Verb.DRAFT, drafter, at=now, post=as_post)
        if goes_up:
            _up(paper, drafter, now)
    return paper


def revise(
    paper: Paper,
    *,
    clerk: Clerk,
    title: str | None = None,
    text: str | None = None,
    facts: Facts | None = None,
    files: Sequence[StoredFile] | None = None,
    why: str = "",
) -> Paper:
    """Change what a paper says (None leaves a part as it is): a new version, whose seals are yet to come.

    While it is going round, seals on earlier versions stay where they are and show that they do not cover this one.
    """
    now = clock.now()
    with transaction.atomic():
        paper = taken(paper, "revise")
        only_the_drafter(paper, clerk)
        before = paper.current()
        content = content_of(paper, before)
        changed = Content(
            content.kind,
            content.about,
            content.title if title is None else title,
            content.text if text is None else text,
            content.facts if facts is None else _pairs(facts),
            content.files if files is None else _enclosed(files),
        )
        if changed.digest == before.digest:
            raise NothingChanged
        kept_files = [each.file for each in before.enclosures.all()] if files is None else files
        paper.version_number += 1
        paper.title = changed.title
        paper.save(update_fields=["version_number", "title"])
        version = _keep(paper, changed, kept_files, clerk, now)
        if paper.is_up:
            put_seal(paper.cells.get(kind=Cell.Kind.DRAFT), version, clerk, at=now)
        move(paper, Move.Verb.REVISE, clerk, at=now, post=paper.as_post, words=why)
    return paper


def put_up(paper: Paper, *, clerk: Clerk) -> Paper:
    """Send a draft, or one that came back, round its route from the beginning."""
    with transaction.atomic():
        paper = taken(paper, "put_up")
        only_the_drafter(paper, clerk)
        _up(paper, clerk, clock.now())
    return paper


def redraft(paper: Paper, *, clerk: Clerk, why: str = "", **changes: Any) -> Paper:
    """Change a paper that came back and put it up again; `changes` are those of `revise`."""
    with transaction.atomic():
        paper = revise(paper, clerk=clerk, why=why, **changes)
        return put_up(paper, clerk=clerk)


def pull_back(paper: Paper, *, clerk: Clerk) -> Paper:
    """引戻し: only as long as nobody after the drafter has sealed."""
    now = clock.now()
    with transaction.atomic():
        paper = taken(paper, "pull_back")
        only_the_drafter(paper, clerk)
        if Seal.objects.filter(cell__paper=paper, voided_at=None).exclude(cell__kind=Cell.Kind.DRAFT).exists():
            raise TooLate
        take_seals_off(paper, now)
        paper.state = Paper.State.DRAFT
        paper.save(update_fields=["state"])
        move(paper, Move.Verb.PULL_BACK, clerk, at=now, post=paper.as_post)
    return paper


def withdraw(paper: Paper, *, clerk: Clerk, reason: str) -> Paper:
    """廃案: the drafter gives up a paper that is with them. Its number, if it has one, stays used."""
    with transaction.atomic():
        paper = taken(paper, "withdraw", reason=reason)
        only_the_drafter(paper, clerk)
        return _withdrawn(paper, clerk, reason)


def fall_away(paper: Paper, *, reason: str) -> Paper:
    """The matter itself is gone (an applicant withdrew): the paper ends wherever it is. For engines only."""
    with transaction.atomic():
        return _withdrawn(taken(paper, "fall_away", reason=reason), None, reason)


def _withdrawn(paper: Paper, clerk: Clerk | None, reason: str) -> Paper:
    now = clock.now()
    end(paper, Paper.State.WITHDRAWN, now)
    move(paper, Move.Verb.WITHDRAW, clerk, at=now, post=paper.as_post if clerk else None, words=reason)
    follow(paper, kinds[paper.kind_key].on_withdrawn)
    return paper


def _up(paper: Paper, clerk: Clerk, now: datetime) -> None:
    kind = kinds[paper.kind_key]
    paper.state = Paper.State.UP
    if kind.numbered_at == NumberedAt.DRAFT and paper.register and not paper.number:
        paper.number = next_number(paper.register, clock.today(), about=paper)
    paper.save(update_fields=["state", "number"])
    put_seal(paper.cells.get(kind=Cell.Kind.DRAFT), paper.current(), clerk, at=now)
    advance(paper, now)
    move(paper, Move.Verb.PUT_UP, clerk, at=now, post=paper.as_post)


def _keep(paper: Paper, content: Content, files: Sequence[StoredFile], clerk: Clerk, now: datetime) -> PaperVersion:
    version = PaperVersion.objects.create(
        paper=paper, number=paper.version_number, title=content.title, text=content.text,
        facts=[list(pair) for pair in content.facts], digest=content.digest, made_by=clerk, made_at=now,
    )  # fmt: skip
    for file in files:
        if file.about_type_id is None:
            belongs_to(file, paper)
    Enclosure.objects.bulk_create(
        Enclosure(version=version, file=file, name=file.name, sha256=file.sha256, order=order)
        for order, file in enumerate(files)
    )
    return version


def _pairs(facts: Facts | None) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in (facts or {}).items())


def _enclosed(files: Sequence[StoredFile]) -> tuple[EnclosedFile, ...]:
    return tuple(EnclosedFile(file.name, file.sha256) for file in files)
