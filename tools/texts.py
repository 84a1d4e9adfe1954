"""The texts of the screens: compile the catalogues, and find what is missing in them.

    python -m tools.texts             compile every locale/*/LC_MESSAGES/django.po beside it into django.mo
    python -m tools.texts complete    say which text has no easy Japanese or English, and which entry nobody uses

The text in the source is Japanese. A gap therefore shows Japanese, never a mixture by accident; but a resident
who chose easy Japanese must not meet one, so the check refuses it. Compiling needs babel alone (no msgfmt).
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tomoni"
WANTED = ("ja_Easy", "en")


def catalogues(under: Path = SOURCE) -> Iterator[Path]:
    """Every catalogue of ours, in a fixed order."""
    return iter(sorted(under.rglob("locale/*/LC_MESSAGES/django.po")))


def read(file: Path) -> Catalog:
    # Babel knows no locale `ja_Easy`; the folder's name says it, the plural rule stands in the header.
    with file.open("rb") as text:
        return read_po(text, abort_invalid=True)


def compile_all(under: Path = SOURCE) -> int:
    """Write each .mo that is missing or older than its .po; returns how many were written."""
    written = 0
    for file in catalogues(under):
        target = file.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= file.stat().st_mtime_ns:
            continue
        with target.open("wb") as out:
            write_mo(out, read(file))
        written += 1
    return written


def main(words: list[str]) -> int:
    if words and words[0] == "complete":
        from tools.texts_complete import complaints

        found = list(complaints())
        print("\n".join(found) if found else "texts: complete")
        return 1 if found else 0
    print(f"texts: {compile_all()} catalogues compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
