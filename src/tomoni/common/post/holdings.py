"""What the post holds of a resident: the messages the city wrote to them. One about a thing stays as long as that."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.references import pointing_at
from tomoni.common.people.api import Resident
from tomoni.common.people.erasure import forget
from tomoni.common.people.looks import Told, told_as
from tomoni.common.people.my_data import Fate, Keeper, Kept, Thing, facts_from, keeper, kept_because

from .models import Message, Preference

ON_ITS_WAY = (Message.State.QUEUED, Message.State.SENDING, Message.State.WAITING)


@told_as("post.message")
def message_as_told(message: Message) -> Told:
    return Told(_("連絡「%(subject)s」") % {"subject": message.subject}, reverse("my-message", args=[message.pk]))


@keeper
class Messages(Keeper):
    key, title, place = "post.messages", gettext_lazy("市からの連絡"), 40
    models = ("post.message",)

    def tells(self, resident: Resident) -> Iterable[Thing]:
        names = ("subject", "body", "channel", "address", "state", "written_at", "sent_at", "delivered_at", "opened_at")
        return [Thing(one.subject, facts_from(one, *names)) for one in _of(resident)]

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        by_rule: dict[tuple[date | None, str], int] = {}
        going = 0
        for message in _of(resident):
            rule = _rule(message, on)
            if rule is None:
                going += 1
            else:
                by_rule[rule.until, rule.because] = by_rule.get((rule.until, rule.because), 0) + 1
        yield Fate(_("市からの連絡"), going)
        for (until, because), number in by_rule.items():
            yield Fate(_("市からの連絡"), number, kept=True, until=until, because=because)

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        for message in _of(resident):
            if _rule(message, on) is None:
                _erase(message, who=who)


@keeper
class Wishes(Keeper):
    key, title, place = "post.preference", gettext_lazy("お知らせの届け方"), 41
    models = ("post.preference",)

    def tells(self, resident: Resident) -> Iterable[Thing]:
        names = ("channel", "weekly", "quiet", "line_linked_at")
        return [Thing(str(one), facts_from(one, *names)) for one in Preference.objects.filter(resident=resident)]

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        yield Fate(_("お知らせの届け方"), Preference.objects.filter(resident=resident).count())

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        for one in Preference.objects.filter(resident=resident):
            forget(one, who=who)
            one.delete()


def erase_messages_about(thing: Model, *, who: Model | None) -> None:
    """Messages about a thing that goes, whoever they went to."""
    for message in Message.objects.filter(**pointing_at(thing)):
        _erase(message, who=who)


def _erase(message: Message, *, who: Model | None) -> None:
    forget(message, who=who)
    message.delete()


def _of(resident: Resident) -> list[Message]:
    return list(Message.objects.filter(resident=resident).prefetch_related("about"))


def _rule(message: Message, on: date) -> Kept | None:
    if message.state in ON_ITS_WAY:
        return Kept(None, _("送っている途中です。"))
    return kept_because(message.about, on)
