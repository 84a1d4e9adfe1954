"""The provider of this city: as it is configured, and as it describes itself.

The address, our name there and our key come from the machine (settings.IDENTITY_*); what we ask of it is the city's
(`cities/<city>/services/identity.toml`). Its description and keys are read by the worker and kept as an Issuer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from tomoni.base.city.api import CityData, service_settings

from ..models import Issuer
from .refusals import Refused, Why
from .wire import Line

READ_AGAIN = timedelta(hours=1)
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


class Wanted(CityData):
    """What the city asks of its provider. Gender is not asked, as no act of the city needs it."""

    name: str = "デジタル認証アプリ"
    scopes: tuple[str, ...] = ("openid", "name", "address", "birthdate")
    acr_values: tuple[str, ...] = ("aal3", "crl")
    acr_accepted: tuple[str, ...] = ()  # what the provider may answer; what was asked for, when empty


@dataclass(frozen=True)
class Provider:
    """`issuer` is its address, `client` our name there."""

    issuer: str
    client: str
    wanted: Wanted

    @property
    def name(self) -> str:
        return self.wanted.name

    @property
    def accepted(self) -> tuple[str, ...]:
        return self.wanted.acr_accepted or self.wanted.acr_values

    def kept(self) -> Issuer | None:
        """Its description as the worker read it last; None before the first time."""
        return Issuer.objects.filter(address=self.issuer).exclude(read_at=None).first()


def provider() -> Provider | None:
    """The provider of this city, or None where identities are not proven online."""
    if not settings.IDENTITY_ISSUER:
        return None
    return Provider(settings.IDENTITY_ISSUER, settings.IDENTITY_CLIENT, service_settings("identity", Wanted))


def keep_description(now: datetime) -> str:
    """What the worker does: read how the provider describes itself, every hour, and every minute while it fails."""
    known = provider()
    if known is None:
        return ""
    issuer, _made = Issuer.objects.get_or_create(address=known.issuer)
    if issuer.read_at and not issuer.failed_at and now - issuer.read_at < READ_AGAIN:
        return ""
    try:
        issuer.description, issuer.keys = _read(known)
    except Refused as refused:
        issuer.failed_at, issuer.failure = now, str(refused)[:300]
    else:
        issuer.read_at, issuer.failed_at, issuer.failure = now, None, ""
    issuer.save()
    return issuer.failure or "read"


def read_keys(known: Provider, issuer: Issuer, line: Line) -> Mapping[str, Any]:
    """The provider's keys of this moment, for a token whose key we do not know."""
    keys = line.asks(issuer.description["jwks_uri"])
    issuer.keys = keys
    issuer.save(update_fields=["keys"])
    return keys


def _read(known: Provider) -> tuple[dict[str, Any], dict[str, Any]]:
    line = Line()
    description = line.asks(f"{known.issuer.rstrip('/')}/.well-known/openid-configuration")
    if description.get("issuer") != known.issuer:
        raise Refused(Why.PROVIDER, f"it calls itself {str(description.get('issuer'))[:100]}")
    if missing := [name for name in ENDPOINTS if not isinstance(description.get(name), str)]:
        raise Refused(Why.PROVIDER, f"it names no {', '.join(missing)}")
    if "S256" not in description.get("code_challenge_methods_supported", ["S256"]):
        raise Refused(Why.PROVIDER, "it does not know PKCE with S256")
    return description, line.asks(description["jwks_uri"])
