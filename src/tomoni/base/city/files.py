"""Typed reading of a city's files: TOML, CSV, and Markdown with a TOML head.

A model says what may stand in a file. Whatever it does not know is refused with file, line and the nearest known
key; everything wrong in one file is told at once. An empty cell of a CSV file is no value: the column's default
stands, and a column without a default must be filled.
"""

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self, get_args

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError

from .lines import Place, line_at, line_of_syntax_error, lines_of, read_text
from .mistakes import CityFileError, Mistake, no_such


class Origin(NamedTuple):
    """Where a row was read."""

    file: Path
    line: int | None

    def __str__(self) -> str:
        return "/".join(self.file.parts[-2:]) + (f", line {self.line}" if self.line else "")


class CityData(BaseModel):
    """The base of all models of city files: frozen, blanks trimmed, unknown keys refused, its origin remembered."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    _origin: Origin | None = PrivateAttr(default=None)

    @property
    def origin(self) -> Origin | None:
        """The file and line the row came from; None when it did not come from a file."""
        return self._origin

    def from_place(self, file: Path, line: int | None) -> Self:
        self._origin = Origin(file, line)
        return self

    def wrong(self, what: str) -> CityFileError:
        """To raise by whoever understands the row: a mistake at the row's own place."""
        file, line = self._origin or (Path("?"), None)
        return CityFileError([Mistake(file, line, what)])

    def unknown(self, what: str, name: str, known: Iterable[str]) -> CityFileError:
        """To raise when the row names something that does not exist; says the nearest name that does."""
        return self.wrong(no_such(what, name, known))


@dataclass(frozen=True)
class Page[Facts: BaseModel]:
    """A Markdown file: its head as a model, and the text under it."""

    facts: Facts
    text: str
    file: Path


def load_toml[Model: BaseModel](file: Path, model: type[Model]) -> Model:
    """The file as `model`. Decimal numbers stay decimal; nothing passes through a float."""
    return _typed_toml(_text_of(file), file, model, first_line=1)


def load_csv[Row: BaseModel](file: Path, row: type[Row]) -> list[Row]:
    """The rows of the file, in its order; blank lines are passed over."""
    lines = csv.reader(StringIO(_text_of(file), newline=""))
    header = [name.strip() for name in next(lines, [])]
    if mistakes := _wrong_columns(file, header, row):
        raise CityFileError(mistakes)
    rows: list[Row] = []
    begins = lines.line_num + 1
    for cells in lines:
        line, begins = begins, lines.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            mistakes.append(Mistake(file, line, f"has {len(cells)} cells, but there are {len(header)} columns"))
            continue
        told = {name: cell for name, cell in zip(header, cells, strict=False) if cell.strip()}
        try:
            rows.append(_placed(row.model_validate(told, extra="forbid"), file, line))
        except ValidationError as error:
            mistakes += [Mistake(file, line, what) for _, what in _explained(error, row)]
    if mistakes:
        raise CityFileError(mistakes)
    return rows


def load_markdown[Facts: BaseModel](file: Path, facts: type[Facts]) -> Page[Facts]:
    """A page that begins with a TOML head between two lines of `+++`."""
    opening, *rest = _text_of(file).split("\n")
    if opening.strip() != "+++" or "+++" not in (line.strip() for line in rest):
        raise CityFileError([Mistake(file, 1, "must begin with a head between two lines of +++")])
    end = [line.strip() for line in rest].index("+++")
    head = _typed_toml("\n".join(rest[:end]), file, facts, first_line=2)
    return Page(head, "\n".join(rest[end + 1 :]).strip() + "\n", file)


def _text_of(file: Path) -> str:
    try:
        return read_text(file)
    except FileNotFoundError:
        raise CityFileError([Mistake(file, None, "is missing")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        what = "is not UTF-8 text; save it as “UTF-8” (in Excel: “CSV UTF-8”)"
        raise CityFileError([Mistake(file, line, what)]) from None


def _typed_toml[Model: BaseModel](text: str, file: Path, model: type[Model], *, first_line: int) -> Model:
    try:
        told = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        line = line_of_syntax_error(error, text)
        at = None if line is None else line + first_line - 1
        raise CityFileError([Mistake(file, at, f"is not TOML: {error}")]) from None
    found = {place: line + first_line - 1 for place, line in lines_of(text).items()}
    try:
        return _place_all(
            _placed(model.model_validate(told, extra=_unknown_keys(model)), file, first_line), file, found, ()
        )
    except ValidationError as error:
        explained = ((line_at(found, place), what) for place, what in _explained(error, model))
        raise CityFileError(Mistake(file, line, what) for line, what in explained) from None


def _unknown_keys(model: type[BaseModel]) -> Literal["forbid"] | None:
    """Unknown keys are refused, but for a model that says it reads only its own tables of a shared file.

    None leaves it to each model; "forbid" also binds the models inside that say nothing.
    """
    return None if model.model_config.get("extra") == "ignore" else "forbid"


def _placed[Model: BaseModel](model: Model, file: Path, line: int | None) -> Model:
    return model.from_place(file, line) if isinstance(model, CityData) else model


def _place_all[Model: BaseModel](model: Model, file: Path, found: dict[Place, int], at: Place) -> Model:
    """Give every part of a TOML file the line it stands on."""
    for name, value in model:
        many = isinstance(value, list | tuple)
        for number, part in enumerate(value) if many else [(None, value)]:
            if isinstance(part, BaseModel):
                place = (*at, name) if number is None else (*at, name, number)
                _place_all(_placed(part, file, line_at(found, place)), file, found, place)
    return model


def _wrong_columns(file: Path, header: list[str], row: type[BaseModel]) -> list[Mistake]:
    known = _names(row)
    unknown = [no_such("column", name, known) for name in header if name not in known]
    twice = [f"the column {name!r} stands twice" for name in dict.fromkeys(header) if header.count(name) > 1]
    missing = [f"the column {name!r} is missing" for name, needed in known.items() if needed and name not in header]
    return [Mistake(file, 1, what) for what in [*unknown, *twice, *missing]]


def _explained(error: ValidationError, model: type[BaseModel]) -> list[tuple[Place, str]]:
    """Each complaint of pydantic with its place, in plain words."""
    return [(wrong["loc"], _sentence(wrong, model)) for wrong in error.errors(include_url=False)]


def _sentence(wrong: Any, model: type[BaseModel]) -> str:
    *around, name = wrong["loc"] or ("the whole",)
    given = wrong.get("input")
    match wrong["type"]:
        case "extra_forbidden":
            return no_such("key", str(name), _names(_model_at(model, around)))
        case "missing":
            return f"{name!r} is missing"
        case "literal_error" | "enum":
            expected = wrong["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            return f"{name!r}: " + no_such("value", str(given), expected)
        case "value_error" | "assertion_error":
            return f"{name}: {wrong['ctx']['error']}"
    what = wrong["msg"].removeprefix("Input ")
    return f"{name!r} {what}" + ("" if isinstance(given, dict | list) else f"; found {given!r}")


def _names(model: type[BaseModel] | None) -> dict[str, bool]:
    """The keys of a model, and whether each must be given."""
    fields = model.model_fields if model else {}
    return {field.alias or name: field.is_required() for name, field in fields.items()}


def _model_at(model: type[BaseModel] | None, place: Iterable[str | int]) -> type[BaseModel] | None:
    """The model that stands at a place inside another; numbers and the keys of dictionaries lead to no new model."""
    for name in place:
        fields = {field.alias or key: field for key, field in model.model_fields.items()} if model else {}
        if name in fields:
            model = _model_in(fields[str(name)].annotation)
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)
