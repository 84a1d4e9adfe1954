"""`./tomoni start`: make the database, load the city, serve it.

Server, worker and tick run as three processes of one supervisor, with a mailbox beside them in a demo. Ctrl-C stops all
of them cleanly; when one of them dies, the others are stopped too and the reason is printed.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tools.bootstrap import PYTHON, ROOT

PATIENCE = 20.0  # seconds a process gets to stop by itself


def main(words: list[str]) -> int:
    asked = _ask(words)
    if not (ROOT / "cities" / asked.city / "city.toml").is_file():
        names = ", ".join(sorted(folder.name for folder in (ROOT / "cities").iterdir() if folder.is_dir()))
        sys.exit(f"There is no city called “{asked.city}” under cities/ (there are: {names}).")
    if _taken(asked.address, asked.port):
        sys.exit(f"Port {asked.port} is in use. Choose another: ./tomoni start --port {asked.port + 1}")
    var = Path(os.environ.get("TOMONI_VAR", ROOT / "var" / asked.city))
    if asked.fresh:
        shutil.rmtree(var, ignore_errors=True)
    os.environ |= _environment(asked, var)
    begun = time.monotonic()
    if subprocess.run([str(PYTHON), "-m", "tools.prepare"], cwd=ROOT).returncode:
        return 1
    return Supervisor(_processes(asked)).run(asked, begun)


def _ask(words: list[str]) -> argparse.Namespace:
    ask = argparse.ArgumentParser(prog="./tomoni start", description=__doc__.partition("\n")[0])
    ask.add_argument("--city", default=os.environ.get("TOMONI_CITY", "azumino"), help="a folder under cities/")
    ask.add_argument("--port", type=int, default=8000)
    ask.add_argument("--address", default="127.0.0.1", help="only a loopback address may serve a demo")
    ask.add_argument("--fresh", action="store_true", help="throw the city's data away first")
    ask.add_argument("--no-demo", action="store_true", help="no invented people, no one-tap sign-in")
    ask.add_argument("--workers", type=int, default=1)
    return ask.parse_args(words)


def _taken(address: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return True
    return False


def _environment(asked: argparse.Namespace, var: Path) -> dict[str, str]:
    origin = _origin(asked)
    own = {
        "TOMONI_CITY": asked.city,
        "TOMONI_VAR": str(var),
        "TOMONI_DEMO": "0" if asked.no_demo else "1",
        "TOMONI_ADDRESS": asked.address,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUNBUFFERED": "1",
    }
    chosen = {"TOMONI_ORIGIN": origin, "TOMONI_MAIL": f"smtp://127.0.0.1:{asked.port + 25}"}
    return own | {name: os.environ.get(name, value) for name, value in chosen.items()}


def _origin(asked: argparse.Namespace) -> str:
    """The address to open: by name on this machine, because a passkey belongs to a name and never to digits."""
    host = "localhost" if asked.address in {"127.0.0.1", "::1"} else asked.address
    return f"http://{host}:{asked.port}"


@dataclass
class Process:
    """One long-running part of a Tomoni."""

    name: str
    words: tuple[str, ...]
    running: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        # A session of its own, so that Ctrl-C reaches the supervisor only and the order of stopping is ours.
        self.running = subprocess.Popen([str(PYTHON), *self.words], cwd=ROOT, start_new_session=True)

    def ask_to_stop(self) -> None:
        if self.running and self.running.poll() is None:
            self.running.send_signal(signal.SIGTERM)

    def see_off(self, until: float) -> None:
        if not self.running:
            return
        try:
            self.running.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()


def _processes(asked: argparse.Namespace) -> list[Process]:
    server = (
        "-m", "granian", "--interface", "wsgi", "--host", asked.address, "--port", str(asked.port),
        "--workers", str(asked.workers), "--blocking-threads", "4", "--backpressure", "64", "--no-ws",
        "--log-level", "error",
        "--workers-kill-timeout", "10", "config.wsgi:application",
    )  # fmt: skip
    processes = [
        Process("server", server),
        Process("worker", ("-m", "tools.manage", "worker")),
        Process("tick", ("-m", "tools.manage", "tick")),
    ]
    if not asked.no_demo and "TOMONI_MAIL" in os.environ:
        port = os.environ["TOMONI_MAIL"].rpartition(":")[2]
        processes.append(Process("mailbox", ("-m", "tools.mailbox", port, f"{os.environ['TOMONI_VAR']}/mail")))
    return processes


class Supervisor:
    """Starts the processes, waits, and stops them all when one ends or somebody says so."""

    def __init__(self, processes: list[Process]) -> None:
        self.processes = processes
        self.told_to_stop = False
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, self._stop)

    def _stop(self, *_: object) -> None:
        self.told_to_stop = True

    def run(self, asked: argparse.Namespace, begun: float) -> int:
        for process in self.processes:
            process.begin()
        try:
            if self._wait_until_it_answers(asked):
                _welcome(asked, time.monotonic() - begun)
            return self._watch()
        finally:
            print("\n  tomoni: stopping …", file=sys.stderr, flush=True)
            for process in self.processes:
                process.ask_to_stop()
            until = time.monotonic() + PATIENCE
            for process in self.processes:
                process.see_off(until)

    def _dead(self) -> Process | None:
        return next((one for one in self.processes if one.running and one.running.poll() is not None), None)

    def _wait_until_it_answers(self, asked: argparse.Namespace) -> bool:
        while not self.told_to_stop and not self._dead():
            with socket.socket() as probe:
                probe.settimeout(0.5)
                if probe.connect_ex((asked.address, asked.port)) == 0:
                    return True
            time.sleep(0.1)
        return False

    def _watch(self) -> int:
        while not self.told_to_stop:
            dead = self._dead()
            if dead and dead.running:
                print(f"  tomoni: the {dead.name} ended by itself ({dead.running.returncode})", file=sys.stderr)
                return 1
            time.sleep(0.2)
        return 0


def _welcome(asked: argparse.Namespace, seconds: float) -> None:
    address = _origin(asked)
    print(f"\n  ともに / Tomoni serves {asked.city} after {seconds:.0f} s\n\n    {address}/\n")
    if not asked.no_demo:
        print(f"  Sign in as an invented person, one per role:\n    {address}/accounts/demo/\n")
        print(f"  Mail that the city sends in this demo:\n    {address}/accounts/demo/mail/\n")
    print("  Ctrl-C stops it.", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
