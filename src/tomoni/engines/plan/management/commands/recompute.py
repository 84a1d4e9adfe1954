"""./tomoni manage recompute [--since DATE]: count every kept value of the plan again and compare."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...values import Recount, recounts


class Command(BaseCommand):
    help = "Count the kept values of the plan again. Ends with an error when one does not agree."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=date.fromisoformat, default=None, help="only values of this day or later")

    def handle(self, *args: Any, **options: Any) -> None:
        counted = astray = 0
        for again in recounts(since=options["since"]):
            counted += 1
            if not again.agrees:
                astray += 1
                self.stderr.write(_said(again))
        if astray:
            raise CommandError(f"{astray} of {counted} kept values do not agree with their recount.")
        self.stdout.write(f"{counted} kept values agree with their recount.")


def _said(again: Recount) -> str:
    kept = again.kept
    name = f"{kept.indicator.key} of {kept.on} (version {kept.definition.version})"
    if again.again is None:
        return f"{name}: cannot be counted any more; kept {kept.value.normalize():f}"
    why = "the same records, other arithmetic" if again.same_inputs else "the records have changed since"
    return f"{name}: kept {kept.value.normalize():f}, now {again.again.value.normalize():f}; {why}"
