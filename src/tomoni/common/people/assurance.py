"""How sure the city is of who is asking, and how sure an act has to be.

    Need(PROVEN, why=_("代表者を名乗る人を、まちがえないためです。"), within=15)

A level answers whether it reaches another; a need answers whether a request meets it, and which way leads there. What
a session has shown is remembered in it with its time: a need may ask for a proof of the last minutes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.base import clock

from .models import Identity
from .person import person_of
from .proof.provider import provider
from .rights import door_of_second_factor, second_factor_shown

SHOWN = "identity_shown"  # in the session: which identity was proven, and when
CACHED = "_tomoni_standing"
Text = str | Promise


@dataclass(frozen=True)
class Level:
    """One of four, each surer than the one before. `shown` says to a person what they have shown so far."""

    key: str
    rank: int
    title: Text
    shown: Text

    def reaches(self, other: "Level") -> bool:
        return self.rank >= other.rank

    def __str__(self) -> str:
        return str(self.title)


NOBODY = Level("none", 0, _("なし"), _("まだサインインしていません。"))
MAIL = Level("mail", 1, _("メールで確認"), _("メールアドレスを確かめたアカウントで、サインインしています。"))
SECOND = Level(
    "second", 2, _("二段階で確認"), _("サインインのあとに、二つ目の方法（認証アプリかパスキー）でも確かめました。")
)
PROVEN = Level("proven", 3, _("カードで本人確認"), _("マイナンバーカードなどで、本人だと確かめました。"))
LEVELS = {level.key: level for level in (NOBODY, MAIL, SECOND, PROVEN)}


@dataclass(frozen=True)
class Standing:
    """What this session has shown, and when: `at` is None where time does not matter."""

    level: Level
    at: datetime | None = None

    def reaches(self, level: Level, *, within: timedelta | None = None) -> bool:
        if not self.level.reaches(level):
            return False
        return within is None or (self.at is not None and clock.now() - self.at <= within)


@dataclass(frozen=True)
class StepUp:
    """Where a person goes to be surer known; `act` is what the button says."""

    address: str
    act: Text
    explained: Text


@dataclass(frozen=True)
class Need:
    """What an act asks for: a level, the reason, and for some acts how many minutes ago it may have been shown."""

    level: Level
    why: Text
    within: int | None = None

    def met_by(self, request: HttpRequest, *, fresh: bool = True) -> bool:
        """Whether the person behind a request has shown enough; with `fresh=False` its age does not matter."""
        within = timedelta(minutes=self.within) if self.within and fresh else None
        return standing_of(request).reaches(self.level, within=within)

    def step_up(self, request: HttpRequest, *, back: str, fresh: bool = True) -> StepUp | None:
        """The way to what is asked for, and back to `back`; None where the city offers none online."""
        if self.level is PROVEN:
            return _to_the_provider(back, self.within if fresh else None)
        account = person_of(request).account
        if account is None:
            return _step_up("account_login", back, _("サインインする"), _("メールアドレスだけで入れます。"))
        second = _("認証アプリかパスキーで、もう一度確かめます。")
        door = door_of_second_factor(account)
        act = _("二つ目の方法を用意する") if door == "mfa_activate_totp" else _("二つ目の方法で確かめる")
        return _step_up(door, back, act, second)


def _step_up(name: str, back: str, act: Text, explained: Text, **more: object) -> StepUp:
    return StepUp(f"{reverse(name)}?{urlencode({'next': back} | more)}", act, explained)


def _to_the_provider(back: str, within: int | None) -> StepUp | None:
    known = provider()
    if known is None:
        return None
    act = _("カードで本人だと確かめる")
    explained = _("本人確認のサービスの画面に移り、確かめると、ここに戻ります。")
    return _step_up("identity-start", back, act, explained, **({"within": within} if within else {}))


def standing_of(request: HttpRequest) -> Standing:
    """How sure the city is of who is asking, now. Asked once per request; one query where a card was shown."""
    standing: Standing | None = getattr(request, CACHED, None)
    if standing is None:
        standing = _standing_of(request)
        setattr(request, CACHED, standing)
    return standing


def _standing_of(request: HttpRequest) -> Standing:
    account = person_of(request).account
    if account is None:
        return Standing(NOBODY)
    shown = request.session.get(SHOWN)
    if isinstance(shown, dict) and Identity.objects.filter(pk=shown["identity"], account=account).exists():
        return Standing(PROVEN, datetime.fromtimestamp(shown["at"], UTC))
    times = [record["at"] for record in get_authentication_records(request, account) if "at" in record]
    at = datetime.fromtimestamp(max(times), UTC) if times else None
    return Standing(SECOND if second_factor_shown(request) else MAIL, at)


def note_shown(request: HttpRequest, identity: Identity, at: float) -> None:
    """This session has shown a card, for as long as it lasts and the identity stays linked to the account."""
    request.session[SHOWN] = {"identity": identity.pk, "at": at}
    _forget_cached(request)


def forget_shown(request: HttpRequest) -> None:
    request.session.pop(SHOWN, None)
    _forget_cached(request)


def _forget_cached(request: HttpRequest) -> None:
    if hasattr(request, CACHED):
        delattr(request, CACHED)


def offered() -> bool:
    """Whether identities can be proven online in this city."""
    return bool(settings.IDENTITY_ISSUER)
