"""A list of changes of post on its way through the staff office: from a form or a file, checked, carried out.

Between checking and carrying out, the list travels as plain lines `post clerk role`, so that nothing is changed before
somebody has seen it, and what they saw is what happens.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.sheets import NotASheet, read_sheet
from tomoni.common.people.actions import Change
from tomoni.common.people.api import Clerk, Post

from .house import Seat, seats_on

MAIN, SECOND, LEAVES, VACANT = "main", "second", "leaves", "vacant"
WORDS = {"本務": MAIN, "": MAIN, "兼務": SECOND, "免": LEAVES, "空席": VACANT}
WHY_NOT = {
    "empty": gettext_lazy("ファイルが空です。"),
    "large": gettext_lazy("ファイルが大きすぎます。"),
    "long": gettext_lazy("行が多すぎます。"),
    "characters": gettext_lazy("文字を読めません。CSV（UTF-8）かExcelで保存してください。"),
    "broken": gettext_lazy("ファイルを読めません。CSVかExcelで保存してください。"),
    "columns": gettext_lazy("1行目に「職」「職員番号」「本務・兼務」を書いてください。"),
}


class CannotRead(Exception):
    """The file or the lines cannot be understood; one sentence for each thing to put right."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = list(sentences)


@dataclass(frozen=True)
class Seen:
    """A change beside what it replaces, to be looked at before it is carried out."""

    change: Change
    before: Seat

    @property
    def word(self) -> str:
        if self.change.leaves:
            return _("外れる")
        if self.change.clerk is None:
            return _("空席")
        return _("本務") if self.change.main else _("兼務")

    @property
    def line(self) -> str:
        clerk = self.change.clerk.number if self.change.clerk else "-"
        role = LEAVES if self.change.leaves else VACANT if clerk == "-" else MAIN if self.change.main else SECOND
        return f"{self.change.post.key} {clerk} {role}"


def changes_in(lines: Iterable[str]) -> list[Change]:
    """The changes of lines such as `centre-head 1004 main`. CannotRead for what is no longer there."""
    told = [line.split() for line in lines if line]
    posts = Post.objects.select_related("section").in_bulk([key for key, *_rest in told], field_name="key")
    clerks = Clerk.objects.in_bulk([number for _key, number, *_rest in told], field_name="number")
    lost = [
        " ".join(parts) for parts in told if parts[0] not in posts or (parts[2] != VACANT and parts[1] not in clerks)
    ]
    if lost:
        raise CannotRead([_("見つかりません：%(line)s") % {"line": line} for line in lost])
    return [
        Change(posts[key], None if role == VACANT else clerks[number], role == MAIN, leaves=role == LEAVES)
        for key, number, role in told
    ]


def lines_of_sheet(data: bytes) -> list[str]:
    """The lines of an uploaded table with the columns 職, 職員番号, 本務・兼務. Told line by line what is wrong."""
    try:
        sheet = read_sheet(data)
    except NotASheet as error:
        raise CannotRead([str(WHY_NOT[error.why])]) from error
    if not {"職", "職員番号"} <= set(sheet.heads):
        raise CannotRead([str(WHY_NOT["columns"])])
    posts = {name: post.key for post in Post.objects.all() for name in (post.key, post.title)}
    numbers = set(Clerk.objects.values_list("number", flat=True))
    lines, wrong = [], []
    for number, cells in sheet.lines:
        post, clerk, word = cells["職"], cells["職員番号"], cells.get("本務・兼務", "")
        at = {"line": number, "post": post, "clerk": clerk, "word": word}
        if post not in posts:
            wrong.append(_("%(line)d行目：「%(post)s」という職はありません。") % at)
        elif word not in WORDS:
            wrong.append(_("%(line)d行目：「%(word)s」は、本務・兼務・免・空席のどれでもありません。") % at)
        elif WORDS[word] != VACANT and clerk not in numbers:
            wrong.append(_("%(line)d行目：職員番号「%(clerk)s」の人はいません。") % at)
        else:
            lines.append(f"{posts[post]} {clerk or '-'} {WORDS[word]}")
    if wrong:
        raise CannotRead(wrong)
    return lines


def looked_at(changes: Sequence[Change], on: date) -> list[Seen]:
    """Each change beside who holds the post on the day before it takes effect."""
    seats = seats_on(on, [change.post for change in changes])
    return [Seen(change, seats[change.post.pk]) for change in changes]


def left_without(changes: Sequence[Change], on: date) -> list[Clerk]:
    """Whom these changes would leave without any post, so that nobody is forgotten."""
    gone = {
        holding.clerk.pk: holding.clerk
        for seen in looked_at(changes, on)
        for holding in seen.before.holders
        if _goes(holding.clerk, seen.change)
    }
    placed = {change.clerk.pk for change in changes if change.clerk and not change.leaves}
    ended = {(change.post.pk, holder.pk) for change in changes for holder in gone.values()}
    return [
        clerk
        for clerk in gone.values()
        if clerk.pk not in placed and not _keeps_one(clerk, on, [post for post, pk in ended if pk == clerk.pk])
    ]


def _goes(clerk: Clerk, change: Change) -> bool:
    if change.leaves:
        return clerk == change.clerk
    return clerk != change.clerk and not (change.clerk and change.post.shared)


def _keeps_one(clerk: Clerk, on: date, ended: Sequence[int]) -> bool:
    return clerk.holdings.standing(on).exclude(post__in=ended).exists()
