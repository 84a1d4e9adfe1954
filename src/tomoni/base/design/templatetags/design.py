"""Components of every screen, as template tags. It is a builtin library: templates need no `{% load %}`."""

from tomoni.base.design.parts import cases, days, desk, figures, forms, layout, pictures, register, words

__all__ = ["cases", "days", "desk", "figures", "forms", "layout", "pictures", "register", "words"]
