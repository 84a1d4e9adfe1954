"""The interface itself, put together from what was offered."""

from typing import Any

from django.urls import URLPattern
from ninja import NinjaAPI

from tomoni.base.doors import PUBLIC, open_to

from .offers import routers

VERSION = "1.0.0"


def build() -> NinjaAPI:
    """Every offered router under its prefix. Its documentation is our own page: nothing is fetched from elsewhere."""
    api = NinjaAPI(
        title="Tomoni",
        version=VERSION,
        description="What a city has made public: its comprehensive plan, the figures, and the records behind them.",
        docs_url=None,
        urls_namespace="machines",
    )
    for prefix in routers:
        api.add_router(f"/{prefix}", routers[prefix])
    return api


API = build()


def patterns() -> list[URLPattern]:
    """The addresses, each marked public."""
    found = [pattern for pattern in API.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in found:
        pattern.callback = open_to(PUBLIC)(pattern.callback)
    return found


def operations() -> list[dict[str, Any]]:
    """What can be asked, for people: address, summary, parameters."""
    told = []
    for path, methods in API.get_openapi_schema(path_prefix="/api/v1/")["paths"].items():
        for method, operation in methods.items():
            told.append(
                {
                    "method": method.upper(),
                    "path": path,
                    "summary": operation.get("summary", ""),
                    "description": operation.get("description", ""),
                    "parameters": [one["name"] for one in operation.get("parameters", [])],
                    "asked_plainly": "{" not in path,
                }
            )
    return told
