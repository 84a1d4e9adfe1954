"""Being told: anybody may ask for mails when a figure of an indicator is corrected or its target changes.

Consent is given twice: by asking, and by pressing the button behind the link in the first mail. Every mail carries the
link on which one leaves, and leaving erases the address. Who never confirms is forgotten after a week.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tomoni.base.clock import now
from tomoni.base.jobs import nightly
from tomoni.common.post.api import send

from .models import Follower, Indicator, Restatement, Target
from .wording import with_unit

CONFIRM, NEWS = "plan.follow", "plan.news"
A_WEEK = timedelta(days=7)


@transaction.atomic
def ask_to_follow(indicator: Indicator, address: str) -> Follower:
    """Somebody asks to be told. The answer is the same whether the address is known already or not."""
    address = address.strip().lower()
    follower, _new = Follower.objects.get_or_create(
        indicator=indicator,
        address=address,
        defaults={"token": secrets.token_urlsafe(32), "asked_at": now(), "language": get_language() or "ja"},
    )
    if follower.confirmed_at is None:
        _ask_to_confirm(follower)
    return follower


def _ask_to_confirm(follower: Follower) -> None:
    """One mail a day at most, however often somebody types this address."""

    def body() -> str:
        return _(
            "「%(title)s」の数字が直されたときや目標が変わったときに、メールでお知らせします。\n\n"
            "下のページを開いて「知らせを受ける」を押すと始まります。\n%(url)s\n\n"
            "心当たりがなければ、何もしないでください。7日で消えます。\n"
        ) % {"title": follower.indicator.name, "url": _link(follower)}

    send(
        to=follower.address,
        kind=CONFIRM,
        subject=lambda: _("知らせを受けますか：%(title)s") % {"title": follower.indicator.name},
        body=body,
        about=follower.indicator,
        key=f"plan.follow:{follower.pk}:{follower.token[:8]}:{now().date().isoformat()}",
        language=follower.language,
    )


def confirm(follower: Follower) -> Follower:
    """The one whose address it is wants to be told."""
    if follower.confirmed_at is None:
        follower.confirmed_at = now()
        follower.save(update_fields=["confirmed_at"])
    return follower


def leave(follower: Follower) -> None:
    """No more mails; the address is gone."""
    follower.delete()


def tell_followers(indicator: Indicator, *, about: Restatement | Target) -> int:
    """Mail everybody who follows the indicator; each once."""
    followers = list(indicator.followers.exclude(confirmed_at=None))
    for follower in followers:
        _tell(follower, about)
    return len(followers)


def _tell(follower: Follower, about: Restatement | Target) -> None:
    def body() -> str:
        return _(
            "%(what)s\n理由：%(reason)s\n\n%(url)s\n\n知らせをやめるには、このページを開いてください。\n%(leave)s\n"
        ) % {
            "what": _what(about),
            "reason": about.reason,
            "url": settings.ORIGIN + reverse("plan-indicator", args=[follower.indicator.key]),
            "leave": _link(follower),
        }

    send(
        to=follower.address,
        kind=NEWS,
        subject=lambda: _what(about),
        body=body,
        about=follower.indicator,
        unsubscribe=settings.ORIGIN + reverse("plan-following-leave", args=[follower.token]),
        key=f"{NEWS}:{follower.token[:8]}:{follower.pk}:{about._meta.model_name}:{about.pk}",
        language=follower.language,
    )


def _what(about: Restatement | Target) -> str:
    if isinstance(about, Target):
        facts = {"title": about.indicator.name, "value": with_unit(about.indicator, about.value)}
        return _("%(title)sの目標が%(value)sになりました") % facts
    indicator = about.was.indicator
    return _("%(title)sの値が訂正されました：%(was)s → %(now)s") % {
        "title": indicator.name,
        "was": with_unit(indicator, about.was.value),
        "now": with_unit(indicator, about.now.value),
    }


def _link(follower: Follower) -> str:
    with override(follower.language):
        return settings.ORIGIN + reverse("plan-following", args=[follower.token])


@nightly
def forget_who_never_confirmed(now: datetime) -> int:
    """Addresses that were typed and never confirmed, a week on."""
    forgotten, _each = Follower.objects.filter(confirmed_at=None, asked_at__lt=now - A_WEEK).delete()
    return forgotten
