"""Django's own command line, for one city.

The city is chosen by TOMONI_CITY (azumino when absent); its database and keys lie in var/<city>.
"""

import os
import sys


def main(words: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["./tomoni manage", *words])


if __name__ == "__main__":
    main(sys.argv[1:])
