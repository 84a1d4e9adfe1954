"""From a bare python3 to everything Tomoni needs, with the standard library alone.

Finds or fetches uv, finds an interpreter of at least Python 3.12, makes .venv from the hashed
lock files, and copies fonts, tokens and scripts from npm packages into build/vendor. Every step
leaves a stamp, so that a second call takes no time.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VENDOR = ROOT / "build" / "vendor"
OLDEST = (3, 12)
# One line per package: its folder in node_modules, what to take, where it goes.
TAKE = (
    ("@digital-go-jp/design-tokens/dist", (".css",), "tokens"),
    ("@fontsource/biz-udpgothic", (".css", ".woff2"), "biz-udpgothic"),
    ("@expo-google-fonts/biz-udpgothic", (".ttf",), "biz-udpgothic-ttf"),
)


class CannotSetUp(Exception):
    """Something is missing that only the person at the machine can supply; says what to do."""


def ensure(*, dev: bool = False) -> Path:
    """Set up what is missing and return the interpreter to run Tomoni with."""
    kind = "dev" if dev else "runtime"
    if (VENV / ".tomoni").is_file() and (VENV / ".tomoni").read_text().split() in _good_stamps(kind):
        return PYTHON
    begun = time.monotonic()
    uv = _uv()
    _environment(uv, LOCKS / f"{kind}.lock")
    _assets(uv, dev=dev)
    (VENV / ".tomoni").write_text(f"{kind} {_fingerprint(kind)}")
    _say(f"ready after {time.monotonic() - begun:.0f} s")
    return PYTHON


def _good_stamps(kind: str) -> list[list[str]]:
    """A development environment also serves for running."""
    return [[name, _fingerprint(name)] for name in {kind, "dev"}]


def _fingerprint(kind: str) -> str:
    files = (LOCKS / f"{kind}.lock", ROOT / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:20]


def _say(what: str) -> None:
    print(f"  tomoni: {what}", file=sys.stderr, flush=True)


def _run(*command: str | Path, why: str, **more: str) -> None:
    _say(why)
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=_quiet_environment(more), capture_output=True, text=True
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise CannotSetUp(f"{why} did not work. The last lines were:\n{tail}")


def _quiet_environment(more: dict[str, str]) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"}
    }
    return kept | more


def _uv() -> Path:
    on_path = shutil.which("uv")
    if on_path:
        return Path(on_path)
    home = ROOT / ".bootstrap"
    uv = home / "bin" / "uv"
    if not uv.exists():
        try:
            _say("making a place for uv")
            venv.create(home, with_pip=True, clear=True)
        except (subprocess.CalledProcessError, OSError) as error:
            raise CannotSetUp("python3 has no venv here. On Debian or Ubuntu: apt install python3-venv") from error
        _run(
            home / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--require-hashes", "-r", LOCKS / "uv.lock", why="fetching uv",
        )  # fmt: skip
    return uv


def _interpreter() -> Path | None:
    """An interpreter that is new enough, or None when uv has to fetch one."""
    if sys.version_info >= OLDEST:
        return Path(sys.executable)
    named = [shutil.which(f"python3.{minor}") for minor in (14, 13, 12)]
    kept = sorted(
        Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/3.*/bin/python3"),
        key=_minor,
        reverse=True,
    )
    for candidate in [*kept, *(Path(found) for found in named if found)]:
        if _new_enough(candidate):
            return candidate
    return None


def _minor(interpreter: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", interpreter.parent.parent.name)[:2])


def _new_enough(candidate: Path) -> bool:
    """Ask the interpreter itself; a shim on the PATH may lead nowhere."""
    probe = f"import sys, ssl, sqlite3; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([str(candidate), "-c", probe], capture_output=True).returncode == 0


def _environment(uv: Path, lock: Path) -> None:
    found = _interpreter()
    # With an interpreter at hand uv must not try to fetch one.
    more = {"UV_PYTHON_DOWNLOADS": "never"} if found else {}
    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        _run(uv, "venv", "--quiet", VENV, "-p", found or "3.13", why="making .venv", **more)
    _run(
        uv, "pip", "sync", "--quiet", "--require-hashes", "-p", PYTHON, lock, why=f"installing what {lock.name} lists",
        **more,
    )  # fmt: skip
    site = next(VENV.glob("lib/python3*/site-packages"))
    # A path file instead of an editable install, which `uv pip sync` would remove.
    (site / "tomoni.pth").write_text(f"{ROOT / 'src'}\n{ROOT}\n")


def _assets(uv: Path, *, dev: bool) -> None:
    words = ["ci", "--ignore-scripts", *([] if dev else ["--omit=dev"])]
    if shutil.which("npm"):
        _run("npm", *words, why="fetching fonts and design tokens with npm")
    else:
        node = ROOT / "build" / "node"
        _run(
            uv,
            "venv",
            "--quiet",
            "--clear",
            node,
            "-p",
            PYTHON,
            why="making a place for Node",
            UV_PYTHON_DOWNLOADS="never",
        )
        _run(
            uv,
            "pip",
            "sync",
            "--quiet",
            "--require-hashes",
            "-p",
            node / "bin" / "python",
            LOCKS / "node.lock",
            why="fetching Node as a Python package",
        )
        paths = f"{node / 'bin'}{os.pathsep}{os.environ['PATH']}"
        _run(node / "bin" / "npm", *words, why="fetching fonts and design tokens", PATH=paths)
        shutil.rmtree(node)
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, endings, target in TAKE:
        _copy(ROOT / "node_modules" / source, endings, VENDOR / target)


def _copy(source: Path, endings: tuple[str, ...], target: Path) -> None:
    for file in source.rglob("*"):
        if file.suffix not in endings:
            continue
        to = target / file.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".css":
            # The packages also name .woff files and source maps, which we do not serve.
            text = re.sub(r",\s*url\([^)]*\.woff\)\s*format\(['\"]woff['\"]\)", "", file.read_text())
            to.write_text(re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text))
        else:
            shutil.copyfile(file, to)


if __name__ == "__main__":
    try:
        ensure(dev="--dev" in sys.argv)
    except CannotSetUp as error:
        sys.exit(f"{error}")
