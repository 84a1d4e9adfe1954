"""`./tomoni test`: set up what tests need, then run them.

Everything runs on SQLite, and with `--db postgres` on a throw-away PostgreSQL. Browser tests need Debian's Chromium and
Java; where root may, they are installed, else those tests are left out with a printed reason. With CI=true nothing
is left out: what is missing is an error.
"""

import argparse
import os
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

from tools.bootstrap import ROOT, CannotSetUp
from tools.postgres import cluster

SYSTEM = {"chromium": "chromium", "java": "default-jre-headless"}
SYSTEM_FOR_POSTGRES = {"initdb": "postgresql"}


def main(words: list[str]) -> int:
    ask = argparse.ArgumentParser(prog="./tomoni test", description=__doc__.partition("\n")[0])
    ask.add_argument("--db", choices=("sqlite", "postgres"), default="sqlite")
    ask.add_argument("--serial", action="store_true", help="one process, for debugging")
    asked, rest = ask.parse_known_args(words)
    wanted = SYSTEM | (SYSTEM_FOR_POSTGRES if asked.db == "postgres" else {})
    missing = install(wanted)
    from tools.texts import compile_all

    compile_all()
    with cluster() if asked.db == "postgres" else nullcontext("") as address:
        return _pytest(rest, address=address, serial=asked.serial, missing=missing)


def _pytest(words: list[str], *, address: str, serial: bool, missing: list[str]) -> int:
    environment = os.environ | {"TOMONI_DATABASE": address, "TOMONI_WITHOUT": " ".join(missing)}
    paths_named = any(not word.startswith("-") for word in words)
    together = [] if serial or paths_named else ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "load"]
    return subprocess.run([sys.executable, "-m", "pytest", *together, *words], cwd=ROOT, env=environment).returncode


def install(wanted: dict[str, str]) -> list[str]:
    """Install system parts where this user may; the names of those that stay missing."""
    missing = [name for name in wanted if not _there(name)]
    if not missing:
        return []
    packages = [wanted[name] for name in missing]
    if os.getuid() == 0 and shutil.which("apt-get"):
        print(f"  tomoni: installing {', '.join(packages)}", file=sys.stderr, flush=True)
        quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **quiet)
        missing = [name for name in missing if not _there(name)]
    if missing and os.environ.get("CI") == "true":
        raise CannotSetUp(f"CI needs {', '.join(missing)}; none of its tests may be left out.")
    for name in missing:
        print(f"  tomoni: no {name} here, so its tests are left out (apt install {wanted[name]})", file=sys.stderr)
    return missing


def _there(name: str) -> bool:
    if name == "initdb":
        return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or bool(shutil.which("initdb"))
    return bool(shutil.which(name))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotSetUp as error:
        sys.exit(f"./tomoni test: {error}")
