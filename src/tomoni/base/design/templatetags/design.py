"""Components of every screen, as template tags. It is a builtin library: templates need no `{% load %}`."""

from tomoni.base.design.parts import layout, pictures, register

__all__ = ["layout", "pictures", "register"]
