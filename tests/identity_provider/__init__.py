"""A real OpenID Connect provider for tests: the npm package oidc-provider, run by the Node that Playwright brings along.

    def test_somebody_comes_in(provider, client): provider.proves(client, "sub-hanako")

`provider` starts once a session. It is a client of nobody else: everything stays on this machine.
"""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from jwt.algorithms import RSAAlgorithm
from playwright._impl._driver import compute_driver_executable

from tomoni.common.people.proof.provider import keep_description

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "node_modules" / "oidc-provider"
CLIENT, SECRET = "tomoni", "only-known-to-the-tests-of-tomoni"
KEY_ID = "provider-1"


def _key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def as_jwk(key: Any, **more: str) -> dict[str, Any]:
    return json.loads(RSAAlgorithm.to_jwk(key)) | {"use": "sig", "alg": "RS256"} | more


@dataclass
class IdentityProvider:
    """The running provider: its address, its own signing key, and our key as its client."""

    address: str = ""
    signing: RSAPrivateKey = field(default_factory=_key)
    ours: RSAPrivateKey = field(default_factory=_key)

    def configuration(self) -> str:
        # A native client may come back to any port of the loopback address (RFC 8252), as servers of tests do.
        client = {
            "client_id": CLIENT,
            "application_type": "native",
            "redirect_uris": ["http://127.0.0.1/identity/callback/"],
            "scope": "openid name address birthdate gender",
        }
        by_key = client | {
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": "RS256",
            "jwks": {"keys": [as_jwk(self.ours.public_key(), kid="ours")]},
        }
        by_secret = client | {
            "client_id": f"{CLIENT}-secret",
            "client_secret": SECRET,
            "token_endpoint_auth_method": "client_secret_basic",
        }
        return json.dumps({"keys": [as_jwk(self.signing, kid=KEY_ID)], "clients": [by_key, by_secret]})

    def our_key(self) -> bytes:
        """What lies in var/keys/identity.pem."""
        return self.ours.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def signs(self, says: dict[str, Any], **header: Any) -> str:
        """A token by hand, signed with the provider's real key."""
        return jwt.encode(says, self.signing, algorithm="RS256", headers={"kid": KEY_ID} | header)

    def says_of(self, subject: str, **claims: Any) -> None:
        """From now on it says this of a person."""
        requests.post(f"{self.address}/people/{subject}", json=claims, timeout=10).raise_for_status()

    def answers(self, asked: str, subject: str, *, acr: str = "aal3", browser: requests.Session | None = None) -> str:
        """What a person's browser does there: from the address to which Tomoni sent it to the one it is sent back to."""
        browser = browser or requests.Session()
        browser.trust_env = False
        answer = browser.get(asked, timeout=10, allow_redirects=False)
        for _hop in range(8):
            if answer.status_code not in {302, 303}:
                break
            address = requests.compat.urljoin(answer.url, answer.headers["Location"])
            if urlsplit(address).netloc != urlsplit(self.address).netloc:
                return address
            answer = browser.get(address, timeout=10, allow_redirects=False)
            if answer.status_code == 200 and "/interaction/" in answer.url:
                said = {"who": subject, "acr": acr}
                answer = browser.post(answer.url, data=said, timeout=10, allow_redirects=False)
        raise AssertionError(f"{answer.status_code} {answer.text[:500]}")

    def proves(self, client: Client, subject: str, *, then: str = "", **how: Any) -> HttpResponse:
        """The whole way, from the button to what Tomoni answers when the person is back."""
        within = how.pop("within", "")
        asked = client.get("/identity/start/", {"next": then, "within": within} if within else {"next": then})
        back = self.answers(asked["Location"], subject, **how)
        return client.get(f"{urlsplit(back).path}?{urlsplit(back).query}")


def lacking() -> str:
    return "" if PACKAGE.exists() else "the npm package oidc-provider (./tomoni test fetches it)"


def run(provider: IdentityProvider, log: Any) -> "subprocess.Popen[str]":
    """Start it, and wait for the line that says where it listens."""
    node, _script = compute_driver_executable()
    process = subprocess.Popen(
        [node, str(Path(__file__).with_name("provider.mjs"))],
        env=os.environ | {"TOMONI_TEST_PROVIDER": provider.configuration()},
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.match(r"listening (\S+)", line):
            provider.address = found[1]
            return process
    process.wait(10)
    log.seek(0)
    raise AssertionError(f"the provider did not start: {log.read()[-3000:]}")


@pytest.fixture(scope="session")
def identity_provider() -> Iterator[IdentityProvider]:
    """The provider, running. Left out with its reason where its package is not there; in CI it fails instead."""
    if missing := lacking():
        assert os.environ.get("CI") != "true", f"CI=true leaves nothing out, and this machine lacks {missing}"
        pytest.skip(f"this machine lacks {missing}")
    provider = IdentityProvider()
    with tempfile.TemporaryFile("w+") as log:
        process = run(provider, log)
        yield provider
        process.terminate()
        process.wait(10)


@pytest.fixture
def provider(identity_provider: IdentityProvider, settings: Any, tmp_path: Path, db: None) -> IdentityProvider:
    """The provider as this city's: configured with our key, its description read as the worker does."""
    cache.clear()
    settings.IDENTITY_ISSUER = identity_provider.address
    settings.IDENTITY_CLIENT = CLIENT
    settings.IDENTITY_KEY = tmp_path / "identity.pem"
    settings.IDENTITY_KEY.write_bytes(identity_provider.our_key())
    settings.ORIGIN = "http://127.0.0.1:8000"
    assert keep_description(timezone.now()) == "read"
    return identity_provider
