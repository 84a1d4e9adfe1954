"""Django's own command line, for one city.

The city is chosen by TOMONI_CITY (azumino when absent); its database and keys lie in var/<city>.
"""

import os
import sys


def main(words: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from tomoni.base.city.mistakes import CityFileError

    try:
        execute_from_command_line(["./tomoni manage", *words])
    except CityFileError as error:  # services read the city's facts and settings when they start
        sys.exit(f"The files of the city cannot be read. To mend:\n{error}")


if __name__ == "__main__":
    main(sys.argv[1:])
