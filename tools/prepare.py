"""Before serving: texts compiled, database migrated, city loaded, static files collected. One process for all."""

import hashlib
import os
import sys
import time
from pathlib import Path

from tools.bootstrap import ROOT
from tools.texts import compile_all


def main(words: list[str]) -> int:
    begun = time.monotonic()
    import django

    django.setup()
    if "--if-new" in words and not _is_new():
        return 0
    compile_all()
    from django.conf import settings
    from django.core.management import call_command

    _say("making the database" if _is_new() else "looking at the database")
    call_command("migrate", verbosity=0, interactive=False)
    _say(f"loading the city of {settings.CITY}")
    call_command("city_load", settings.CITY, demo=settings.DEMO, verbosity=0)
    _find_procedures()
    _collect()
    _say(f"prepared in {time.monotonic() - begun:.0f} s")
    return 0


def _is_new() -> bool:
    from django.db import connection

    return not connection.introspection.table_names()


def _find_procedures() -> None:
    """Procedures are declared in code and overlaid by the city's files, so they are put into the search at start."""
    from django.db import transaction

    from tomoni.engines.cases.finding import find_procedures_again

    with transaction.atomic():
        find_procedures_again()


def _collect() -> None:
    """Collect static files when one of them is newer than the last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".tomoni"
    ours = sorted((ROOT / "src").glob("tomoni/*/*/static/**/*"))
    facts = [f"{file}{file.stat().st_mtime_ns}" for file in ours] + [(ROOT / ".venv" / ".tomoni").read_text()]
    now = hashlib.sha256("".join(facts).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == now:
        return
    _say("collecting styles, scripts and fonts")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now)


def _say(what: str) -> None:
    print(f"  tomoni: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("TOMONI_DEMO", "1")
    from django.core.management import CommandError

    from tomoni.base.city.mistakes import CityFileError

    try:
        sys.exit(main(sys.argv[1:]))
    except CityFileError as error:  # services read the city's facts and settings when they start
        sys.exit(f"The files of the city cannot be read. To mend:\n{error}")
    except CommandError as error:
        sys.exit(str(error))
