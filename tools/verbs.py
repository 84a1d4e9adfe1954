"""The verbs of `./tomoni`, a line each, and who carries them out.

A verb that needs Django is a management command of the ring that owns it; the rest lives here in tools/. Only the
standard library is imported at the top, as this runs before anything is installed.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tools.bootstrap import PYTHON, ROOT, CannotSetUp, ensure


@dataclass(frozen=True)
class Verb:
    """One word after `./tomoni`: how to call it, what it does, and the function that takes the remaining words."""

    usage: str
    says: str
    run: Callable[[list[str]], int]


def _tool(name: str, *, dev: bool = False) -> Callable[[list[str]], int]:
    """A tool of our own, run by the environment's Python."""

    def run(words: list[str]) -> int:
        ensure(dev=dev)
        return _python("-m", f"tools.{name}", *words)

    return run


def _becoming(name: str) -> Callable[[list[str]], int]:
    """A tool that takes this process over, so that a signal to it reaches whoever has to stop the servers."""

    def run(words: list[str]) -> int:
        ensure(dev=False)
        os.chdir(ROOT)
        os.execve(PYTHON, [str(PYTHON), "-m", f"tools.{name}", *words], environment())

    return run


def _manage(*command: str, on_a_city: bool = False) -> Callable[[list[str]], int]:
    """A management command of the package; `on_a_city` makes and loads the city first where there is none yet."""

    def run(words: list[str]) -> int:
        ensure()
        if on_a_city and (failed := _python("-m", "tools.prepare", "--if-new")):
            return failed
        return _python("-m", "tools.manage", *command, *words)

    return run


def _second(first: str, *, on_a_city: bool = False, **verbs: str) -> Callable[[list[str]], int]:
    """`city load NAME` is the management command `city_load NAME`."""

    def run(words: list[str]) -> int:
        if not words or words[0] not in verbs:
            sys.exit(f"./tomoni {first} takes: {', '.join(verbs)}")
        return _manage(verbs[words[0]], on_a_city=on_a_city)(words[1:])

    return run


def _city(words: list[str]) -> int:
    """`city load NAME` and `city diff NAME` are commands of that city, on its own database."""
    verbs = {"load": "city_load", "diff": "city_diff"}
    if len(words) < 2 or words[0] not in verbs:
        sys.exit("./tomoni city takes: load NAME, diff NAME")
    os.environ.setdefault("TOMONI_CITY", words[1])
    return _manage("migrate", "--verbosity=0")([]) or _manage(verbs[words[0]])(words[1:])


def _python(*words: str) -> int:
    return subprocess.run([str(PYTHON), *words], cwd=ROOT, env=environment()).returncode


def environment() -> dict[str, str]:
    """The caller's environment with this checkout's Python settings instead of another project's."""
    dropped = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}


VERBS = {
    verb.usage.split()[0]: verb
    for verb in (
        Verb("start [--city NAME] [--port N] [--fresh]", "set up, load the city, serve it", _becoming("start")),
        Verb("test [--db sqlite|postgres] [PATH…]", "set up what tests need, run them", _tool("testing", dev=True)),
        Verb("check", "style, types, contracts, migrations, templates, locks, texts", _tool("checking", dev=True)),
        Verb("fix", "repair what a machine can: layout, imports, catalogues", _tool("fixing", dev=True)),
        Verb(
            "plan [--json] [--on DATE] | plan read FILE [--into OUT.toml]",
            "the plan and its figures on a day; a draft of a plan from its document",
            _manage("plan", on_a_city=True),
        ),
        Verb(
            "city load|diff NAME",
            "read a city's files; show where staff changed them",
            _city,
        ),
        Verb(
            "journal verify",
            "prove that nothing in the journal was changed",
            _second("journal", verify="journal_verify", on_a_city=True),
        ),
        Verb("backup FILE", "write FILE (data) and FILE.keys, also while serving", _manage("backup")),
        Verb("restore FILE", "bring both back on an empty machine", _manage("restore")),
        Verb("new service NAME", "begin a service: one folder, ready to run", _tool("new", dev=True)),
        Verb("shots DIR", "screenshots of the declared pages, 320 and 1280 px", _tool("shots", dev=True)),
        Verb(
            "accessibility", "check every screen, write the result of the statement", _tool("accessibility", dev=True)
        ),
        Verb("bench [NAME]", "measure and print JSON", _tool("benching", dev=True)),
        Verb("manage …", "any management command of Django", _manage()),
    )
}


def main(words: list[str]) -> int:
    """Carry out one verb; without a word, list them all."""
    if not words or words[0] in {"-h", "--help", "help"}:
        print(listing())
        return 0
    verb = VERBS.get(words[0])
    if verb is None:
        print(f"./tomoni does not know “{words[0]}”.\n\n{listing()}", file=sys.stderr)
        return 2
    try:
        return verb.run(words[1:])
    except CannotSetUp as error:
        print(f"./tomoni: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def listing() -> str:
    """Every verb on a line."""
    width = max(len(verb.usage) for verb in VERBS.values())
    return "\n".join(f"  ./tomoni {verb.usage:<{width}}  {verb.says}" for verb in VERBS.values())
