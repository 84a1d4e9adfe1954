"""The kinds of file that a city hall takes, each with its official name and the ending it is handed out with."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.base.catalogue import Catalogue

TYPES: Catalogue["FileType"] = Catalogue("type of file")


@dataclass(frozen=True)
class FileType:
    key: str
    mime: str
    title: str | Promise

    @property
    def suffix(self) -> str:
        return f".{self.key}"


def _type(key: str, mime: str, title: str | Promise) -> FileType:
    return TYPES.add(key, FileType(key, mime, title))


OFFICE = "application/vnd.openxmlformats-officedocument"

PDF = _type("pdf", "application/pdf", "PDF")
JPEG = _type("jpg", "image/jpeg", _("写真（JPEG）"))
PNG = _type("png", "image/png", _("画像（PNG）"))
HEIC = _type("heic", "image/heic", _("写真（HEIC）"))
XLSX = _type("xlsx", f"{OFFICE}.spreadsheetml.sheet", "Excel（xlsx）")
DOCX = _type("docx", f"{OFFICE}.wordprocessingml.document", "Word（docx）")
CSV = _type("csv", "text/csv", "CSV")
TXT = _type("txt", "text/plain", _("文字だけのファイル（txt）"))

PICTURES = (JPEG, PNG, HEIC)
DOCUMENTS = (PDF, DOCX, XLSX)
TEXTS = (CSV, TXT)
EVERYTHING = (*DOCUMENTS, *PICTURES, *TEXTS)
