"""Fixtures for tests that drive Debian's Chromium against a real server.

`served` is one server for all tests that only look; `own_server` is fresh for a test that changes something. `page` is
Playwright's page, watched: an error on the console, a refused style or script, a request to another host or an answer
of 500 fails the test.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .looking import CHROMIUM_FLAGS, Watch, chromium, missing
from .people import Doors, Windows
from .serving import Server, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is `e2e`. Without a browser it is left out with its reason; in CI it fails instead."""
    lacking = missing()
    for item in (one for one in items if "tests/browser" in one.path.as_posix()):
        item.add_marker("e2e")
        if lacking and os.environ.get("CI") != "true":
            item.add_marker(pytest.mark.skip(reason=f"no {', '.join(lacking)} on this machine"))


@pytest.fixture(scope="session", autouse=True)
def _browser_is_there() -> None:
    assert not missing(), f"CI=true leaves nothing out, and this machine has no {', '.join(missing())}"
    # Playwright's loop lives in this thread; Django must not take our own database for one used inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": chromium(), "args": list(CHROMIUM_FLAGS), "headless": True}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "ja-JP", "timezone_id": "Asia/Tokyo", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def served() -> Iterator[Server]:
    """The example city, served once for every test that only looks."""
    with serving() as server:
        yield server


@pytest.fixture
def own_server() -> Iterator[Server]:
    """The example city on a copy of its own, for a test that changes something."""
    with serving() as server:
        yield server


@pytest.fixture
def watch() -> Iterator[Watch]:
    watching = Watch()
    yield watching
    assert not watching.left(), "The browser complained:\n  " + "\n  ".join(watching.left())


@pytest.fixture
def page(page: Page, watch: Watch) -> Page:
    watch.over(page)
    return page


@pytest.fixture(scope="session")
def doors(browser: Browser, browser_context_args: dict[str, Any]) -> Doors:
    return Doors(browser, browser_context_args)


@pytest.fixture
def page_as(doors: Doors, served: Server, watch: Watch) -> Iterator[Callable[..., Page]]:
    """`page_as("百瀬 健")`: a watched page, signed in as one of the invented people (or nobody), on `served`.

    `page_as(who, server=own_server)` on another server; `java_script_enabled=False` in a browser without script.
    """
    contexts = []

    def open_page(who: str = "", *, server: Server = served, **more: Any) -> Page:
        context = doors.open(server, who, **more)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def windows(doors: Doors, served: Server) -> Windows:
    return Windows(doors, served)


@pytest.fixture
def window(windows: Windows) -> Iterator[Windows]:
    """`window("百瀬 健")`: a watched page of this person that earlier tests have used, for a test that only looks."""
    windows.forget()
    yield windows
    complaints = windows.complaints()
    assert not complaints, "The browser complained:\n  " + "\n  ".join(complaints)
