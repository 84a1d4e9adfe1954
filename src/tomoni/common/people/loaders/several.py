"""Several values in one cell, with blanks between them."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator


def _apart(cell: Any) -> Any:
    return tuple(cell.split()) if isinstance(cell, str) else cell


def _sorted(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(values))


InOrder = Annotated[tuple[str, ...], BeforeValidator(_apart)]
InAnyOrder = Annotated[tuple[str, ...], BeforeValidator(_apart), AfterValidator(_sorted)]
