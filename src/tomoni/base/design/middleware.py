"""What happens to every page on its way out."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.csp import CSP

from tomoni.base.texts import ruby_page

from .frame import SPOKEN_AS

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

    # A page larger than this is a list that nobody reads whole; its readings would cost more than they give.
    LARGEST = 2_000_000

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and self._is_easy_page(request, response):
            response.content = ruby_page(response.content.decode(response.charset))
            if response.has_header("Content-Length"):
                response.headers["Content-Length"] = str(len(response.content))
        return response

    def _is_easy_page(self, request: HttpRequest, response: HttpResponse) -> bool:
        return (
            _language(request) == "ja-easy"
            and response.headers.get("Content-Type", "").startswith("text/html")
            and len(response.content) < self.LARGEST
        )


class ContentLanguage:
    """Say the language of an answer as browsers know it, and that it depends on the address alone.

    Easy Japanese is Japanese to a browser: `ja-easy` is our own word and an address only. Django's locale middleware
    adds `Vary: Accept-Language`, which is not true here and would make caches keep a page once per browser.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        code = _language(request)
        response.headers["Content-Language"] = SPOKEN_AS.get(code, code)
        vary = [name for name in response.headers.get("Vary", "").split(", ") if name not in {"", "Accept-Language"}]
        if vary:
            response.headers["Vary"] = ", ".join(vary)
        else:
            response.headers.pop("Vary", None)
        return response


def _language(request: HttpRequest) -> str:
    return getattr(request, "LANGUAGE_CODE", None) or translation.get_language() or settings.LANGUAGE_CODE
