"""A kind of thing to try the loader on: books on a shelf.

Base has no table of its own that a city fills, so the books stand in the loader's own table, as rows of another kind.
"""

from decimal import Decimal
from pathlib import Path

from django.core.exceptions import ValidationError

from tomoni.base.city.api import CityData
from tomoni.base.city.kinds import Kind, loadable
from tomoni.base.city.models import Loaded


class BookRow(CityData):
    code: str
    title: str
    place: str = ""
    weight: Decimal = Decimal(0)
    remark: str = ""


def _books():
    return Loaded.objects.filter(kind="shelf")


def put(row: BookRow) -> Loaded:
    if row.title == "禁書":
        raise row.unknown("book", row.title, ["事典", "地図"])
    if not row.title.strip("？"):
        raise ValidationError("名前が分かりません")
    said = {"title": row.title, "place": row.place} | ({"weight": f"{row.weight:.3f}"} if row.weight else {})
    return Loaded.objects.update_or_create(kind="shelf", key=row.code, defaults={"said": said})[0]


def tell(book: Loaded) -> BookRow:
    return BookRow(code=book.key, **book.said)


def throw_away(book: Loaded) -> None:
    book.delete()


def declare(key: str = "library.book", file: str = "books.csv", **more) -> Kind:
    return loadable(
        key,
        title="book",
        file=file,
        row=BookRow,
        natural="code",
        write=put,
        things=_books,
        tell=tell,
        aside=["remark"],
        **more,
    )


def fill(folder: Path, *lines: str) -> Path:
    (folder / "books.csv").write_text("\n".join(("code,title,place,remark", *lines, "")), encoding="utf-8")
    return folder


def staff_change(code: str, **values: str) -> None:
    book = _books().get(key=code)
    book.said |= values
    book.save()


def standing() -> dict[str, dict[str, str]]:
    return {book.key: book.said for book in _books()}
