"""One word for one concept: every table and every service stands in docs/words.md."""

import re
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
TABLE = (ROOT / "docs" / "words.md").read_text()
WORDS = set(re.findall(r"\w+", TABLE))


def test_every_table_of_ours_has_its_word() -> None:
    ours = {model.__name__ for model in apps.get_models() if model.__module__.startswith("tomoni.")}
    toys = {model.__name__ for model in apps.get_models() if ".tests." in model.__module__}
    assert sorted(ours - toys - WORDS) == []


def test_every_service_has_its_word() -> None:
    services = {
        folder.name for folder in (ROOT / "src" / "tomoni" / "services").iterdir() if (folder / "apps.py").exists()
    }
    assert sorted(services - WORDS) == []


def test_no_word_stands_twice() -> None:
    first = [line.split("|")[1].strip() for line in TABLE.splitlines() if line.startswith("| ") and "---" not in line]
    assert sorted({word for word in first if first.count(word) > 1}) == []
