"""./tomoni plan [--json] [--on DATE]: the plan as it stands on a day.

./tomoni plan read FILE [--into OUT.toml] [--beside cities/CITY]: a draft of plan.toml from a city's document.
"""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tomoni.base.clock import WrongDay, parse_day, today

from ...documents.command import CannotRead, read_file
from ...figures import Figure
from ...queries import NoPlan, PlanNow, the_plan
from ...rules import Verdict
from ...telling import told_plan

WORDS = {
    Verdict.REACHED: "達成",
    Verdict.ON_THE_WAY: "順調",
    Verdict.BEHIND: "遅れ",
    Verdict.CANNOT_TELL: "判断できない",
    Verdict.NO_FIGURE: "数字がまだない",
}


class Command(BaseCommand):
    help = "Print the plan: every policy, what runs, and every indicator with its verdict. `read FILE` drafts one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object for machines")
        parser.add_argument(
            "--on", default="", help="the day to look at (2026-11-20, 令和8年11月20日 …), today by default"
        )
        parser.add_argument("words", nargs="*", metavar="read FILE", help="draft a plan.toml from a txt, docx or pdf")
        parser.add_argument("--into", type=Path, default=None, metavar="OUT.toml", help="where to write the draft")
        parser.add_argument(
            "--beside",
            type=Path,
            default=None,
            metavar="FOLDER",
            help="keep from this city's plan what the document lacks",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        match options.get("words") or []:
            case []:
                self._print(options)
            case ["read", file]:
                self._read(Path(file), into=options["into"], beside=options["beside"])
            case _:
                raise CommandError("./tomoni plan [--json] [--on DATE], or ./tomoni plan read FILE [--into OUT.toml]")

    def _read(self, file: Path, *, into: Path | None, beside: Path | None) -> None:
        try:
            for line in read_file(file, into=into, beside=beside, say=self.stderr.write):
                self.stdout.write(line)
        except CannotRead as error:
            raise CommandError(str(error)) from None

    def _print(self, options: dict[str, Any]) -> None:
        try:
            now = the_plan(_day(options["on"]))
        except NoPlan as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps(told_plan(now), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(now)))


def _day(text: str) -> date:
    try:
        return parse_day(text) if text else today()
    except WrongDay as error:
        raise CommandError(str(error)) from None


def _lines(now: PlanNow) -> list[str]:
    lines = [f"{now.plan.title}  {now.on.isoformat()}"]
    for state in now.policies:
        running = [service for group in state.groups for service in group.services]
        live = sum(service.live for service in running)
        lines += ["", f"{state.policy.code} {state.policy.title}  ({live}/{len(running)} services live)"]
        lines += [_line(figure) for figure in state.figures]
    tally = "  ".join(f"{WORDS[verdict]} {number}" for verdict, number in now.tally.items())
    return [*lines, "", tally]


def _line(figure: Figure) -> str:
    way = " → ".join(_said(number) for number in (figure.baseline_value, figure.value, figure.target_value))
    made = " 見本" if figure.invented else ""
    return "  ".join(
        (
            f"  {figure.indicator.label}",
            _wide(figure.indicator.title, 52),
            _wide(f"{way} {figure.indicator.unit}", 36),
            f"{WORDS[figure.judgement.verdict]}{made}",
        )
    )


def _said(number: Decimal | None) -> str:
    return "―" if number is None else f"{number:,}"


def _wide(text: str, width: int) -> str:
    """The text, filled up to a width in which a kanji counts two."""
    used = sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)
    return text + " " * max(width - used, 0)
