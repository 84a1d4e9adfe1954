"""Furigana over a whole page that is already HTML.

A page of easy Japanese is written with ordinary kanji; on its way out every kanji that a reader sees gets its
reading. What is not read as a text stays untouched: attributes, scripts, form values, pictures, ruby that is already
there, other languages, and whatever says translate="no" or data-no-ruby.
"""

import re
from collections.abc import Iterator

from .furigana import KANJI, furigana_html

# Ruby may not stand inside these, or would change what they mean.
_LEFT_ALONE = re.compile(
    "head|script|style|title|textarea|select|option|datalist|svg|math|ruby|iframe|noscript|template|pre|code|kbd|samp"
)
_RAW = re.compile("script|style|title|textarea")  # their content holds no tags
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr")
_MARK = re.compile(
    r"""<!--.*?(?:-->|\Z)                                # a comment
      | <(?P<end>/)?(?P<name>[a-zA-Z][^\s/>]*)           # a tag, its name
        (?P<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>     # and the rest of it
      | <[!?][^>]*>                                      # doctype and the like""",
    re.DOTALL | re.VERBOSE,
)
_NOT_JAPANESE = re.compile(r"""\slang\s*=\s*["']?(?!ja\b)[a-zA-Z]""", re.IGNORECASE)
_ASKS_FOR_NONE = re.compile(r"""\s(?:translate\s*=\s*["']?no\b|data-no-ruby\b)""", re.IGNORECASE)
_TEXT = re.compile(r"(&\#?\w+;|\s+)")  # character references and white space part the words


def ruby_page(page: str) -> str:
    """The page with <ruby> over every kanji in its text."""
    if not KANJI.search(page):
        return page
    return "".join(_with_ruby(page))


def _with_ruby(page: str) -> Iterator[str]:
    at = 0
    while at < len(page):
        mark = _MARK.search(page, at)
        if mark is None:
            yield _ruby_text(page[at:])
            return
        yield _ruby_text(page[at : mark.start()])
        at = _end_of_element(page, mark) if _left_alone(mark) else mark.end()
        yield page[mark.start() : at]


def _ruby_text(text: str) -> str:
    if not KANJI.search(text):
        return text
    return "".join(furigana_html(part) if KANJI.search(part) else part for part in _TEXT.split(text))


def _left_alone(mark: re.Match[str]) -> bool:
    """Whether an element begins here whose whole content stays as it is."""
    if mark["name"] is None or mark["end"]:
        return False
    name, attributes = mark["name"].lower(), mark["attributes"]
    if _VOID.fullmatch(name):
        return False
    if _LEFT_ALONE.fullmatch(name):
        return True
    return name != "html" and bool(_ASKS_FOR_NONE.search(attributes) or _NOT_JAPANESE.search(attributes))


def _end_of_element(page: str, start: re.Match[str]) -> int:
    """Where the element ends that begins with `start`, others of its name inside it included."""
    name = start["name"].lower()
    if _RAW.fullmatch(name):
        end = re.compile(rf"</{name}[^>]*>", re.IGNORECASE).search(page, start.end())
        return end.end() if end else len(page)
    depth, at = 1, start.end()
    while depth:
        mark = _MARK.search(page, at)
        if mark is None:
            return len(page)
        at = mark.end()
        if mark["name"] and mark["name"].lower() == name:
            depth += -1 if mark["end"] else 1
    return at
