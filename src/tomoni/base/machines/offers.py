"""What packages offer to machines."""

from ninja import Router

from tomoni.base.catalogue import Catalogue

routers: Catalogue[Router] = Catalogue("router of the API")


def offer(prefix: str, router: Router) -> Router:
    """Put a router under /api/v1/<prefix>/."""
    return routers.add(prefix, router)
