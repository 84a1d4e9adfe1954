"""LINE and an SMS provider on a port of this machine, as their documents say they answer; tests tell them how to behave."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

TOKEN, SECRET, ACCOUNT = "token-of-the-test", "secret-of-the-test", "AC-test"


class Carrier(ThreadingHTTPServer):
    """What has come in, and what is answered next: a status, or "hangs up" after taking it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.taken: list[dict[str, Any]] = []
        self.keys: dict[str, str] = {}
        self.next: list[int | str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Desk(BaseHTTPRequestHandler):
    server: Carrier

    def log_message(self, *_said: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        behaviour = self.server.next.pop(0) if self.server.next else 200
        if self.path == "/v2/bot/message/push":
            self._line(json.loads(body), behaviour)
        elif self.path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json":
            self._sms({name: value[0] for name, value in parse_qs(body.decode()).items()}, behaviour)
        else:
            self._answer(404, {})

    def _line(self, told: dict[str, Any], behaviour: int | str) -> None:
        """LINE Messaging API: one acceptance per retry key; 409 names the request that was accepted before."""
        key = self.headers["X-Line-Retry-Key"]
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self._answer(401, {"message": "Authentication failed"})
        if key in self.server.keys:
            first = {"x-line-accepted-request-id": self.server.keys[key]}
            return self._answer(409, {"message": "The retry key is already accepted"}, first)
        if isinstance(behaviour, int) and behaviour != 200:
            return self._answer(behaviour, {"message": "told by the test"})
        self.server.keys[key] = f"request-{len(self.server.keys) + 1}"
        self.server.taken.append(told)
        if behaviour == "hangs up":
            return self._hang_up()
        return self._answer(200, {"sentMessages": [{"id": "1"}]}, {"x-line-request-id": self.server.keys[key]})

    def _sms(self, told: dict[str, str], behaviour: int | str) -> None:
        """Twilio's Messages resource: 201 with the message's sid; errors are JSON with a code."""
        if self.headers["Authorization"] != "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode():
            return self._answer(401, {"code": 20003, "message": "Authenticate"})
        if isinstance(behaviour, int) and behaviour != 200:
            return self._answer(behaviour, {"code": 21211, "message": "told by the test"})
        self.server.taken.append(told)
        if behaviour == "hangs up":
            return self._hang_up()
        return self._answer(201, {"sid": f"SM{len(self.server.taken)}", "status": "queued"})

    def _answer(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()


@contextmanager
def carrier() -> Iterator[Carrier]:
    with Carrier() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def line_sign(body: bytes) -> str:
    return base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()


def sms_sign(url: str, fields: dict[str, str]) -> str:
    told = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    return base64.b64encode(hmac.new(TOKEN.encode(), told.encode(), hashlib.sha1).digest()).decode()
