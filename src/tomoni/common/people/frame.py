"""What people hang into the frame around every screen: the first items of the desk's menu, and who sits there."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tomoni.base.design import frame

from .person import person_of
from .rights import STAFF
from .waiting import count_on_desk


def hang_in() -> None:
    """Called once, when Django starts."""
    frame.rail("desk", _("わたしの机"), "desk", count=count_on_desk, right=STAFF, place=0)
    frame.desk_tool("absence", _("代理と不在"), "desk-absence")
    frame.desk_tool("sign-out", _("サインアウト"), "account_logout")
    frame.named_by(_clerk)


def _clerk(request: HttpRequest) -> str:
    clerk = person_of(request).clerk
    return str(clerk) if clerk else ""
