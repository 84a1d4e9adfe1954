"""./tomoni manage search_rebuild [KIND …]: put everything that can be found into the index again."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from tomoni.base.search import api as search


class Command(BaseCommand):
    help = "Put everything that can be found into the index again, or only some kinds of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", help="such as 'group'; all without")

    def handle(self, *, kinds: list[str], **options: object) -> None:
        unknown = [kind for kind in kinds if kind not in search.kinds]
        if unknown:
            known = ", ".join(sorted(search.kinds))
            raise CommandError(f"Nothing of the kind {', '.join(unknown)} can be found (known: {known}).")
        self.stdout.write(f"{search.rebuild(kinds)} documents can be found.")
