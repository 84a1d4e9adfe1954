"""How often one address may begin an application, try a code or write a message, counted in our own database."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tomoni.base.clock import now, today

from .models import Knock

AN_HOUR = timedelta(hours=1)
# What may be done how often within an hour from one address. A library or a school shares one address.
LIMITS = {"begin": 60, "code": 20, "say": 60, "file": 200}


def may_knock(request: HttpRequest, what: str) -> bool:
    """Whether this address may do this once more now; counts it. Two queries."""
    address = _digest(request.META.get("REMOTE_ADDR", ""))
    if Knock.objects.filter(what=what, address=address, at__gt=now() - AN_HOUR).count() >= LIMITS[what]:
        return False
    Knock.objects.create(what=what, address=address)
    return True


def _digest(address: str) -> str:
    """The address under a key of the day, so that nobody can be followed from one day to the next."""
    return salted_hmac(f"tomoni.cases.knock.{today()}", address, algorithm="sha256").hexdigest()
