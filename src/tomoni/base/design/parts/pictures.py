"""Icons and glyphs: small line drawings, part of the page, silent for a screen reader."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from . import register

# Lines on a field of 24 by 24.
ICONS = {
    "document": "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M8 14h3M13 14h3",
    "voice": "M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5",
    "town": "M3 20l6-11 4 6 3-5 5 10zM3 20h18",
    "chart": "M4 20V4M4 20h16M8 16v-4M12 16V9M16 16V6",
    "globe": "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
    "person": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4.5 3-7 8-7s8 2.5 8 7",
    "people": "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 20c0-4 2.5-6 6-6s6 2 6 6M16 11a2.5 2.5 0 1 0 0-5"
    "M17 14c2.6.3 4 2.2 4 6",
    "question": "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9.5 9.5a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 1.9M12 17v.2",
    "heart": "M12 21s-8-5-8-11a4.5 4.5 0 0 1 8-2.800A4.5 4.5 0 0 1 20 10c0 6-8 11-8 11z",
    "search": "M11 18a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM16.2 16.200L21 21",
    "check": "M5 13l4.5 4.500L19 7",
    "stamp": "M9 4h6l-1 7h4v4H6v-4h4zM5 19h14",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "download": "M12 4v11M7 11l5 5 5-5M5 20h14",
    "lock": "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
    "map": "M9 5L4 7v13l5-2 6 2 5-2V5l-5 2zM9 5v13M15 7v13",
    "bell": "M12 4a5 5 0 0 1 5 5v5l2 3H5l2-3V9a5 5 0 0 1 5-5zM10 20h4",
}
# Glyphs carry a judgement: filled disc, ring, filled triangle, dashed ring. Shape and word say it, colour helps.
GLYPHS = {
    "reached": '<circle class="g-fill" cx="12" cy="12" r="11"/><path class="g-white" d="M6.5 12.5l3.8 3.8L17.5 8.5"/>',
    "onway": '<circle class="g-line" cx="12" cy="12" r="10"/><path class="g-line" d="M8.2 15.8L15.5 8.5M9.8 8.2h6v6"/>',
    "behind": '<path class="g-fill" d="M12 1.5L23.5 21.5H.5z"/><path class="g-white" d="M12 8.5v6M12 18v.1"/>',
    "unsure": '<circle class="g-line g-dash" cx="12" cy="12" r="10"/><path class="g-line" d="M7 10.2c1.7-1.7 3.3-1.7 '
    '5 0s3.3 1.7 5 0M7 14.8c1.7-1.7 3.3-1.7 5 0s3.3 1.7 5 0"/>',
}


@register.simple_tag
def icon(name: str, more: str = "") -> SafeString:
    """A line drawing beside words, never instead of them. `more` adds a class, such as "glyph" in a tally."""
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        f"ico {more}".strip(),
        ICONS[name],
    )


@register.simple_tag
def glyph(name: str, more: str = "") -> SafeString:
    """The sign of a judgement: reached, onway, behind or unsure. Its word stands beside it."""
    return format_html('<svg{} viewBox="0 0 24 24" aria-hidden="true">{}</svg>', _class(more), mark_safe(GLYPHS[name]))


def _class(names: str) -> SafeString:
    return format_html(' class="{}"', names) if names else SafeString("")
