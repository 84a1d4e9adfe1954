"""What happens to every page on its way out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.csp import CSP

Next = Callable[[HttpRequest], HttpResponseBase]


class EditorPolicy:
    """Wagtail's editor brings inline scripts and styles; only under /cms/ may they run."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            loose = [CSP.SELF, CSP.UNSAFE_INLINE]
            response._csp_config = {  # type: ignore[attr-defined]
                "default-src": [CSP.SELF],
                "script-src": loose,
                "style-src": loose,
                "img-src": [CSP.SELF, "data:", "blob:"],
                "object-src": [CSP.NONE],
                "base-uri": [CSP.NONE],
                "frame-ancestors": [CSP.SELF],
            }
        return response


class EasyJapanese:
    """Put furigana over the kanji of easy pages."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)


class ContentLanguage:
    """Easy Japanese is Japanese to a browser: `ja-easy` is our own word and an address only."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers["Content-Language"] = (
            "ja" if translation.get_language() == "ja-easy" else translation.get_language() or "ja"
        )
        return response
