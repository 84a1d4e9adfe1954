"""The city hall on paper: what posts are charged with, and clerks."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Model

from tomoni.base.journal.api import write

from ..duties import duties as known
from ..duties import may_be_charged
from ..models import Account, Clerk, Post, PostDuty
from .noting import entered


class MailTaken(Exception):
    """Another clerk signs in with this mail address."""


@transaction.atomic
def charge(*, post: Post, duties: Iterable[str], who: Model | None, why: str = "") -> Post:
    """Charge a post with exactly these duties. LookupError for a duty that its service does not know."""
    wanted = {duty if may_be_charged(duty) else known[duty].key for duty in duties}
    charged = put_duties(post, wanted)
    if wanted != charged:
        before, after = {"duties": sorted(charged)}, {"duties": sorted(wanted)}
        write("people.charge", who=who, about=post, why=why, before=before, after=after)
    return post


def put_duties(post: Post, wanted: Iterable[str]) -> set[str]:
    """Write down what a post is charged with; what it was charged with before. Leaves the noting to the caller."""
    wanted = set(wanted)
    charged = set(post.duties.values_list("duty", flat=True))
    post.duties.exclude(duty__in=wanted).delete()
    PostDuty.objects.bulk_create([PostDuty(post=post, duty=duty) for duty in sorted(wanted - charged)])
    return charged


@transaction.atomic
def enter_clerk(
    *, number: str, email: str, family_name: str, given_name: str, kana: str, who: Model | None, why: str = ""
) -> Clerk:
    """Enter a clerk with a way in; the app is set up at the first sign-in."""
    account = account_of(email, invented=False)
    if account.is_staff:
        raise MailTaken(email)
    clerk = Clerk(number=number, account=account, family_name=family_name, given_name=given_name, kana=kana)
    return entered("people.enter_clerk", clerk, who=who, why=why)


def account_of(email: str, *, invented: bool) -> Account:
    """The account of a mail address that the city vouches for, made where there is none."""
    account = Account.objects.filter(email=email.lower()).first()
    if account is None:
        account = Account.objects.create_user(email, invented=invented)
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account
