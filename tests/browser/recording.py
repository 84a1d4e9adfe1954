"""What the checks of screens found, written down for the accessibility statement when TOMONI_ACCESSIBILITY names a
folder. Each look is a file of its own, so that several processes can look at once; tools/accessibility.py puts them
together."""

import json
import os
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

KINDS = ("passes", "violations", "incomplete", "inapplicable")
MEDIA = "() => document.querySelectorAll('audio, video, object, embed, iframe').length"


def note_axe(page: Page, response: Mapping[str, Any]) -> None:
    """One look of axe at one page: which rules passed, failed, need a person, or had nothing to look at."""
    if not (folder := _folder()):
        return
    address = urlsplit(page.url)
    told = {
        "path": unquote(address.path),
        "language": page.evaluate("document.documentElement.lang"),
        "media": page.evaluate(MEDIA),
        "engine": response["testEngine"]["version"],
        "rules": {kind: {rule["id"]: rule["tags"] for rule in response[kind]} for kind in KINDS},
    }
    _write(folder, "axe", told)


def note_nu(pages: int, errors: int) -> None:
    """One look of the Nu checker at many pages."""
    if folder := _folder():
        _write(folder, "nu", {"pages": pages, "errors": errors})


def _folder() -> Path | None:
    named = os.environ.get("TOMONI_ACCESSIBILITY")
    return Path(named) if named else None


def _write(folder: Path, kind: str, told: Mapping[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{kind}-{uuid.uuid4().hex}.json").write_text(json.dumps(told))
