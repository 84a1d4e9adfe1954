"""Which way a message takes: the address named this time, else the way the resident has chosen, else what there is."""

from dataclasses import dataclass

from tomoni.base.kana import normal_width
from tomoni.common.people.api import Resident

from .addresses import address_of
from .channels import channels
from .models import Message, Preference

MAIL, LINE, SMS = Preference.Channel.MAIL, Preference.Channel.LINE, Preference.Channel.SMS
MOBILE = ("070", "080", "090")


@dataclass(frozen=True)
class Way:
    """A channel and an address on it, or what is wrong with it."""

    channel: str
    address: str
    preference: Preference
    resident: Resident | None = None
    trouble: str = ""

    def address_for(self, channel: str) -> str:
        return _address(self.resident, channel, self.preference) if self.resident else ""


def way_to(resident: Resident | None, mail: str) -> Way:
    """How the city reaches somebody."""
    wishes = preference_of(resident)
    if mail or resident is None:
        return _checked(Way(MAIL, mail.strip()[:254], wishes, resident))
    for channel in dict.fromkeys((wishes.channel, MAIL)):
        address = _address(resident, channel, wishes)
        if channel == Message.LETTER and address_of(resident):
            return Way(channel, "", wishes, resident)
        if address and channels[channel].usable():
            return _checked(Way(channel, address[:254], wishes, resident))
    if address_of(resident):
        return Way(Message.LETTER, "", wishes, resident)
    return _checked(Way(MAIL, "", wishes, resident))


def preference_of(resident: Resident | None) -> Preference:
    """What they wish; what holds for everybody where they have said nothing."""
    kept = Preference.objects.filter(resident=resident).first() if resident else None
    return kept or Preference(resident=resident)


def mobile_number(resident: Resident) -> str:
    """+819012345678 of a mobile telephone; empty otherwise."""
    digits = "".join(one for one in normal_width(resident.phone) if one.isdigit())
    return f"+81{digits[1:]}" if digits.startswith(MOBILE) and len(digits) == 11 else ""


def _address(resident: Resident, channel: str, wishes: Preference) -> str:
    match channel:
        case Preference.Channel.LINE:
            return wishes.line_id or ""
        case Preference.Channel.SMS:
            return mobile_number(resident)
        case Preference.Channel.MAIL:
            return resident.mail_address
    return ""


def _checked(way: Way) -> Way:
    trouble = channels[way.channel].wrong_with(way.address)
    return Way(way.channel, way.address, way.preference, way.resident, trouble)
