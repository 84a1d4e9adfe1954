"""What an anonymous page costs beside nginx serving the same bytes, in one run on one machine.

A Tomoni of the example city and an nginx with the page as a gzip file answer the same number of clients in turn; the
cost is the CPU time of the server's whole process family per response. Needs nginx and wrk (apt install nginx wrk).
"""

import gzip
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tools.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
ROUNDS, SECONDS, CLIENTS = 5, 2, 8
PAGES = ("/", "/plan/")
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> int:
    if missing := [name for name in ("nginx", "wrk") if not shutil.which(name)]:
        sys.exit(f"bench page needs {' and '.join(missing)}: apt install {' '.join(missing)}")
    results = {}
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-") as folder, tomoni(Path(folder)) as (ours, address):
        for page in PAGES:
            with urllib.request.urlopen(address + page) as answer:
                html = answer.read()
            with nginx(Path(folder), html) as (theirs, beside):
                results[page] = measure({"tomoni": (ours, address + page), "nginx": (theirs, beside)}, len(html))
    print(json.dumps({"machine": machine(), "clients": CLIENTS, "rounds": ROUNDS, "pages": results}, indent=2))
    return 0


def measure(targets: dict[str, tuple[int, str]], size: int) -> dict[str, object]:
    """CPU microseconds and rate per target, medians over the rounds, the targets taking turns."""
    costs: dict[str, list[float]] = {name: [] for name in targets}
    rates: dict[str, list[float]] = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, (family, address) in targets.items():
            before = cpu_of(family)
            requests, rate = load(address)
            costs[name].append((cpu_of(family) - before) / requests * 1e6)
            rates[name].append(rate)
    told: dict[str, object] = {
        name: {"cpu_us": round(median(costs[name]), 1), "per_second": round(median(rates[name]))} for name in targets
    }
    return told | {"bytes": size, "ratio_cpu": round(median(costs["tomoni"]) / median(costs["nginx"]), 1)}


def load(address: str) -> tuple[int, float]:
    words = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip", address]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    if bad := re.search(r"Non-2xx or 3xx responses: (\d+)", said):
        sys.exit(f"{address} answered {bad[1]} times with an error")
    return int(re.search(r"(\d+) requests in", said)[1]), float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]


def cpu_of(leader: int) -> float:
    """User and system seconds of a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:  # it ended while we looked
            continue
        pid = int(stat.parent.name)
        children.setdefault(int(fields[1]), []).append(pid)
        spent[pid] = (int(fields[11]) + int(fields[12])) / TICKS
    total, waiting = 0.0, [leader]
    while waiting:
        one = waiting.pop()
        total += spent.get(one, 0.0)
        waiting += children.get(one, [])
    return total


@contextmanager
def tomoni(folder: Path) -> Iterator[tuple[int, str]]:
    """A Tomoni of the example city, its server alone."""
    port = free_port()
    own = {
        "TOMONI_CITY": "example",
        "TOMONI_VAR": str(folder / "var"),
        "TOMONI_DEMO": "1",
        "TOMONI_ADDRESS": "127.0.0.1",
    }
    environment = os.environ | own | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    prepare = [sys.executable, "-m", "tools.prepare"]
    subprocess.run(prepare, cwd=ROOT, env=environment, check=True, stdout=sys.stderr)
    words = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--no-ws",
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([*words, "config.wsgi:application"], cwd=ROOT, env=environment, **quiet)
    try:
        wait_for(port)
        yield server.pid, f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


@contextmanager
def nginx(folder: Path, html: bytes) -> Iterator[tuple[int, str]]:
    """nginx with one worker and the page beside it as gzip."""
    home = folder / "nginx"
    shutil.rmtree(home, ignore_errors=True)
    (home / "www").mkdir(parents=True)
    (home / "www" / "index.html").write_bytes(html)
    (home / "www" / "index.html.gz").write_bytes(gzip.compress(html, 9))
    port = free_port()
    user = "user root;" if os.getuid() == 0 else ""
    (home / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log; {user}"
        "events { worker_connections 256; } http { access_log off; gzip_static on; default_type text/html; "
        f"server {{ listen 127.0.0.1:{port}; root {home}/www; }} }}"
    )
    server = subprocess.Popen(["nginx", "-c", str(home / "nginx.conf"), "-p", str(home)], stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield server.pid, f"http://127.0.0.1:{port}/"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit(f"nothing answered on port {port}")


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if "model name" in line), "?")
    return f"{os.cpu_count()} × {model}"


if __name__ == "__main__":
    sys.exit(main())
