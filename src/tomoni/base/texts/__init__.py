"""Japanese texts for people and for machines: furigana over kanji, and the words under which a text is found."""

from .furigana import furigana, furigana_html, overrides
from .ruby import ruby_page
from .tokens import folded, tokens_bigram, tokens_normal

__all__ = ["folded", "furigana", "furigana_html", "overrides", "ruby_page", "tokens_bigram", "tokens_normal"]
