"""Signing in as one of the invented people, with one tap on the page of the demonstration."""

from playwright.sync_api import Browser, BrowserContext, Page

from .looking import Watch
from .serving import Server


class Doors:
    """Contexts of a browser, one per person and server; each person signs in once."""

    def __init__(self, browser: Browser, settings: dict[str, object]) -> None:
        self.browser, self.settings = browser, settings
        self._kept: dict[tuple[str, str], object] = {}

    def open(self, server: Server, who: str = "", **more: object) -> BrowserContext:
        """A fresh context, signed in as `who`, or as nobody."""
        if not who:
            return self.browser.new_context(**self.settings | more)  # type: ignore[arg-type]
        if (server.url, who) not in self._kept:
            context = self.browser.new_context(**self.settings)  # type: ignore[arg-type]
            sign_in(context.new_page(), server, who)
            self._kept[server.url, who] = context.storage_state()
            context.close()
        kept = self._kept[server.url, who]
        return self.browser.new_context(**self.settings | more, storage_state=kept)  # type: ignore[arg-type]


class Windows:
    """A page per person and kind of browser on one server, kept open from test to test.

    What every screen needs (style sheets, fonts, a process of the browser) is fetched once, as by somebody who walks
    through the site; a window of its own for each look costs more than the look.
    """

    def __init__(self, doors: Doors, server: Server) -> None:
        self.doors, self.server = doors, server
        self._open: dict[tuple[str, bool], tuple[Page, Watch]] = {}

    def __call__(self, who: str = "", *, script: bool = True) -> Page:
        """The page of this person, wherever it was last."""
        if (who, script) not in self._open:
            page = self.doors.open(self.server, who, java_script_enabled=script).new_page()
            watch = Watch(self.server.url)
            watch.over(page)
            self._open[who, script] = page, watch
        return self._open[who, script][0]

    def complaints(self) -> list[str]:
        return [said for _page, watch in self._open.values() for said in watch.left()]

    def forget(self) -> None:
        """What was complained about before is not this test's."""
        for _page, watch in self._open.values():
            watch.complaints.clear()


def sign_in(page: Page, server: Server, who: str) -> None:
    """Press the person's name on the page of the demonstration."""
    page.goto(f"{server.url}/accounts/demo/")
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(lambda url: "/accounts/demo/" not in url)
