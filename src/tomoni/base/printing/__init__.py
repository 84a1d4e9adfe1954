"""Printing: tagged PDF by Typst, from a template of ours and data that is never markup.

A template is a Typst file beside the code that uses it; the house's paper (`paper.typ`: fonts, frame, tables, charts,
marks) stands before it. Data comes as JSON, so that no text of a person is ever read as Typst. What comes out claims
PDF/UA-1: tagged, titled, in a named language, every picture with words. Characters that our font does not have are
printed by their common form or by 〓, and the answer names them; a letter (`letter.py`) says it itself.
"""

from .glyphs import Letters, letters
from .letter import Bundle, Letter, Part, Window, print_letter, print_letters
from .press import NoFonts, Printed, Unprintable, print_pdf, readied

__all__ = [
    "Bundle", "Letter", "Letters", "NoFonts", "Part", "Printed", "Unprintable", "Window", "letters", "print_letter",
    "print_letters", "print_pdf", "readied",
]  # fmt: skip
