"""Why a proof of identity came to nothing, in words of our own; the page words them for people."""

from enum import StrEnum


class Why(StrEnum):
    CANCELLED = "cancelled"
    LOST = "lost"  # no such proof was begun in this session, or it was finished already, or too long ago
    PROVIDER = "provider"  # cannot be reached, or does not answer as it should
    NOT_GENUINE = "not-genuine"
    TOO_WEAK = "too-weak"
    SOMEBODY_ELSE = "somebody-else"
    HAS_ANOTHER = "has-another"
    STAFF = "staff"
    CLOSED = "closed"


class Refused(Exception):
    """`why` is for the person, `detail` for the log."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else str(why))
        self.why, self.detail = why, detail
