"""A real server on a copy of a loaded database.

The base database is made once per state of the code (migrated, example city and its invented people loaded) and kept
beside the other run-time state; each server gets a copy, so a test may change whatever it likes. The server is another
process: nothing of Playwright's event loop and of Django's connections meets.
"""

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60.0  # seconds a server may take to answer for the first time, on a busy machine
KEPT = Path(os.environ.get("TOMONI_BROWSER_BASE", Path(tempfile.gettempdir()) / f"tomoni-browser-{os.getuid()}"))


class CannotServe(Exception):
    """The server did not come up; says what it printed."""


def _state_of_the_code(city: str) -> str:
    """A name for everything that decides what the base database holds: our code and its data, the city's files, the libraries."""
    digest = hashlib.sha256(city.encode() + (ROOT / "requirements" / "runtime.lock").read_bytes())
    told = (file for kind in ("py", "md", "toml", "csv") for file in (ROOT / "src").rglob(f"*.{kind}"))
    code = (file for file in told if not {"tests", "__pycache__"} & set(file.parts))
    for file in sorted([*code, *(file for file in (ROOT / "cities" / city).rglob("*") if file.is_file())]):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def environment(var: Path, city: str, address: str = "") -> dict[str, str]:
    """What a Django process of this test needs: the tests' settings, its own state, its own database."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.testing",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "TOMONI_CITY": city,
        "TOMONI_VAR": str(var),
        "TOMONI_DATABASE": address,
        "TOMONI_DEMO": "1",
    }


def command(*words: str, env: dict[str, str]) -> str:
    """A management command in its own process; its output. CannotServe when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "django", *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotServe(f"django {' '.join(words)}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


class Bases:
    """Loaded databases, each made once and copied often."""

    def __init__(self, address: str = "") -> None:
        self.address = address  # of a PostgreSQL, or "" for SQLite

    def base(self, city: str) -> Path | str:
        """The loaded database of this state of the code: a file, or the name of a PostgreSQL database."""
        name = f"tomoni_base_{_state_of_the_code(city)}"
        KEPT.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (KEPT / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may ask at once
            return self._postgres_base(name, city) if self.address else self._sqlite_base(name, city)

    def _sqlite_base(self, name: str, city: str) -> Path:
        folder = KEPT / name
        if not (folder / "whole").exists():
            for old in sorted(KEPT.glob("tomoni_base_*/"), key=lambda one: one.stat().st_mtime)[:-3]:
                shutil.rmtree(old, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
            _load(environment(folder, city), city)
            (folder / "whole").touch()
        return folder

    def _postgres_base(self, name: str, city: str) -> str:
        import psycopg

        folder = KEPT / f"{name}-postgres"
        folder.mkdir(exist_ok=True, mode=0o700)
        with psycopg.connect(self.address, autocommit=True) as asked:
            found = asked.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not found:
                asked.execute(f'CREATE DATABASE "{name}_new"')
                _load(environment(folder, city, _with_name(self.address, f"{name}_new")), city)
                asked.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
        return name

    @contextmanager
    def copy(self, city: str, var: Path) -> Iterator[str]:
        """A copy of the base for one server: its state in `var`, the address of its database ("" for SQLite)."""
        base = self.base(city)
        if isinstance(base, Path):
            shutil.copytree(base, var, dirs_exist_ok=True)
            yield ""
            return
        import psycopg

        name = f"{base}_{os.getpid()}_{time.monotonic_ns() % 10**9}"
        shutil.copytree(KEPT / f"{base}-postgres", var, dirs_exist_ok=True)
        with psycopg.connect(self.address, autocommit=True) as asked:
            asked.execute(f'CREATE DATABASE "{name}" TEMPLATE "{base}"')
            try:
                yield _with_name(self.address, name)
            finally:
                asked.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _with_name(address: str, name: str) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def _load(env: dict[str, str], city: str) -> None:
    command("migrate", "--verbosity", "0", env=env)
    command("city_load", city, "--demo", env=env)


class Server:
    """A running Tomoni. `url` is its address; `manage` runs a command on its database."""

    def __init__(self, url: str, env: dict[str, str], var: Path, log: Path) -> None:
        self.url, self.env, self.var, self.log = url, env, var, log

    def manage(self, *words: str) -> str:
        return command(*words, env=self.env)

    def get(self, path: str) -> str:
        """A page as it leaves the server, without a browser."""
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            return str(answer.read().decode())


@contextmanager
def serving(
    city: str = "example", *, bases: Bases | None = None, more: dict[str, str] | None = None
) -> Iterator[Server]:
    """Serve a copy of a city's loaded database on a free port of this machine.

    `more` is added to the environment, such as TOMONI_MAIL for a test that runs its own mail server.
    """
    bases = bases or Bases(os.environ.get("TOMONI_DATABASE", ""))
    with tempfile.TemporaryDirectory(prefix="tomoni-served-") as folder:
        var = Path(folder) / "var"
        with bases.copy(city, var) as address, socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
            probe.close()
            url = f"http://127.0.0.1:{port}"
            env = environment(var, city, address) | {"TOMONI_ORIGIN": url} | (more or {})
            log = Path(folder) / "server.log"
            with log.open("w") as out:
                process = subprocess.Popen(_granian(port), cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
            try:
                _wait(url, process, log)
                yield Server(url, env, var, log)
            finally:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _granian(port: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "config.wsgi:application",
    ]  # fmt: skip


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/design/", timeout=5):
                return
        except urllib.error.HTTPError as error:
            raise CannotServe(f"{url}/design/ answered {error.code}\n{log.read_text()[-4000:]}") from error
        except OSError:
            # Not listening yet. A connection that is refused returns at once, so give the server the processor.
            os.sched_yield()
    raise CannotServe(f"The server did not answer.\n{log.read_text()[-4000:]}")
