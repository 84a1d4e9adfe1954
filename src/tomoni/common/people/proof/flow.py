"""The way to the provider and back: authorization code with PKCE, state and nonce.

What belongs to one proof waits in the session under its state, for ten minutes, and is taken out before anything else
happens with it: no answer of the provider is looked at twice.
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ..models import Issuer
from .claims import Claims
from .provider import Provider, read_keys
from .refusals import Refused, Why
from .tokens import CLOCKS_DIFFER_BY, UnknownKey, judged
from .wire import Line

BEGUN = "identity_begun"  # in the session: {state: Begun}
LASTS = 600  # seconds between going there and coming back
AT_ONCE = 5  # proofs that one session may have begun, in several tabs
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(frozen=True)
class Begun:
    """One proof under way. `then` is where the person goes on; `fresh` how many seconds old a sign-in there may be."""

    nonce: str
    verifier: str
    then: str
    language: str
    at: float
    fresh: int | None = None


@dataclass(frozen=True)
class Proof:
    """The provider vouches for a person: who, how strongly, and since when."""

    issuer: str
    subject: str
    acr: str
    at: float
    claims: Claims


def callback_address() -> str:
    """Where the provider sends people back; registered there, so it never depends on what a browser says."""
    return settings.ORIGIN + reverse("identity-callback")


def go(request: HttpRequest, known: Provider, *, then: str, language: str, fresh: int | None) -> str:
    """Begin a proof; the address of the provider to which the browser goes. Asks nobody."""
    issuer = known.kept()
    if issuer is None:
        raise Refused(Why.PROVIDER, "its description has not been read yet")
    state, begun = secrets.token_urlsafe(32), _begin(then, language, fresh)
    others = {key: kept for key, kept in _under_way(request).items() if time.time() - kept["at"] < LASTS}
    request.session[BEGUN] = dict([*others.items(), (state, asdict(begun))][-AT_ONCE:])
    asked = {
        "response_type": "code",
        "client_id": known.client,
        "redirect_uri": callback_address(),
        "scope": " ".join(known.wanted.scopes),
        "state": state,
        "nonce": begun.nonce,
        "code_challenge": _challenge(begun.verifier),
        "code_challenge_method": "S256",
        "acr_values": " ".join(known.wanted.acr_values),
        "ui_locales": "en" if language == "en" else "ja",
    }
    if fresh is not None:
        asked["max_age"] = str(fresh)
    address = issuer.description["authorization_endpoint"]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def _begin(then: str, language: str, fresh: int | None) -> Begun:
    return Begun(secrets.token_urlsafe(32), secrets.token_urlsafe(64), then, language, time.time(), fresh)


def _under_way(request: HttpRequest) -> dict[str, Any]:
    kept = request.session.get(BEGUN)
    return kept if isinstance(kept, dict) else {}


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def take_out(request: HttpRequest, state: str) -> Begun | None:
    """The proof that was begun under a state, once; None when there is none, or it is too old."""
    under_way = _under_way(request)
    kept = under_way.pop(state, None)
    if kept is None:
        return None
    request.session[BEGUN] = under_way
    request.session.save()  # before the provider is asked: a second answer with this state finds nothing
    begun = Begun(**kept)
    return begun if time.time() - begun.at < LASTS else None


def finish(known: Provider, begun: Begun, said: Mapping[str, str]) -> Proof:
    """Turn what the provider sent with the browser into a proof, or Refused."""
    issuer = known.kept()
    if issuer is None:
        raise Refused(Why.PROVIDER, "its description has not been read yet")
    _check_answer(known, issuer, said)
    line = Line()
    granted = _exchange(known, issuer, begun, said["code"], line)
    says = _judge(known, issuer, begun, str(granted.get("id_token", "")), line)
    userinfo = line.asks(issuer.description["userinfo_endpoint"], bearer=str(granted.get("access_token", "")))
    if userinfo.get("sub") != says["sub"]:
        raise Refused(Why.NOT_GENUINE, "userinfo speaks of somebody else than the ID token")
    at = _signed_in_at(begun, says)
    return Proof(known.issuer, says["sub"], str(says["acr"]), at, Claims.told(userinfo))


def _check_answer(known: Provider, issuer: Issuer, said: Mapping[str, str]) -> None:
    """An answer of another provider is none of ours (RFC 9207), and a refusal is one."""
    named = said.get("iss", "")
    if named and named != known.issuer:
        raise Refused(Why.NOT_GENUINE, f"the answer comes from {named[:100]}")
    if not named and issuer.description.get("authorization_response_iss_parameter_supported"):
        raise Refused(Why.NOT_GENUINE, "the answer does not say from whom it comes")
    if error := said.get("error"):
        raise Refused(Why.CANCELLED if error == "access_denied" else Why.PROVIDER, error[:80])
    if not said.get("code"):
        raise Refused(Why.PROVIDER, "the answer has no code")


def _exchange(known: Provider, issuer: Issuer, begun: Begun, code: str, line: Line) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": callback_address(),
        "code_verifier": begun.verifier,
        "client_id": known.client,
    }
    login = None
    if settings.IDENTITY_KEY.exists():
        form |= {"client_assertion_type": ASSERTION, "client_assertion": _assertion(known)}
    elif settings.IDENTITY_SECRET:
        login = (known.client, settings.IDENTITY_SECRET)
        del form["client_id"]
    return line.asks(issuer.description["token_endpoint"], form=form, login=login)


def _assertion(known: Provider) -> str:
    """Who we are, signed with our own key (private_key_jwt): no secret travels."""
    key = load_pem_private_key(settings.IDENTITY_KEY.read_bytes(), password=None)
    now = int(time.time())
    says = {"iss": known.client, "sub": known.client, "aud": known.issuer, "iat": now, "exp": now + 60}
    signed_with = "RS256" if isinstance(key, RSAPrivateKey) else "ES256"
    return jwt.encode(says | {"jti": secrets.token_urlsafe(24)}, key, algorithm=signed_with)  # type: ignore[arg-type]


def _judge(known: Provider, issuer: Issuer, begun: Begun, token: str, line: Line) -> dict[str, Any]:
    """The ID token by the keys we keep; once more by the provider's newest when its key is unknown to us."""
    ours = {"issuer": known.issuer, "client": known.client, "nonce": begun.nonce, "accepted": known.accepted}
    try:
        return judged(token, keys=issuer.keys, **ours)  # type: ignore[arg-type]
    except UnknownKey:
        pass
    try:
        return judged(token, keys=read_keys(known, issuer, line), **ours)  # type: ignore[arg-type]
    except UnknownKey as unknown:
        raise Refused(Why.NOT_GENUINE, f"ID token is signed with the unknown key {unknown}") from unknown


def _signed_in_at(begun: Begun, says: Mapping[str, Any]) -> float:
    """When the person showed the card there. Where a fresh proof was asked for, an older one will not do."""
    at = says.get("auth_time")
    if begun.fresh is None:
        return float(at) if isinstance(at, int | float) else float(says["iat"])
    if not isinstance(at, int | float) or time.time() - at > begun.fresh + (time.time() - begun.at) + CLOCKS_DIFFER_BY:
        raise Refused(Why.TOO_WEAK, "a fresh proof was asked for and an older one came")
    return float(at)
