"""Figures that others published, kept beside the repository in ../shared/data.

A test that leans on them is marked `truth`. Where the folder is absent it is skipped with the reason; on the machine
that guards the main branch (CI=true) it fails, so that the figures cannot quietly stop being checked.
"""

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

TRUTH = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


def truth_file(*path: str) -> Path:
    """The file, for example `truth_file("japanese", "wareki_icu.csv")`; skips or fails the test without it."""
    file = TRUTH.joinpath(*path)
    if not file.exists():
        reason = f"no {'/'.join(path)} in {TRUTH}"
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI checks against published figures, but there is {reason}.")
        pytest.skip(reason)
    return file


def truth_rows(*path: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with truth_file(*path).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def truth_lines(*path: str) -> list[dict[str, Any]]:
    """The objects of a file with one JSON object a line."""
    with truth_file(*path).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
