"""A file as lines, by what it is and not by what its name says."""

from .pdf_files import lines_of_pdf
from .sources import Line, Progress, Trouble, Unreadable, in_silence
from .text_files import lines_of_text
from .word_files import lines_of_word

PDF, ZIP, OLD_WORD = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")


def lines_of(data: bytes, *, name: str = "", progress: Progress = in_silence) -> list[Line]:
    """The lines of a document. Unreadable, with the reason, when there are none to be had."""
    if not data.strip():
        raise Unreadable(Trouble.EMPTY)
    if data.startswith(OLD_WORD) and "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(Trouble.ENCRYPTED)
    if data.startswith((OLD_WORD, *PICTURES)):
        raise Unreadable(Trouble.OTHER_TYPE)
    lines = _by_type(data, progress)
    if not any(line.text.strip() for line in lines):
        raise Unreadable(Trouble.EMPTY)
    return lines


def _by_type(data: bytes, progress: Progress) -> list[Line]:
    if PDF in data[:1024]:
        return lines_of_pdf(data, progress)
    if data.startswith(ZIP):
        return lines_of_word(data, progress)
    lines = lines_of_text(data)
    progress(1, 1)
    return lines
