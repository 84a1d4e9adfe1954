"""`backup FILE`: the whole of this Tomoni in FILE, its keys in FILE.keys."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tomoni.base.backup.taking import keys_of, take


class Command(BaseCommand):
    help = "Write FILE (database and uploads) and FILE.keys (keys), consistent, also while serving."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.absolute().parent.is_dir():
            raise CommandError(f"There is no folder {file.absolute().parent}.")
        manifest = take(file.absolute())
        rows, size = sum(manifest.database.rows.values()), file.stat().st_size / 1e6
        uploads = sum(name.startswith("uploads/") for name in manifest.pieces)
        self.stdout.write(f"{file}: {rows} rows, {uploads} uploads, {size:.1f} MB")
        self.stdout.write(f"{keys_of(file)}: the keys; keep them in another place than the data")
