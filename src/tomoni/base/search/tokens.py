"""What goes into the index for one document, and by which signs the sorts of tokens are told apart.

A bare token is a pair of characters. `=` marks a word, `!` a word that matters in this document (it is in the title or
comes again and again), `@` the kind. No pair can hold such a sign.
"""

from collections import Counter

from tomoni.base.texts import tokens_bigram, tokens_normal

WORD, STRONG, KIND = "=", "!", "@"
AGAIN_AND_AGAIN = 3


def tokens_of(kind: str, title: str, text: str) -> str:
    """All tokens of a document, each once, parted by spaces."""
    pairs = [*tokens_bigram(title), *tokens_bigram(text)]
    in_title = tokens_normal(title)
    counts = Counter([*in_title, *tokens_normal(text)])
    strong = [word for word in counts if counts[word] >= AGAIN_AND_AGAIN or word in in_title]
    marked = [KIND + kind, *(WORD + word for word in counts), *(STRONG + word for word in strong)]
    return " ".join(dict.fromkeys([*pairs, *marked]))
