"""Texts that come as data: one Japanese text, and how it is said in the other languages of the site.

A procedure that is written as a file brings its own translations; there is no catalogue beside the code for them. What
is kept with a case is the Japanese, as everywhere. One Japanese text has one translation, wherever it stands.
"""

from django.utils.translation import get_language, gettext

_said: dict[str, dict[str, str]] = {"ja-easy": {}, "en": {}}


def tell(japanese: str, *, easy: str = "", english: str = "") -> str:
    """From now on the Japanese text is told like this in easy Japanese and English; gives it back."""
    for language, text in (("ja-easy", easy), ("en", english)):
        if text:
            _said[language].setdefault(japanese, text)
    return japanese


def told(japanese: str) -> str:
    """The text in the language of now: as it came with the data, else from the catalogues of the code."""
    return _said.get(get_language() or "", {}).get(japanese) or gettext(japanese)


def said_otherwise(japanese: str, *, easy: str, english: str) -> bool:
    """Whether the text already has another translation than this one."""
    known = [(_said["ja-easy"].get(japanese), easy), (_said["en"].get(japanese), english)]
    return any(there and new and there != new for there, new in known)
