"""`./tomoni city load NAME [--demo]`: bring the database in step with a city's files."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tomoni.base.city.api import CityFileError, load_city, the_city
from tomoni.base.city.loading import CHANGES


class Command(BaseCommand):
    help = "Load a city's files into the database. Loading twice changes nothing; what staff changed stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the folder under cities/ that this Tomoni serves")
        parser.add_argument("--demo", action="store_true", help="also load the invented operating data in demo/")
        parser.add_argument("--theirs", action="store_true", help="where file and staff both changed, the file wins")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        only_the_city_served(options["name"])
        try:
            with transaction.atomic():
                the_city()
                outcomes = load_city(settings.CITY_FOLDER, demo=options["demo"], theirs=options["theirs"])
                transaction.set_rollback(options["dry_run"])
        except CityFileError as error:
            raise CommandError(f"Nothing was loaded. To mend:\n{error}") from None
        for outcome in outcomes:
            if outcome.what not in CHANGES:
                self.stdout.write(str(outcome))
        if not options["verbosity"]:
            return
        counts = Counter((outcome.kind, outcome.what) for outcome in outcomes)
        for (kind, what), count in counts.items():
            self.stdout.write(f"{count:5} {what}: {kind}")
        if not any(outcome.what in CHANGES for outcome in outcomes):
            self.stdout.write("The database already says what the files say; nothing was changed.")
        elif options["dry_run"]:
            self.stdout.write("This was a trial; nothing was changed.")


def only_the_city_served(name: str) -> None:
    """One Tomoni serves one city: the files of another must never mix with its records."""
    if name != settings.CITY:
        raise CommandError(f"This Tomoni serves {settings.CITY}. For {name}, set TOMONI_CITY={name}.")
