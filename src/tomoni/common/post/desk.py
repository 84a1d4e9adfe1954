"""What the post writes into the side column of the desks that look after it."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import Clerk, Note, noting, posts_of

from .models import Message
from .rights import DUTY


@noting("post")
def stuck(clerk: Clerk, on: date) -> Iterable[Note]:
    """How many messages wait for somebody to decide."""
    if not any(post.charges(DUTY.key) for post in posts_of(clerk, on)):
        return
    number = Message.objects.for_a_person().count()
    if number:
        link = _("届かなかった通知を見る")
        yield Note(text=_("届いていないかもしれない通知"), number=str(number), url=reverse("desk-messages"), link=link)
