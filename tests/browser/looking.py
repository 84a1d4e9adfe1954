"""What a machine can see of a screen: accessibility, valid HTML, width, and what the browser complained about."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from .recording import note_axe, note_nu

ROOT = Path(__file__).resolve().parent.parent.parent
VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
WIDTHS = (320, 1280)
# The flags of Debian's Chromium under test: nothing calls home, nothing needs a screen.
CHROMIUM_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
# Everything axe has, with the rule for the size of targets (WCAG 2.2) that it leaves off by default.
AXE = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}


def chromium() -> str:
    """Where Chromium is, or "" when there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""


def missing() -> list[str]:
    """What browser tests need and this machine has not."""
    wanted = {"chromium": chromium(), "java": shutil.which("java"), "vnu-jar": VNU.exists()}
    return [name for name, there in wanted.items() if not there]


def axe(page: Page, *, within: str | None = None) -> None:
    """No violation of accessibility on the page as it stands; says rule, help and place of each."""
    response = Axe().run(page, context=within, options=AXE).response
    note_axe(page, response)
    found = response["violations"]
    lines = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n"
        + "\n".join(
            f"    {' '.join(map(str, node['target']))}\n      {node['html'][:200]}\n      {_why(node)}"
            for node in rule["nodes"][:6]
        )
        for rule in found
    ]
    assert not found, f"{page.url} has {len(found)} accessibility violations:\n" + "\n".join(lines)


def _why(node: Mapping[str, object]) -> str:
    checks = [check for kind in ("any", "all", "none") for check in node.get(kind, [])]  # type: ignore[attr-defined]
    return "; ".join(str(check["message"]) for check in checks)[:400]


def nu(pages: Mapping[str, str], folder: Path) -> None:
    """Every page is valid HTML by the Nu checker, which is started once for all of them. Keys name the pages."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number:04}.html"
        file.write_text(html)
        names[file.name] = name
    done = subprocess.run(
        ["java", "-Xss8m", "-jar", str(VNU), "--format", "json", "--stdout", "--exit-zero-always", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    wrong = [message for message in json.loads(done.stdout)["messages"] if message["type"] == "error"]
    note_nu(len(pages), len(wrong))
    lines = [
        f"{names[message['url'].rpartition('/')[2]]}:{message.get('lastLine', '?')}: {message['message']}\n"
        f"      {message.get('extract', '').strip()[:200]}"
        for message in wrong[:40]
    ]
    assert not wrong, f"{len(wrong)} errors of HTML:\n" + "\n".join(lines)


WIDER = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const inside = (e) => { for (let p = e.parentElement; p; p = p.parentElement)
    if (p !== document.documentElement && p !== document.body && getComputedStyle(p).overflowX !== "visible") return true;
    return false; };
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > room + 1 && !inside(e))
    .slice(0, 8)
    .map((e) => `<${e.tagName.toLowerCase()} class="${e.getAttribute("class") ?? ""}"> reaches ` +
      `${Math.round(e.getBoundingClientRect().right)} px: ${(e.textContent ?? "").trim().slice(0, 40)}`);
}"""


def fits(page: Page, width: int = 320) -> None:
    """Nothing scrolls sideways at this width, except inside a frame of its own."""
    page.set_viewport_size({"width": width, "height": 800})
    wider = page.evaluate(WIDER)
    assert not wider, f"{page.url} is wider than {width} px:\n  " + "\n  ".join(wider)


def shoot(page: Page, folder: Path, name: str, widths: Iterable[int] = WIDTHS) -> list[Path]:
    """Pictures of the whole page, one per width, for people to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        file = folder / f"{name}-{width}.png"
        page.screenshot(path=file, full_page=True)
        taken.append(file)
    return taken


def screen(page: Page, *, widths: Iterable[int] = WIDTHS) -> None:
    """One screen as a resident may meet it: fits, and axe finds nothing, at each width."""
    for width in widths:
        fits(page, width)
        axe(page)


@dataclass
class Watch:
    """What the browser complained about while a test used it, and what it asked of other hosts."""

    home: str = ""
    complaints: list[str] = field(default_factory=list)
    forgiven: list[re.Pattern[str]] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def forgive(self, pattern: str) -> None:
        """Expect a complaint, such as the 404 of a page that a test asks for on purpose."""
        self.forgiven.append(re.compile(pattern))

    def left(self) -> list[str]:
        return [said for said in self.complaints if not any(pattern.search(said) for pattern in self.forgiven)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        if self.home and not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.complaints.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status}: {response.url}")
