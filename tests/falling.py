"""A town whose server and worker can be killed, and applicants who do not give up.

The processes are the real ones, under the settings of operation. `fall_over` is SIGKILL to both process groups at once:
no handler runs, no transaction is ended, no file is closed.
"""

import http.client
import itertools
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Event, Semaphore
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds for whatever a busy machine may take long for
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Gone(Exception):
    """The line broke: nobody answers, or the answer broke off."""


class Town:
    """One Tomoni on a free port. `up` is set while it answers."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.env = env | {"DJANGO_SETTINGS_MODULE": "tests.operation", "TOMONI_ORIGIN": f"http://127.0.0.1:{self.port}"}
        self.up, self.log = Event(), log
        self._running: list[subprocess.Popen[bytes]] = []

    def begin(self) -> None:
        server = (
            "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1",
            "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "config.wsgi:application",
        )  # fmt: skip
        worker = ("django", "worker", "--interval", "0.1", "--no-startup-delay")
        with self.log.open("ab") as out:
            self._running = [
                subprocess.Popen(
                    [sys.executable, "-m", *words],
                    cwd=ROOT,
                    env=self.env,
                    stdout=out,
                    stderr=out,
                    start_new_session=True,
                )
                for words in (server, worker)
            ]
        self._wait_for_the_server()
        self.up.set()

    def _wait_for_the_server(self) -> None:
        for _ in range(PATIENCE * 10):
            try:
                if Browser(self.port, "192.0.2.1").ask("GET", "/design/").status == 200:
                    return
            except Gone:
                Event().wait(0.1)
            if any(process.poll() is not None for process in self._running):
                break
        raise AssertionError(f"The town did not come up:\n{self.log.read_text()[-3000:]}")

    def fall_over(self) -> None:
        """kill -9, server and worker with all their children."""
        self.up.clear()
        for process in self._running:
            os.killpg(process.pid, signal.SIGKILL)
        for process in self._running:
            process.wait(PATIENCE)
        self._running = []

    def close(self) -> list[int]:
        """Ask both to stop; how they ended."""
        self.up.clear()
        running, self._running = self._running, []
        for process in running:
            process.terminate()
        return [process.wait(PATIENCE) for process in running]


@dataclass
class Answer:
    status: int
    location: str
    text: str


class Browser:
    """The little that an applicant's browser does: cookies, forms, one file. Comes from an address of its own."""

    def __init__(self, port: int, address: str) -> None:
        self.port, self.address = port, address
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, file: tuple[str, bytes] | None = None
    ) -> Answer:
        """One request. Gone when no whole answer came."""
        kind, body = _encoded(fields or {}, file) if method == "POST" else ("", None)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "X-Forwarded-For": self.address,
        } | ({"Content-Type": kind} if kind else {})
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as broken:
            raise Gone from broken
        finally:
            line.close()
        for crumb in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(crumb).items()}
        return Answer(answer.status, answer.headers.get("Location", ""), text)


def _encoded(fields: dict[str, str], file: tuple[str, bytes] | None) -> tuple[str, bytes]:
    if file is None:
        return "application/x-www-form-urlencoded", urlencode(fields).encode()
    name, content = file
    mark = secrets.token_hex(12)
    part = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="kaisoku.pdf"\r\n\r\n'
    return f"multipart/form-data; boundary={mark}", part.encode() + content + f"\r\n--{mark}--\r\n".encode()


@dataclass(frozen=True)
class Receipt:
    """What an applicant has in hand in the end."""

    number: str
    token: str
    name: str
    email: str


@dataclass
class Applicant:
    """Hands in one application after the other. When the line breaks, comes back to the draft and goes on."""

    town: Town
    place: int
    requests: Semaphore
    receipts: list[Receipt] = field(default_factory=list)
    broken: int = 0

    def live(self, enough: Event) -> None:
        for turn in itertools.count(1):
            if enough.is_set():
                return
            self.receipts.append(self._apply(f"{self.place}番地の{turn}番目の会", f"a{self.place}-{turn}@example.jp"))

    def _apply(self, name: str, email: str) -> Receipt:
        browser = Browser(self.town.port, f"192.0.2.{self.place}")
        page = begin = "/procedures/groups.registration/apply/"
        draft = ""
        for _ in range(200):
            try:
                page = self._turn_the_page(browser, page, name, email)
            except Gone:
                self.broken += 1
                assert self.town.up.wait(PATIENCE), "the town stayed down"
                page = draft or begin
            draft = re.sub(r"^(/drafts/[^/]+/).*", r"\1", page) if page.startswith("/drafts/") else draft
            if page.startswith("/cases/"):
                return self._receipt(browser, page, name, email)
        raise AssertionError(f"The application of {name} led nowhere; the last page was {page}")

    def _turn_the_page(self, browser: Browser, page: str, name: str, email: str) -> str:
        """Do on a page what is to be done there; the page after it."""
        step = re.search(r"/(\d)/$", page)
        if page.endswith("/apply/"):
            self._ask(browser, "GET", page)
            return self._ask(browser, "POST", page, _form(1, name, email)).location
        if page.endswith("/check/"):
            return self._ask(browser, "POST", page, {"true": "yes"}).location
        if step is None:  # the link of the draft: it knows where it was left
            return self._ask(browser, "GET", page).location
        number = int(step[1])
        file = ("rules_file", PDF + name.encode()) if number == 5 else None
        return self._ask(browser, "POST", page, _form(number, name, email), file).location

    def _ask(self, browser: Browser, *words: object) -> Answer:
        self.requests.release()
        answer = browser.ask(*words)  # type: ignore[arg-type]
        assert answer.status in {200, 302}, f"{words[:2]} answered {answer.status}: {answer.text[:2000]}"
        return answer

    def _receipt(self, browser: Browser, page: str, name: str, email: str) -> Receipt:
        """From here on the city has said that it has the application."""
        token = page.split("/")[2]
        while True:
            try:
                number = re.search(r"R\d+-団登-\d+", self._ask(browser, "GET", page).text)
            except Gone:
                self.broken += 1
                assert self.town.up.wait(PATIENCE), "the town stayed down"
                continue
            assert number, "a receipt has a number"
            return Receipt(number[0], token, name, email)


def _form(number: int, name: str, email: str) -> dict[str, str]:
    """What is written on the pages of the registration of a group."""
    pages = (
        {"name": name, "name_kana": "みほんのかい", "field": "environment", "area": "全市"},
        {"purpose": "川のほたるを守る", "activity": "草刈りと観察会"},
        {"members": "12", "looking_for_members": "yes"},
        {"representative": "見本 花子", "phone": "0000-00-3000", "email": email},
        {},
        {"conditions": "on"},
    )
    return pages[number - 1]
