"""Signing in as one of the invented people, with one tap on the page of the demonstration."""

from playwright.sync_api import Browser, BrowserContext, Page

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


def sign_in(page: Page, server: Server, who: str) -> None:
    """Press the person's name on the page of the demonstration."""
    page.goto(f"{server.url}/accounts/demo/")
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(lambda url: "/accounts/demo/" not in url)
