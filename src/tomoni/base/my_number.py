"""マイナンバー（個人番号）: known by its check digit, so that it can be refused: never taken in, never kept."""

import re
import unicodedata

_TWELVE = re.compile(r"(?<!\d)\d{4}[\s\-・]?\d{4}[\s\-・]?\d{4}(?!\d)")


def holds_my_number(text: str) -> bool:
    """Whether a text contains twelve digits that check out as an individual number (番号法)."""
    plain = re.sub(r"[‐‑–—―−ー]", "-", unicodedata.normalize("NFKC", text))
    return any(_checks_out(re.sub(r"\D", "", found)) for found in _TWELVE.findall(plain))


def _checks_out(digits: str) -> bool:
    """行政手続における特定の個人を識別するための番号の利用等に関する法律…省令 第5条."""
    total = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(digits[:11]), start=1))
    rest = total % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)
