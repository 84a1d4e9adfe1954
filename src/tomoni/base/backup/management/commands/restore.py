"""`restore FILE`: brings FILE and FILE.keys back on an empty machine."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from tomoni.base.backup.bringing_back import check as read_through
from tomoni.base.backup.bringing_back import restore


class Command(BaseCommand):
    help = "Bring a backup back: FILE and FILE.keys, into an empty place."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="set aside what is here already")
        parser.add_argument("--check", action="store_true", help="only read the backup through")

    def handle(self, *, file: Path, force: bool, check: bool, **options: Any) -> None:
        if check:
            manifest = read_through(file.absolute())
            self.stdout.write(
                f"{file} is whole: {manifest.city}, {manifest.made_at:%F %T %Z}, Tomoni {manifest.tomoni}"
            )
            return
        manifest = restore(file.absolute(), force=force, tell=self.stdout.write)
        rows = sum(manifest.database.rows.values())
        self.stdout.write(f"restored {rows} rows of {manifest.city}, as of {manifest.made_at:%F %T %Z}")
        call_command("migrate", verbosity=0, interactive=False)  # a backup may be older than this Tomoni
        call_command("journal_verify", stdout=self.stdout)
