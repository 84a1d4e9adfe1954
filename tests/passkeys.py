"""A passkey in software: what a phone or a key answers to the browser, made with a key pair of its own (ES256).

key = Passkey("http://localhost")
client.post(add, {"name": "…", "credential": key.made(options)})
client.post(login, {"credential": key.shown(options)})
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def options_in(html: str) -> dict[str, Any]:
    """The options that a page carries for the browser."""
    found = re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found, html
    options: dict[str, Any] = json.loads(unescape(found[1]))["publicKey"]
    return options


@dataclass
class Passkey:
    """One key pair at one origin. `verified=False` is a key that did not ask for a face, a finger or a PIN."""

    origin: str
    verified: bool = True
    pair: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    number: bytes = field(default_factory=lambda: os.urandom(16))
    owner: str = ""
    count: int = 0

    def made(self, options: Mapping[str, Any]) -> str:
        self.owner = options["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.pair.public_key())))
        about = bytes(16) + len(self.number).to_bytes(2, "big") + self.number + public
        data = self._data(options["rp"]["id"], ATTESTED, about)
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._told({"clientDataJSON": self._client("webauthn.create", options), "attestationObject": attested})

    def shown(self, options: Mapping[str, Any]) -> str:
        self.count += 1
        data = self._data(options["rpId"])
        client = self._client("webauthn.get", options)
        signature = self.pair.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._told(
            {
                "clientDataJSON": client,
                "authenticatorData": data,
                "signature": signature,
                "userHandle": websafe_decode(self.owner),
            }
        )

    def _data(self, site: str, more: int = 0, about: bytes = b"") -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verified else 0)
        return sha256(site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big") + about

    def _client(self, kind: str, options: Mapping[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _told(self, response: Mapping[str, bytes]) -> str:
        name = websafe_encode(self.number)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {key: websafe_encode(value) for key, value in response.items()},
            }
        )
