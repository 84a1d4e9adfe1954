"""Who may read a paper: its drafter, the sections it comes from, and the posts it goes to.

A paper may carry what residents told the city, so being staff is not enough.
"""

from typing import Any

from django.http import HttpRequest

from tomoni.base import clock
from tomoni.common.files.api import opens_files_about
from tomoni.common.people.api import Person, may, person_of
from tomoni.common.people.rights import Staff

from .actions.filing import of_the_section
from .models import Paper

RECORDS = "approvals.records"


class ReadsPaper(Staff):
    """A clerk for whom the paper of this address is meant."""

    name = "reads-paper"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return super().allows(request, **where) and may_read(person_of(request), where["pk"])


class LooksAfterPaper(Staff):
    """A clerk of the section that a paper comes from, or who keeps the records of the city."""

    name = "looks-after-paper"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        if not super().allows(request, **where):
            return False
        person, paper = person_of(request), Paper.objects.filter(pk=where["pk"]).first()
        if paper is None or person.clerk is None:
            return False
        return may(person, RECORDS) or of_the_section(paper, person.clerk)


READS_PAPER = ReadsPaper()
LOOKS_AFTER_PAPER = LooksAfterPaper()


def may_read(person: Person, pk: int) -> bool:
    if person.clerk is None:
        return False
    return Paper.objects.readable_by(person.clerk, clock.today()).filter(pk=pk).exists()


@opens_files_about("approvals.paper")
def reads_enclosures(person: Person, paper: Paper) -> bool:
    return may_read(person, paper.pk)
