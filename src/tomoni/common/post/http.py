"""One request to another host, watched: afterwards it is known whether it can have been heard."""

import http.client
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

SECONDS = 10
LONGEST_ANSWER = 100_000


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class Broken:
    """There was no answer. `left`: the request had gone out, so that it may have been heard."""

    why: str
    left: bool


def post(url: str, body: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS) -> Answer | Broken:
    """POST, and what came of it. Follows nothing and raises nothing that the line or the other side can cause."""
    where = urlsplit(url)
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    left = False
    with closing(kind(where.hostname or "", where.port, timeout=seconds)) as line:
        try:
            line.connect()
            left = True
            line.request("POST", where.path + (f"?{where.query}" if where.query else ""), body, dict(headers))
            answer = line.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, said, answer.read(LONGEST_ANSWER).decode(errors="replace"))
        except (OSError, http.client.HTTPException) as trouble:
            return Broken(f"{type(trouble).__name__}: {trouble}", left)
