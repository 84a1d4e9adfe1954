"""sections.csv and posts.csv."""

from typing import Literal

from tomoni.base.city.api import CityData, loadable

from ..actions.house import put_duties
from ..duties import duties, may_be_charged
from ..models import Post, Rank, Section
from .several import InAnyOrder
from .writing import put

KINDS = {str(kind.label): kind for kind in Section.Kind}
RANKS = {str(rank.label): rank for rank in Rank}


class SectionRow(CityData):
    code: str
    name: str
    kana: str = ""
    parent: str = ""
    kind: Literal["部", "課", "係"] = "課"
    phone: str = ""
    email: str = ""
    mark: str = ""
    source: str = ""


def _write_section(row: SectionRow) -> Section:
    parent = Section.objects.filter(code=row.parent).first()
    if row.parent and parent is None:
        raise row.unknown("section", row.parent, Section.objects.values_list("code", flat=True))
    facts = row.model_dump(include={"name", "kana", "phone", "email", "mark"})
    facts |= {"parent": parent, "kind": KINDS[row.kind], "order": _line(row)}
    return put(Section.objects.filter(code=row.code).first() or Section(code=row.code), facts)


def _tell_section(section: Section) -> SectionRow:
    return SectionRow(
        code=section.code,
        name=section.name,
        kana=section.kana,
        parent=section.parent.code if section.parent else "",
        kind=section.get_kind_display(),  # type: ignore[arg-type]
        phone=section.phone,
        email=section.email,
        mark=section.mark,
    )


class PostRow(CityData):
    key: str
    title: str
    section: str
    rank: str
    seal_name: str
    duties: InAnyOrder = ()
    shared: bool | None = None  # left empty: one person's from 係長 up


def _write_post(row: PostRow) -> Post:
    section = Section.objects.filter(code=row.section).first()
    if section is None:
        raise row.unknown("section", row.section, Section.objects.values_list("code", flat=True))
    if row.rank not in RANKS:
        raise row.unknown("rank", row.rank, RANKS)
    for duty in row.duties:
        if not may_be_charged(duty):
            raise row.unknown("duty", duty, duties)
    rank = RANKS[row.rank]
    facts = {
        "title": row.title,
        "section": section,
        "rank": rank,
        "seal_name": row.seal_name,
        "shared": rank < Rank.CHIEF if row.shared is None else row.shared,
        "order": _line(row),
    }
    post = put(Post.objects.filter(key=row.key).first() or Post(key=row.key), facts)
    put_duties(post, row.duties)
    return post


def _tell_post(post: Post) -> PostRow:
    return PostRow(
        key=post.key,
        title=post.title,
        section=post.section.code,
        rank=post.get_rank_display(),
        seal_name=post.seal_name,
        duties=tuple(sorted(row.duty for row in post.duties.all())),
        shared=None if post.shared == (post.rank < Rank.CHIEF) else post.shared,
    )


def _line(row: CityData) -> int:
    """Sections and posts stand in the order of their file."""
    return (row.origin.line or 0) if row.origin else 0


loadable(
    "people.section", title="section", file="sections.csv", row=SectionRow, natural="code", aside=["source"],
    write=_write_section, tell=_tell_section, things=lambda: Section.objects.select_related("parent"),
)  # fmt: skip
loadable(
    "people.post", title="post", file="posts.csv", row=PostRow, natural="key", after=["people.section"],
    write=_write_post, tell=_tell_post,
    things=lambda: Post.objects.select_related("section").prefetch_related("duties"),
)  # fmt: skip
