"""The one place from which Tomoni asks another host while somebody waits: the end of a proof of identity.

All calls of one proof share five seconds. A redirect is not followed, and an answer that is long, no JSON object or no
200 counts as none.
"""

import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout

from .refusals import Refused, Why

PATIENCE = 5.0  # seconds, for all calls of one proof together
LONGEST = 1_000_000  # bytes of one answer
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def is_safe(address: str) -> bool:
    """Whether what is said there stays between the two: by TLS, or on this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


class Line:
    """A line to the provider for one proof; `asks` GETs, or POSTs when it has a form to send."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._until = time.monotonic() + patience

    def asks(
        self,
        address: str,
        *,
        form: Mapping[str, str] | None = None,
        login: tuple[str, str] | None = None,
        bearer: str = "",
    ) -> dict[str, Any]:
        """The JSON object that an address answers. Refused when there is none in time."""
        if not is_safe(address):
            raise Refused(Why.PROVIDER, f"{address} is neither TLS nor this machine")
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        try:
            with requests.Session() as session:
                session.trust_env = urlsplit(address).hostname not in LOOPBACK
                answer = session.request(
                    "GET" if form is None else "POST", address, data=form, auth=login, headers=headers,
                    timeout=Timeout(total=self._left()),  # type: ignore[arg-type]  # requests hands it on to urllib3
                    allow_redirects=False, stream=True,
                )  # fmt: skip
                with answer:
                    return self._object(answer)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise Refused(Why.PROVIDER, f"{urlsplit(address).netloc} did not answer: {type(error).__name__}") from error

    def _left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise Refused(Why.PROVIDER, "out of time")
        return left

    def _object(self, answer: requests.Response) -> dict[str, Any]:
        body = b""
        while piece := answer.raw.read1(65536):
            body += piece
            self._left()
            if len(body) > LONGEST:
                raise Refused(Why.PROVIDER, "the answer is too long")
        try:
            told = json.loads(body)
        except ValueError as error:
            raise Refused(Why.PROVIDER, f"{answer.status_code} and no JSON") from error
        if answer.status_code != 200 or not isinstance(told, dict):
            said = told.get("error") if isinstance(told, dict) else type(told).__name__
            raise Refused(Why.PROVIDER, f"{answer.status_code} {str(said)[:80]}")
        return told
