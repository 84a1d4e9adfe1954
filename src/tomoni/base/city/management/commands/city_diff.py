"""`./tomoni city diff NAME [--json]`: where staff changed what the city's files say."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tomoni.base.city.api import CityFileError, differences
from tomoni.base.city.differences import Difference

from .city_load import only_the_city_served


class Command(BaseCommand):
    help = "List where the database says something else than the city's files, with who changed it and when."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the folder under cities/ that this Tomoni serves")
        parser.add_argument("--demo", action="store_true", help="compare the invented operating data too")
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        only_the_city_served(options["name"])
        try:
            found = differences(settings.CITY_FOLDER, demo=options["demo"])
        except CityFileError as error:
            raise CommandError(f"The files cannot be read. To mend:\n{error}") from None
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
            return
        for one in found:
            self.stdout.write(_sentence(one))
        if not found:
            self.stdout.write("Files and database agree.")


def _sentence(one: Difference) -> str:
    hand = " ".join(part for part in (one.by and f"by {one.by}", one.at and f"at {one.at}") if part)
    thing = f"{one.kind} {one.key}"
    if one.how != "changed":
        return f"{one.how}: {thing}" + (f" ({hand})" if hand else "")
    return f"{thing}, {one.field}: file {one.file!r}, database {one.database!r}" + (f" ({hand})" if hand else "")
