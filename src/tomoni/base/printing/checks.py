"""What a machine can see of PDF/UA-1 in a finished file. An empty list is not a proof: reading order and the sense of
descriptions are for people to judge."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

PART = "pdfuaid:part"
SHOWS = {b"Tj", b"TJ", b"'", b'"', b"f", b"f*", b"F", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Do", b"sh", b"EI"}


def complaints(pdf: bytes, *, language: str = "ja") -> list[str]:
    """What is missing, in words; empty when nothing is."""
    reader = PdfReader(BytesIO(pdf))
    return list(_of_the_whole(reader, language)) + list(_of_the_tree(reader)) + list(_of_the_pages(reader))


def tags_of(pdf: bytes) -> list[tuple[str, DictionaryObject]]:
    """Every element of the structure with its tag, in reading order."""
    return list(_elements(PdfReader(BytesIO(pdf))))


def _of_the_whole(reader: PdfReader, language: str) -> Iterator[str]:
    root = reader.root_object
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        yield "it is not tagged"
    if not str(root.get("/Lang", "")).startswith(language):
        yield f"its language is {root.get('/Lang')!r}, not {language}"
    if not reader.metadata or not reader.metadata.title:
        yield "it has no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "viewers show the name of the file instead of the title"
    meta = root.get("/Metadata")
    if meta is None or PART not in meta.get_object().get_data().decode(errors="replace"):
        yield "it does not claim PDF/UA-1"


def _of_the_tree(reader: PdfReader) -> Iterator[str]:
    elements = list(_elements(reader))
    tags = [tag for tag, _ in elements]
    for tag, element in elements:
        if tag == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a picture has no words"
        if tag == "/Table" and not any(inner == "/TH" for inner, _ in _under(element)):
            yield "a table has no heads"
    if "/H1" in tags and not reader.outline:
        yield "there are headings and no bookmarks"
    levels = [int(tag[2:]) for tag in tags if tag[:2] == "/H" and tag[2:].isdigit()]
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def _of_the_pages(reader: PdfReader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, start=1):
        if page.get("/StructParents") is None and page.get_contents() is not None:
            yield f"page {number} is not joined to the tags"
        if page.get("/Tabs") != "/S" and page.get("/Annots"):
            yield f"page {number}: the keyboard does not go by the tags"
        if _untagged(reader, page):
            yield f"page {number} shows something that is neither tagged nor marked as decoration"
        for name, font in page.get("/Resources", {}).get("/Font", {}).items():
            if not _embedded(font.get_object()):
                yield f"page {number}: the font {name} is not in the file"


def _untagged(reader: PdfReader, page: Any) -> bool:
    """Whether something is painted outside every marked content."""
    contents = page.get_contents()
    if contents is None:
        return False
    depth = 0
    for _, operator in ContentStream(contents, reader).operations:
        if operator in (b"BDC", b"BMC"):
            depth += 1
        elif operator == b"EMC":
            depth -= 1
        elif operator in SHOWS and depth == 0:
            return True
    return False


def _embedded(font: DictionaryObject) -> bool:
    inner = [one.get_object() for one in font.get("/DescendantFonts", [font])]
    descriptors = [one.get("/FontDescriptor", {}) for one in inner]
    return all(
        any(key in one.get_object() for key in ("/FontFile", "/FontFile2", "/FontFile3")) for one in descriptors if one
    )


def _elements(reader: PdfReader) -> Iterator[tuple[str, DictionaryObject]]:
    root = reader.root_object.get("/StructTreeRoot")
    if root is not None:
        yield from _under(root.get_object())


def _under(element: DictionaryObject) -> Iterator[tuple[str, DictionaryObject]]:
    for child in _children(element):
        yield str(child.get("/S", "")), child
        yield from _under(child)


def _children(element: DictionaryObject) -> Iterator[DictionaryObject]:
    kids: Any = element.get("/K")
    kids = kids if kids is None else kids.get_object()
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        thing = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(thing, DictionaryObject) and "/S" in thing:
            yield thing
