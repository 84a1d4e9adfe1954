"""Japanese texts for people and for machines: furigana over kanji, and the words under which a text is found."""

from .furigana import furigana, furigana_html, overrides
from .ruby import ruby_page
from .tokens import Word, folded, runs, tokens_bigram, tokens_normal, words_of

__all__ = [
    "Word",
    "folded",
    "furigana",
    "furigana_html",
    "overrides",
    "ruby_page",
    "runs",
    "tokens_bigram",
    "tokens_normal",
    "words_of",
]
