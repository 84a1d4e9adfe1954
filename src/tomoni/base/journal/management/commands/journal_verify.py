"""`journal_verify`: is the journal what it was when it was sealed?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tomoni.base.journal import notes
from tomoni.base.journal.verification import Report, verify


class Command(BaseCommand):
    help = "Read the journal, compute every digest anew, and name each row that was changed, deleted or inserted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--noted", type=Path, metavar="FILE", help="roots kept elsewhere: lines of NUMBER ROOT")

    def handle(self, *, noted: Path | None, **options: Any) -> None:
        if noted and not noted.exists():
            raise CommandError(f"There is no file {noted}.")
        report = verify(noted=notes.read(noted) if noted else None)
        for finding in report.findings:
            self.stdout.write(self.style.ERROR(str(finding)))
        for doubt in report.doubts:
            self.stdout.write(self.style.WARNING(f"look at: {doubt}"))
        self.stdout.write(_in_short(report))
        if not report.is_whole:
            raise CommandError(f"The journal is not what was sealed: {report.found} findings.", returncode=2)
        self.stdout.write(self.style.SUCCESS("The journal is whole."))


def _in_short(report: Report) -> str:
    return (
        f"{report.sealed} entries under {report.seals} seals, {report.waiting} waiting for the next seal; "
        f"the values of {report.erased} were erased by a rule."
    )
