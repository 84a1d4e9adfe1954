"""What every template knows of the frame around it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .frame import Frame


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame` with everything around a page, worked out only where a template asks; `demo`; `html_lang`."""
    around = Frame(request)
    return {"frame": around, "demo": settings.DEMO, "html_lang": around.html_lang}
