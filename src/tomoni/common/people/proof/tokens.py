"""What the provider signs: whether an ID token is genuine, meant for us, of now, and for this very proof."""

import hmac
from collections.abc import Mapping
from typing import Any

import jwt

from .refusals import Refused, Why

# Signed with a key that only the provider has. `none` and everything with a shared secret is refused.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
CLOCKS_DIFFER_BY = 30  # seconds
REQUIRED = ("iss", "aud", "sub", "exp", "iat", "nonce")


class UnknownKey(Exception):
    """Signed by a key that is not among those we know; the provider may have a new one."""


def judged(
    token: str, *, keys: Mapping[str, Any], issuer: str, client: str, nonce: str, accepted: tuple[str, ...]
) -> dict[str, Any]:
    """What an ID token says. Refused when anything about it is wrong; UnknownKey when it may be our keys."""
    try:
        says: dict[str, Any] = jwt.decode(
            token,
            key=_key_of(token, keys),
            algorithms=list(ALGORITHMS),
            audience=client,
            issuer=issuer,
            leeway=CLOCKS_DIFFER_BY,
            options={"require": list(REQUIRED)},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise Refused(Why.NOT_GENUINE, f"ID token: {type(error).__name__} {error}") from error
    if isinstance(says["aud"], list) and len(says["aud"]) > 1 and says.get("azp") != client:
        raise Refused(Why.NOT_GENUINE, "ID token is for several clients and was not given to us")
    if "azp" in says and says["azp"] != client:
        raise Refused(Why.NOT_GENUINE, "ID token was given to another client")
    if not says["sub"] or not hmac.compare_digest(str(says["nonce"]).encode(), nonce.encode()):
        raise Refused(Why.NOT_GENUINE, "ID token belongs to another proof")
    if str(says.get("acr", "")) not in accepted:
        raise Refused(Why.TOO_WEAK, f"acr {str(says.get('acr'))[:40]!r} is none of {accepted}")
    return says


def _key_of(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """The provider's key by which the token says it is signed, if that key may sign so."""
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise Refused(Why.NOT_GENUINE, f"ID token has no header: {error}") from error
    if header.get("alg") not in ALGORITHMS:
        raise Refused(Why.NOT_GENUINE, f"ID token is signed with {str(header.get('alg'))[:20]!r}")
    signing = [one for one in keys.get("keys", ()) if isinstance(one, dict) and one.get("use", "sig") == "sig"]
    named = [one for one in signing if one.get("kid") == header.get("kid")]
    if "kid" not in header:  # allowed when the provider has a single key
        named = signing
    if len(named) != 1:
        raise UnknownKey(str(header.get("kid"))[:80])
    return jwt.PyJWK.from_dict(named[0], algorithm=header["alg"])
