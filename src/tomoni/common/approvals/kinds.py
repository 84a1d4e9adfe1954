"""The kinds of paper, declared by the engines and services whose decisions they are.

    DECISION = kind("cases.decision", _("申請の決定"), register="団登", on_decided=carry_out)

`on_decided` and its sisters run in the transaction of the seal, and write records only: when one fails, the seal was
not put.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from tomoni.base.catalogue import Catalogue
from tomoni.common.people.api import Resident

from .models import Paper

Text = str | Promise
FollowUp = Callable[[Paper], None]


class NumberedAt(StrEnum):
    """When a paper gets its document number."""

    DECISION = "decision"
    DRAFT = "draft"
    DISPATCH = "dispatch"  # 施行


@dataclass(frozen=True)
class PaperKind:
    key: str
    title: Text
    on_decided: FollowUp | None = None
    on_rejected: FollowUp | None = None
    on_withdrawn: FollowUp | None = None
    register: str = ""
    numbered_at: NumberedAt = NumberedAt.DECISION
    drafter_may_decide: bool = False
    follows: Text = ""
    own_words: bool = True
    concerns: Callable[[Paper], Resident | None] | None = None
    matter: Callable[[Paper], str] | None = None
    on_dispatched: FollowUp | None = None
    file_class: str = ""
    rewrite_at: Callable[[Paper], str] | None = None


kinds: Catalogue[PaperKind] = Catalogue("kind of paper")


def kind(
    key: str,
    title: Text,
    *,
    on_decided: FollowUp | None = None,
    on_rejected: FollowUp | None = None,
    on_withdrawn: FollowUp | None = None,
    register: str = "",
    numbered_at: NumberedAt = NumberedAt.DECISION,
    drafter_may_decide: bool = False,
    follows: Text = "",
    own_words: bool = True,
    concerns: Callable[[Paper], Resident | None] | None = None,
    matter: Callable[[Paper], str] | None = None,
    on_dispatched: FollowUp | None = None,
    file_class: str = "",
    rewrite_at: Callable[[Paper], str] | None = None,
) -> PaperKind:
    """Declare a kind of paper.

    register            the series its numbers come from; empty: it bears no number
    numbered_at         when it gets the number
    drafter_may_decide  whether the drafter may put the deciding seal on their own paper
    follows             what happens once it is decided, for the people who seal: 「申請者に通知が出ます」
    own_words           False when the words come from the matter itself: the drafter's screen does not change them
    concerns            the resident whose data the paper shows; who reads it is then noted for them
    matter              the address on the desk where the matter itself lies
    on_dispatched       what follows when the decision is put into effect (施行)
    rewrite_at          the service's own screen on which the drafter changes a paper; empty while it cannot be changed
    file_class          分類番号 under which its papers are filed unless somebody says otherwise
    """
    declared = PaperKind(
        key, title, on_decided, on_rejected, on_withdrawn, register, numbered_at, drafter_may_decide, follows,
        own_words, concerns, matter, on_dispatched, file_class, rewrite_at,
    )  # fmt: skip
    return kinds.add(key, declared)
