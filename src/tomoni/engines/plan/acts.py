"""What anybody can do about a figure: the service behind an indicator offers its act on the indicator's page.

act("groups.standing", _("団体を登録する"), "procedure", "groups.registration")
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from tomoni.base.catalogue import Catalogue

Text = str | Promise


@dataclass(frozen=True)
class Act:
    """A button under an indicator: what it says, and the screen it leads to."""

    reading: str
    title: Text
    url_name: str
    args: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.args)


acts: Catalogue[Act] = Catalogue("act of an indicator")


def act(reading: str, title: Text, url_name: str, *args: str) -> Act:
    """Offer an act on the page of the indicator that is counted by `reading`."""
    return acts.add(" ".join((reading, url_name, *args)), Act(reading, title, url_name, args))


def acts_for(reading: str) -> list[Act]:
    return [one for one in acts.values() if one.reading == reading]
