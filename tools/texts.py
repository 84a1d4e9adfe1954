"""The texts of the screens: compile the catalogues, and find what is missing in them.

    python -m tools.texts             compile every locale/*/LC_MESSAGES/django.po beside it into django.mo
    python -m tools.texts complete    say which text has no easy Japanese or English, and which entry nobody uses
    python -m tools.texts missing     the same gaps as entries to fill in, per catalogue

The text in the source is Japanese. A gap therefore shows Japanese, never a mixture by accident; but a resident who
chose easy Japanese or English must not meet one, so the check refuses it. Compiling needs babel alone (no msgfmt).
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tomoni"
WANTED = ("ja_Easy", "en")
# The frame's words (ホーム, 見本, 必須 …) are said by many apps and translated once, with the components.
SHARED = SOURCE / "base" / "design"
SAYS = {"gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 0, "ngettext_lazy": 0, "pgettext": 1,
        "pgettext_lazy": 1, "npgettext": 1, "npgettext_lazy": 1}  # fmt: skip
_LITERAL = r"""[uU]?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*((?:{_LITERAL}\s*,?\s*)+)")
_PLACE = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]")


@dataclass(frozen=True)
class Text:
    """A text of a screen: its Japanese, the context that tells two of one spelling apart, where it stands."""

    words: str
    context: str = ""
    place: str = field(default="", compare=False)


# Compiling


def catalogues(under: Path = SOURCE) -> list[Path]:
    """Every catalogue of ours, in a fixed order."""
    return sorted(under.rglob("locale/*/LC_MESSAGES/django.po"))


def read(file: Path) -> Catalog:
    """A catalogue. Babel knows no locale `ja_Easy`: easy Japanese has the plural rule of Japanese."""
    folder = file.parent.parent.name
    with file.open("rb") as text:
        return read_po(text, locale="ja" if folder == "ja_Easy" else folder, abort_invalid=True)


def compile_all(under: Path = SOURCE) -> int:
    """Write each .mo that is missing or older than its .po; returns how many were written."""
    written = 0
    for file in catalogues(under):
        target = file.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= file.stat().st_mtime_ns:
            continue
        catalogue = read(file)
        with target.open("wb") as out:
            write_mo(out, catalogue)
        written += 1
    return written


# What the source says


def apps(under: Path = SOURCE) -> list[Path]:
    """The folders of our apps; a folder inside another app belongs to the inner one."""
    return sorted(file.parent for file in under.rglob("apps.py") if "tests" not in file.parts)


def texts_of(app: Path) -> set[Text]:
    """Every text that the Python and the templates of an app hand to gettext."""
    found: set[Text] = set()
    inner = [other for other in apps(app) if other != app]
    for file in sorted(app.rglob("*")):
        if file.suffix not in {".py", ".html", ".txt", ".typ"} or {"tests", "migrations"} & set(file.parts):
            continue
        if any(file.is_relative_to(other) for other in inner):
            continue
        if file.suffix == ".py":
            found |= set(_said_in_python(file))
        elif "templates" in file.parts:
            found |= set(_said_in_template(file))
    return found


def _said_in_python(file: Path) -> Iterator[Text]:
    tree = ast.parse(file.read_text(), str(file))
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in SAYS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            said = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            at = SAYS[names[node.func.id]]
            if len(said) > at:
                yield Text(said[at], said[0] if at else "", f"{_short(file)}:{node.lineno}")


def _said_in_template(file: Path) -> Iterator[Text]:
    from django.utils.translation.template import templatize

    source = templatize(file.read_text(), origin=str(file))
    for call in _CALL.finditer(source):
        said = [ast.literal_eval(literal) for literal in re.findall(_LITERAL, call[2])]
        at = 1 if "p" in call[1] else 0
        if len(said) > at:
            place = f"{_short(file)}:{source.count(chr(10), 0, call.start()) + 1}"
            yield Text(said[at], said[0] if at else "", place)


def _short(file: Path) -> str:
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else str(file)


# What the catalogues hold


def entries(file: Path) -> dict[Text, tuple[str, ...]]:
    """The entries of a catalogue; a fuzzy or empty one counts as none."""
    if not file.exists():
        return {}
    held: dict[Text, tuple[str, ...]] = {}
    for message in read(file):
        if not message.id or message.fuzzy:
            continue
        words = message.id[0] if isinstance(message.id, tuple | list) else message.id
        told = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if all(told):
            held[Text(str(words), message.context or "")] = tuple(map(str, told))
    return held


def gaps(under: Path = SOURCE) -> Iterator[str]:
    """A line for each text without a translation, each entry that nobody uses, each placeholder that is not given."""
    said_in = {app: texts_of(app) for app in apps(under)}
    said_anywhere = set().union(*said_in.values())
    for app, said in said_in.items():
        if not said and not (app / "locale").is_dir():
            continue
        for locale in WANTED:
            yield from _gaps_of(app, said, locale, used=said_anywhere if app == SHARED else said)


def _gaps_of(app: Path, said: set[Text], locale: str, *, used: set[Text]) -> Iterator[str]:
    file = _catalogue(app, locale)
    try:
        held, shared = entries(file), entries(_catalogue(SHARED, locale))
    except PoFileError as error:
        yield f"{_short(file)}: cannot be read: {error}"
        return
    for text in _in_order(said - held.keys() - (shared.keys() if app != SHARED else set())):
        yield f"{text.place}: no {locale} for “{text.words}”"
    for text in _in_order(held.keys() - used):
        yield f"{_short(file)}: nobody says “{text.words}” any more"
    for text, told in held.items():
        for strange in sorted(
            {place for one in told for place in _PLACE.findall(one)} - set(_PLACE.findall(text.words))
        ):
            yield f"{_short(file)}: “{text.words}” has no %({strange})s"


def missing(under: Path = SOURCE) -> Iterator[tuple[Path, list[Text]]]:
    """Catalogues that lack something, and the texts they lack."""
    for app in apps(under):
        said = texts_of(app)
        for locale in WANTED:
            file = _catalogue(app, locale)
            shared = entries(_catalogue(SHARED, locale)).keys() if app != SHARED else set()
            if lacking := _in_order(said - entries(file).keys() - shared):
                yield file, lacking


def _catalogue(app: Path, locale: str) -> Path:
    return app / "locale" / locale / "LC_MESSAGES" / "django.po"


def _in_order(texts: Iterable[Text]) -> list[Text]:
    return sorted(texts, key=lambda text: (text.place, text.words))


def _as_entry(text: Text) -> str:
    def quoted(words: str) -> str:
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    context = f"msgctxt {quoted(text.context)}\n" if text.context else ""
    return f'#: {text.place}\n{context}msgid {quoted(text.words)}\nmsgstr ""\n'


def main(words: list[str]) -> int:
    if words == ["complete"]:
        found = list(gaps())
        print("\n".join(found) if found else "texts: complete")
        return 1 if found else 0
    if words == ["missing"]:
        for file, lacking in missing():
            print(f"# {_short(file)}\n\n" + "\n".join(map(_as_entry, lacking)))
        return 0
    print(f"texts: {compile_all()} catalogues compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
