"""A throw-away PostgreSQL for tests and measurements.

It runs on a free loopback port, as an unprivileged user even when the caller is root, in a folder that is removed at
the end. Nothing in it survives a power cut, and nothing in it needs to.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bootstrap import CannotSetUp

NOBODY = "65534"
SETTINGS = "fsync=off synchronous_commit=off full_page_writes=off max_connections=120 listen_addresses=127.0.0.1"


@contextmanager
def cluster() -> Iterator[str]:
    """The address of an empty database, `postgres://tomoni@127.0.0.1:PORT/tomoni`, for the length of the block."""
    initdb, server_control = program("initdb"), program("pg_ctl")
    folder = Path(tempfile.mkdtemp(prefix="tomoni-postgres-"))
    port = free_port()
    if os.getuid() == 0:
        os.chown(folder, int(NOBODY), int(NOBODY))
    try:
        _as_nobody(initdb, "-D", folder / "data", "-U", "tomoni", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = " ".join(f"-c {setting}" for setting in SETTINGS.split())
        start = (server_control, "-D", folder / "data", "-l", folder / "log", "-w")
        _as_nobody(*start, "-o", f"-p {port} -k {folder} {options}", "start")
        try:
            _as_nobody(program("createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "tomoni", "tomoni")
            yield f"postgres://tomoni@127.0.0.1:{port}/tomoni"
        finally:
            _as_nobody(server_control, "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def program(name: str) -> Path:
    """A program of the newest PostgreSQL on this machine; CannotSetUp when there is none."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda file: int(file.parts[4]))
    found = str(kept[-1]) if kept else shutil.which(name)
    if not found:
        raise CannotSetUp(f"PostgreSQL's {name} is not on this machine. On Debian: apt install postgresql")
    return Path(found)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_nobody(*command: str | Path) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        words = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *words]
    # pg_ctl's server would keep a pipe open for ever, so its words go to a file.
    with tempfile.TemporaryFile() as said:
        if subprocess.run(words, stdout=said, stderr=said, stdin=subprocess.DEVNULL, cwd="/").returncode:
            said.seek(0)
            raise CannotSetUp(f"{words[-1]} of PostgreSQL did not work:\n{said.read().decode()[-2000:]}")
