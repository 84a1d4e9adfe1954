"""The city hall on paper: sections, posts with their duties, and clerks."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Model

from tomoni.base.journal.api import write

from ..duties import duties as known
from ..duties import may_be_charged
from ..models import Account, Clerk, Post, PostDuty, Section
from .noting import changed, entered


@transaction.atomic
def keep_section(*, code: str, facts: dict[str, Any], who: Model | None) -> Section:
    """Enter a section, or change what is known of it."""
    section = Section.objects.filter(code=code).first()
    if section:
        return changed("people.change_section", section, facts, who=who)
    return entered("people.enter_section", Section(code=code, **facts), who=who)


@transaction.atomic
def keep_post(*, key: str, facts: dict[str, Any], who: Model | None) -> Post:
    """Enter a post, or change what is known of it."""
    post = Post.objects.filter(key=key).first()
    if post:
        return changed("people.change_post", post, facts, who=who)
    return entered("people.enter_post", Post(key=key, **facts), who=who)


@transaction.atomic
def charge(*, post: Post, duties: Iterable[str], who: Model | None, why: str = "") -> Post:
    """Charge a post with exactly these duties. LookupError for a duty that its service does not know."""
    wanted = {duty if may_be_charged(duty) else known[duty].key for duty in duties}
    charged = set(post.duties.values_list("duty", flat=True))
    if wanted != charged:
        post.duties.exclude(duty__in=wanted).delete()
        PostDuty.objects.bulk_create([PostDuty(post=post, duty=duty) for duty in sorted(wanted - charged)])
        before, after = {"duties": sorted(charged)}, {"duties": sorted(wanted)}
        write("people.charge", who=who, about=post, why=why, before=before, after=after)
    return post


@transaction.atomic
def enter_clerk(*, number: str, email: str, facts: dict[str, Any], who: Model | None) -> Clerk:
    """Enter a clerk with a way in, or change what is known. The second factor is set up at the first sign-in."""
    clerk = Clerk.objects.filter(number=number).select_related("account").first()
    if clerk:
        return changed("people.change_clerk", clerk, facts, who=who)
    account = account_of(email, invented=facts.get("invented", False))
    return entered("people.enter_clerk", Clerk(number=number, account=account, **facts), who=who)


def account_of(email: str, *, invented: bool) -> Account:
    """The account of a mail address that the city vouches for, made where there is none."""
    account = Account.objects.filter(email=email.lower()).first()
    if account is None:
        account = Account.objects.create_user(email, invented=invented)
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account
