"""`./tomoni shots DIR`: pictures of every declared screen, 320 and 1280 px wide, in every language of the list.

    ./tomoni shots /tmp/shots                    all of tests/browser/pages.py, on the example city
    ./tomoni shots /tmp/shots --only desk        those whose address holds the word
    ./tomoni shots /tmp/shots --city azumino --languages ja

Files are called SCREEN-LANGUAGE-WIDTH.png. They are for people to look at: nothing compares them.
"""

import argparse
import os
import sys
from pathlib import Path

from tools.bootstrap import ROOT, CannotSetUp


def main(words: list[str]) -> int:
    asked = _ask(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.testing")
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    import django

    django.setup()
    from tests.browser.looking import missing

    if "chromium" in missing():
        raise CannotSetUp("Pictures need Debian's Chromium: apt install chromium")
    print(f"{_shoot(asked)} pictures in {asked.folder}")
    return 0


def _ask(words: list[str]) -> argparse.Namespace:
    ask = argparse.ArgumentParser(prog="./tomoni shots", description=__doc__.partition("\n")[0])
    ask.add_argument("folder", type=Path)
    ask.add_argument("--only", default="", help="a word that the address holds")
    ask.add_argument("--city", default="example")
    ask.add_argument("--languages", nargs="+", default=["ja", "ja-easy", "en"])
    return ask.parse_args(words)


def _shoot(asked: argparse.Namespace) -> int:
    from playwright.sync_api import sync_playwright

    from tests.browser.looking import CHROMIUM_FLAGS, chromium, shoot
    from tests.browser.pages import SCREENS
    from tests.browser.people import Doors
    from tests.browser.serving import serving

    wanted = [one for one in SCREENS if asked.only in one.path]
    taken = 0
    with serving(asked.city) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_FLAGS))
        doors = Doors(browser, {"locale": "ja-JP", "timezone_id": "Asia/Tokyo"})
        for who in sorted({one.who for one in wanted}):
            page = doors.open(server, who).new_page()
            for one in (screen for screen in wanted if screen.who == who):
                for code in (language for language in asked.languages if language in one.languages):
                    page.goto(server.url + one.in_language(code), wait_until="networkidle")
                    taken += len(shoot(page, asked.folder, f"{one.name}-{code}"))
        browser.close()
    return taken


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotSetUp as error:
        sys.exit(str(error))
