"""A target from its proposal to its first day: put up with what was read, sealed by the posts of the route, then set.

Whoever was warned writes why the target shall be set all the same; nothing is forbidden. The last seal sets it, from
the day that was proposed or from the day of the seal, whichever is later: a verdict that was given stays what it was.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tomoni.base.clock import add_open_days, now, today
from tomoni.base.journal.api import facts_of, write
from tomoni.common.approvals.api import NotPossible, Paper, draft, kind
from tomoni.common.people.api import Clerk, Post, posts_of

from .actions import NotAfter, WithoutReason, set_target
from .citing import cite
from .figures import Figure
from .following import tell_followers
from .models import TargetProposal
from .settings import targets
from .showing import Read, read_realism
from .wording import with_unit

DAYS_TO_DECIDE = 10


class NoRoute(LookupError):
    """The city has not said which posts decide on a target, or one of them is missing."""


class UnderWay(ValueError):
    """Another target for this indicator is being decided on; `there` is the proposal."""

    def __init__(self, there: TargetProposal) -> None:
        super().__init__(str(there))
        self.there = there


class WarnedWithoutWhy(ValueError):
    """There was a warning, and nobody said why the target shall be set all the same."""


class NotAnyMore(NotPossible):
    """Since it was proposed, another target was set or its time ran out."""

    def __str__(self) -> str:
        return _("起案のあとに別の目標が決まったか、期日が過ぎました。差し戻して、起案し直してください。")


@transaction.atomic
def propose_target(
    figure: Figure,
    value: Decimal,
    *,
    day: date,
    valid_from: date,
    source: str,
    reason: str,
    who: Clerk,
    despite: str = "",
) -> TargetProposal:
    """Put a target before the posts of the city's route, with the realism check as it is today."""
    if not reason.strip():
        raise WithoutReason
    indicator = figure.indicator
    if under_way := indicator.proposals.filter(state=TargetProposal.State.ON_ITS_WAY).first():
        raise UnderWay(under_way)
    begins = max(valid_from, today())
    last = max((one.begins for one in indicator.targets.all()), default=None)
    if last and begins <= last:
        raise NotAfter(last)
    if day <= begins:
        raise NotAfter(begins)
    with override("ja"):
        read = read_realism(figure, target=value, day=day)
    if read.warnings and not despite.strip():
        raise WarnedWithoutWhy
    proposal = TargetProposal.objects.create(
        indicator=indicator, value=value, day=day, valid_from=begins, source=source, reason=reason,
        despite=despite.strip() if read.warnings else "", realism=read.kept(figure.asked), warned=bool(read.warnings),
        made_by=who, made_at=now(),
    )  # fmt: skip
    write("plan.propose_target", who=who, about=proposal, why=reason, after=facts_of(proposal))
    paper = _send_round(proposal, figure, read)
    _cite_what_was_read(proposal, figure, paper)
    return proposal


def _send_round(proposal: TargetProposal, figure: Figure, read: Read) -> Paper:
    route = _route()
    with override("ja"):
        return draft(
            kind=TARGET,
            about=proposal,
            title=_("%(indicator)sの目標を%(value)sにする") % {
                "indicator": figure.indicator,
                "value": with_unit(figure.indicator, proposal.value),
            },
            text="\n\n".join(_paper_text(proposal, read)),
            facts=_paper_facts(proposal, figure, read),
            drafter=proposal.made_by,
            as_post=_post_of(proposal.made_by, route),
            route=route,
            due_on=add_open_days(today(), DAYS_TO_DECIDE),
        )  # fmt: skip


def _paper_text(proposal: TargetProposal, read: Read) -> list[str]:
    parts = [_("理由：%(reason)s") % {"reason": proposal.reason}]
    if read.warnings:
        listed = "\n".join(f"・{warning.words}" for warning in read.warnings)
        parts.append(_("注意\n%(listed)s") % {"listed": listed})
        parts.append(_("それでも決める理由：%(despite)s") % {"despite": proposal.despite})
    return [*parts, "\n".join(read.said)]


def _paper_facts(proposal: TargetProposal, figure: Figure, read: Read) -> dict[str, str]:
    indicator = figure.indicator
    return {
        _("いまの目標"): with_unit(indicator, figure.target_value) if figure.target else _("まだない"),
        _("新しい目標"): with_unit(indicator, proposal.value),
        _("期日"): proposal.day.isoformat(),
        _("いつからの目標か"): proposal.valid_from.isoformat(),
        _("基準"): with_unit(indicator, figure.baseline_value),
        _("いまの値"): with_unit(indicator, figure.value),
        _("もと"): proposal.source,
    } | dict(read.numbers)


def _route() -> list[Post]:
    keys = targets().route
    posts = {post.key: post for post in Post.objects.filter(key__in=keys)}
    if not keys or set(keys) - set(posts):
        raise NoRoute(", ".join(sorted(set(keys) - set(posts))) or "services/plan.toml: [targets] route")
    return [posts[key] for key in keys]


def _post_of(clerk: Clerk, route: list[Post]) -> Post:
    """The post in which the clerk drafts: the one charged with the plan's figures, else the main one."""
    posts = posts_of(clerk, today())
    return ([post for post in posts if post.charges("plan.edit")] or posts or route)[0]


def _cite_what_was_read(proposal: TargetProposal, figure: Figure, paper: Paper) -> None:
    """The paper shows the baseline and today's value: whoever keeps it hears when one of them is restated."""
    said: dict[str, Any] = {"by": proposal, "contact": paper.as_post, "title": paper.title, "url": address_of(proposal)}
    if figure.baseline is not None:
        cite(figure.baseline.observation, **said)
    if figure.value is not None:
        cite(figure, **said)


def address_of(proposal: TargetProposal) -> str:
    return reverse("desk-plan-proposal", args=[proposal.indicator.key, proposal.pk])


def _proposal(paper: Paper) -> TargetProposal:
    proposal = paper.about
    assert isinstance(proposal, TargetProposal)
    return proposal


def _decided(paper: Paper) -> None:
    """The last seal sets the target."""
    proposal = _proposal(paper)
    begins = max(proposal.valid_from, today())
    try:
        proposal.target = set_target(
            proposal.indicator,
            proposal.value,
            day=proposal.day,
            decided_on=today(),
            valid_from=begins if begins > today() else None,
            source=proposal.source,
            reason=proposal.reason,
            despite=proposal.despite,
            who=proposal.made_by,
        )
    except NotAfter:
        raise NotAnyMore from None
    _ends(proposal, TargetProposal.State.DECIDED)
    tell_followers(proposal.indicator, about=proposal.target)


def _rejected(paper: Paper) -> None:
    _ends(_proposal(paper), TargetProposal.State.REJECTED)


def _withdrawn(paper: Paper) -> None:
    _ends(_proposal(paper), TargetProposal.State.WITHDRAWN)


def _ends(proposal: TargetProposal, state: TargetProposal.State) -> None:
    proposal.state = state
    proposal.save(update_fields=["state", "target"])


TARGET = kind(
    "plan.target",
    gettext_lazy("指標の目標"),
    on_decided=_decided,
    on_rejected=_rejected,
    on_withdrawn=_withdrawn,
    follows=gettext_lazy("目標が決まり、理由といっしょに公開されます。前の目標も残ります。"),
    own_words=False,
    matter=lambda paper: address_of(_proposal(paper)),
)
