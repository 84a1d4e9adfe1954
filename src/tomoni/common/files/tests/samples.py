"""Small honest files, and some that are not."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CSV = "団体名,人数\n北の里おはなし会,12\n".encode("cp932")
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
TYPES_PART = '<?xml version="1.0"?><Types xmlns="x"><Override ContentType="{main}"/></Types>'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"


def upload(content: bytes, name: str = "会則.pdf", mime: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, mime)


def picture(form: str = "PNG", size: tuple[int, int] = (12, 8)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (20, 90, 60)).save(out, form)
    return out.getvalue()


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(more: Mapping[str, bytes | str] | None = None, main: str = WORD) -> bytes:
    parts: dict[str, bytes | str] = {"[Content_Types].xml": TYPES_PART.format(main=main), "word/document.xml": "<w/>"}
    return packed(parts | dict(more or {}))


def xlsx(more: Mapping[str, bytes | str] | None = None) -> bytes:
    parts: dict[str, bytes | str] = {"[Content_Types].xml": TYPES_PART.format(main=SHEET), "xl/workbook.xml": "<w/>"}
    return packed(parts | dict(more or {}))


def huge_png() -> bytes:
    """A PNG of a few hundred bytes that says it is 60,000 pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def lying_zip() -> bytes:
    """A document whose part says it is ten bytes long and unpacks to far more."""
    content = docx({"word/media/a.xml": bytes(120 * 1024 * 1024)})
    true_size, lie = struct.pack("<I", 120 * 1024 * 1024), struct.pack("<I", 10)
    return content.replace(true_size, lie)
