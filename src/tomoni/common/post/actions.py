from collections.abc import Callable

from django.db.models import Model
from django.utils.functional import Promise

from tomoni.common.people.api import Resident

from .models import Message

Words = str | Promise | Callable[[], str]


def send(
    *,
    to: Resident | str,
    kind: str,
    subject: Words,
    body: Words,
    about: Model | None = None,
    key: str,
    language: str = "",
) -> Message:
    """Write a message to a resident, or to a mail address, and have it carried once this transaction stands.

    The same `key` is the same message: it is written and sent once, however often it is asked for. `subject` and
    `body` are put into the language of the recipient (for an address: `language`): a lazy translation, or a function
    that renders them, is asked in that language.
    """
    raise NotImplementedError
