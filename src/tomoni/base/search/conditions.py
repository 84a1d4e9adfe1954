"""What a document must hold to be found: tokens joined by and and or, told to either database in its own tongue."""

from typing import NamedTuple


class Token(NamedTuple):
    """The document holds this token, or one that begins so."""

    text: str
    begins: bool = False


class All(NamedTuple):
    """Every part holds."""

    parts: "tuple[Condition, ...]"


class Either(NamedTuple):
    """At least one part holds."""

    parts: "tuple[Condition, ...]"


type Condition = Token | All | Either


def in_fts5(condition: Condition) -> str:
    """As FTS5 in SQLite reads it: ("受入" AND "=農家") OR "区"*."""
    match condition:
        case Token(text, begins):
            return f'"{text}"*' if begins else f'"{text}"'
        case All(parts):
            return f"({' AND '.join(map(in_fts5, parts))})"
        case Either(parts):
            return f"({' OR '.join(map(in_fts5, parts))})"


def in_tsquery(condition: Condition) -> str:
    """As PostgreSQL reads it: ('受入' & '=農家') | '区':*."""
    match condition:
        case Token(text, begins):
            return f"'{text}':*" if begins else f"'{text}'"
        case All(parts):
            return f"({' & '.join(map(in_tsquery, parts))})"
        case Either(parts):
            return f"({' | '.join(map(in_tsquery, parts))})"
