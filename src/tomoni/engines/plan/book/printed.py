"""The book and the council's summary as PDF."""

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from pypdf import PdfReader

from tomoni.base.clock import wareki
from tomoni.base.printing import Printed, print_pdf

from .contents import digest_of, indicators_of
from .dictionary import WORDS

Plain = dict[str, Any]
TEMPLATES = Path(__file__).parent / "typst"
WORTH_WORDS = ("behind", "cannot_tell", "no_figure")
SUMMARY_PAGES = 2
# From roomy to tight: size of type, indicators that are explained, projects that are listed.
FITS = ((9.5, 8, 8), (9.0, 8, 8), (8.5, 7, 6), (8.0, 6, 5), (8.0, 4, 3), (8.0, 2, 1))


class DoesNotFit(Exception):
    """The summary cannot be made two pages: the plan has more indicators than one page can list."""


def print_book(told: Plain, *, number: int, at: dt.datetime) -> Printed:
    """The whole book."""
    return print_pdf(
        TEMPLATES / "book.typ", _facts(told, number, at) | {"words": [list(word) for word in WORDS]}, at=at
    )


def print_summary(told: Plain, *, number: int, at: dt.datetime) -> Printed:
    """The council's summary, on two pages exactly: what does not fit is left to the book, and the page says so."""
    asked = [one["id"] for one in _worth_words(told)]
    for size, most, projects in FITS:
        fit = {"size": size, "asked": asked[:most], "more": max(len(asked) - most, 0), "projects": projects}
        printed = print_pdf(TEMPLATES / "summary.typ", _facts(told, number, at) | fit, at=at)
        if len(PdfReader(BytesIO(printed.pdf)).pages) == SUMMARY_PAGES:
            return printed
    raise DoesNotFit(f"{len(indicators_of(told))} indicators")


def _worth_words(told: Plain) -> list[Plain]:
    """What a council asks about: those behind first."""
    found = [one for one in indicators_of(told) if one["verdict"] in WORTH_WORDS]
    return sorted(found, key=lambda one: WORTH_WORDS.index(one["verdict"]))


def _facts(told: Plain, number: int, at: dt.datetime) -> Plain:
    here = timezone.localtime(at)
    return {
        "book": told,
        "short": told["on_said"],
        "number": number,
        "digest": digest_of(told),
        "made_said": f"{wareki(here.date())} {here:%H:%M}",
        "address": f"{settings.ORIGIN}/plan/book/",
    }
