"""A document as lines, and why a document could not become lines."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

Progress = Callable[[int, int], None]  # pages done, pages in all (0 where it is not known)

MOST_BYTES = 60 * 1024 * 1024
MOST_LINES = 60_000
MOST_SIGNS = 4_000_000
MOST_PAGES = 1_500
LONGEST_LINE = 4_000


def in_silence(done: int, of: int) -> None:
    """Progress that nobody listens to."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source. `cells` where it is a row of a table; `page` where the document has pages.

    joins   whether it goes on with the line above: None where the document does not tell
    """

    number: int
    text: str
    page: int | None = None
    cells: tuple[str, ...] = ()
    joins: bool | None = None


class Trouble(StrEnum):
    """Why a document cannot be read."""

    EMPTY = "empty"
    OTHER_TYPE = "other_type"
    PICTURES_ONLY = "pictures_only"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    SWELLS = "swells"
    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    NOT_A_PLAN = "not_a_plan"


TROUBLES = {
    Trouble.EMPTY: _("ファイルに文字がありません。計画の文書か確かめて、もう一度選んでください。"),
    Trouble.OTHER_TYPE: _(
        "この種類のファイルは読めません。文字だけのファイル（txt）、Word（docx）、PDFを選んでください。"
    ),
    Trouble.PICTURES_ONLY: _(
        "このPDFは紙を写した画像だけで、文字が入っていません。もとの文書（Wordなど）から作ったPDFか、文字認識（OCR）をしたPDFを選んでください。"
    ),
    Trouble.ENCRYPTED: _("パスワードの付いた文書は開けません。パスワードを外して保存してから選んでください。"),
    Trouble.BROKEN: _("文書がこわれていて開けません。もう一度保存してから選んでください。"),
    Trouble.SWELLS: _("開くと大きくなりすぎる文書です。PDFにして保存してから選んでください。"),
    Trouble.TOO_LONG: _("文書が長すぎます。計画の章ごとに分けて読み込んでください（1,500ページまで）。"),
    Trouble.CHARACTERS: _("文字が読めません。UTF-8かShift_JISで保存してから選んでください。"),
    Trouble.NOT_A_PLAN: _(
        "総合計画として読めませんでした。「６-１ 題」のような番号の付いた施策が1つも見つかりません。"
        "計画の本文か確かめてください。"
    ),
}


class Unreadable(Exception):
    """The document cannot be read; `str()` of it is a sentence that says what to do."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble

    def __str__(self) -> str:
        return str(TROUBLES[self.trouble])
