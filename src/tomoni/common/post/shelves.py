"""Messages on my page: the newest."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy

from tomoni.base.design.parts.days import day
from tomoni.common.people.api import Resident
from tomoni.common.people.shelves import Line, shelf

from .queries import messages_for


@shelf(
    "messages", icon="voice", title=gettext_lazy("届いた連絡"),
    says=gettext_lazy("市からあなたへの連絡"), url_name="my-messages", place=30,
)  # fmt: skip
def my_messages(resident: Resident) -> Iterable[Line]:
    return [
        Line(message.subject, day(message.written_on), reverse("my-message", args=[message.pk]))
        for message in messages_for(resident)[:2]
    ]
