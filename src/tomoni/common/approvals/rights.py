"""Who may read a paper: its drafter, the sections it comes from, and the posts it goes to.

A paper may carry what residents told the city, so being staff is not enough.
"""

from typing import Any

from django.http import HttpRequest

from tomoni.base import clock
from tomoni.common.files.api import opens_files_about
from tomoni.common.people.api import Person, person_of
from tomoni.common.people.rights import Staff

from .models import Paper


class ReadsPaper(Staff):
    """A clerk for whom the paper of this address is meant."""

    name = "reads-paper"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return super().allows(request, **where) and may_read(person_of(request), where["pk"])


READS_PAPER = ReadsPaper()


def may_read(person: Person, pk: int) -> bool:
    if person.clerk is None:
        return False
    return Paper.objects.readable_by(person.clerk, clock.today()).filter(pk=pk).exists()


@opens_files_about("approvals.paper")
def reads_enclosures(person: Person, paper: Paper) -> bool:
    return may_read(person, paper.pk)
