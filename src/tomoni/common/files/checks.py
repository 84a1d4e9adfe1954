"""What a file really is, read from its bytes and never from its name, and whether it may do harm when opened.

Every check reads; none of them runs, renders or unpacks to the disk. What a small file becomes when opened is bounded:
pixels of a picture, bytes of a packed document.
"""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pillow_heif
from PIL import Image

from .purposes import MEGABYTE, Purpose
from .types import CSV, DOCX, HEIC, JPEG, PDF, PNG, TXT, XLSX, FileType
from .wrong import HasMacros, Locked, NotTaken, Swells, TooManyPixels, WrongFile

MOST_PIXELS = 60_000_000
MOST_UNPACKED = 100 * MEGABYTE
MOST_PARTS = 5_000
PAGES = re.compile(rb"<\s*(!doctype|html|head|body|script|iframe|svg|\?xml|\?php)", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
ACTIVE_PARTS = re.compile(
    r"(vbaProject|vbaData)|activeX/|macrosheets/|embeddings/.*\.(bin|exe|docm|xlsm)$", re.IGNORECASE
)
ENTITIES = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
OUTSIDE_TEMPLATE = re.compile(
    rb"<Relationship\b(?=[^>]*(attachedTemplate|/oleObject|/frame))(?=[^>]*Target=\"(https?:|\\\\))"
)
BEGINNINGS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


def recognise(path: Path, *, name: str, purpose: Purpose) -> FileType:
    """The type of the file at `path`; raises a WrongFile when it is not one of the purpose or cannot be trusted."""
    found = _sniff(path, name)
    if found is None or found not in purpose.types:
        raise NotTaken(purpose.types)
    look = CHECKS.get(found)
    if look:
        try:
            look(path)
        except WrongFile:
            raise
        except (OSError, ValueError, SyntaxError, RuntimeError, zipfile.BadZipFile, NotImplementedError, EOFError) as e:
            raise WrongFile(str(e)) from e
    return found


def _sniff(path: Path, name: str) -> FileType | None:
    with path.open("rb") as file:
        head = file.read(4096)
    for beginning, found in BEGINNINGS.items():
        if head.startswith(beginning):
            return found
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return HEIC
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        _old_container(path)
        return None
    return _text(path, name, head)


def _office(path: Path) -> FileType | None:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = {part.filename for part in packed.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as broken:
        raise WrongFile(str(broken)) from broken
    if "[Content_Types].xml" not in parts:
        return None
    if "word/document.xml" in parts:
        return DOCX
    return XLSX if "xl/workbook.xml" in parts else None


def _old_container(path: Path) -> None:
    """Word and Excel before 2007 are not taken; a new document under a password hides in the same container."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise Locked


def _text(path: Path, name: str, head: bytes) -> FileType | None:
    if PAGES.search(head):
        return None
    whole = path.read_bytes()
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = whole.decode(encoding)
        except UnicodeDecodeError:
            continue
        if CONTROLS.search(text):
            return None
        return CSV if name.lower().endswith(".csv") else TXT
    return None


def _pdf(path: Path) -> None:
    """A PDF that was cut off on the way has lost its end."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 4096, 0))
        if b"%%EOF" not in file.read():
            raise WrongFile("no end of file")


def _picture(form: str) -> Callable[[Path], None]:
    def look(path: Path) -> None:
        try:
            with Image.open(path, formats=[form]) as picture:
                _bounded(picture.size)
                picture.verify()
            if form == "JPEG":  # verify() reads no data of a JPEG; an eighth of the size is enough to find it whole
                with Image.open(path, formats=[form]) as picture:
                    picture.draft("RGB", (max(picture.width // 8, 1), max(picture.height // 8, 1)))
                    picture.load()
        except Image.DecompressionBombError as bomb:
            raise TooManyPixels from bomb

    return look


def _heic(path: Path) -> None:
    _bounded(pillow_heif.open_heif(path).size)


def _bounded(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise TooManyPixels


def _document(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Swells
        left = MOST_UNPACKED
        for part in parts:
            if part.flag_bits & 1:
                raise Locked
            if ACTIVE_PARTS.search(part.filename):
                raise HasMacros
            left -= _unpacked(packed, part, left)


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Read a part to its end, whatever size it claims, and look at what it says at its head."""
    size = 0
    with packed.open(part) as content:
        while chunk := content.read(MEGABYTE):
            if size == 0:
                _harmless(part.filename, chunk)
            size += len(chunk)
            if size > left:
                raise Swells
    return size


def _harmless(filename: str, head: bytes) -> None:
    if filename == "[Content_Types].xml" and b"macroenabled" in head.lower():
        raise HasMacros
    if filename.endswith(".rels") and OUTSIDE_TEMPLATE.search(head):
        raise HasMacros
    if filename.endswith((".xml", ".rels")) and any(mark in head for mark in ENTITIES):
        raise Swells


CHECKS: dict[FileType, Callable[[Path], None]] = {
    PDF: _pdf,
    JPEG: _picture("JPEG"),
    PNG: _picture("PNG"),
    HEIC: _heic,
    DOCX: _document,
    XLSX: _document,
}
