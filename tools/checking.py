"""`./tomoni check`: everything a machine can say about the code without running the tests."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools.bootstrap import ROOT

READ = {".py", ".md", ".toml", ".html", ".css", ".js", ".json", ".lock", ".csv", ".po"}
BIN = Path(sys.executable).parent


def main() -> int:
    failed = [name for name, check in CHECKS.items() if not _passes(name, check)]
    if failed:
        print(f"\n  tomoni: {', '.join(failed)} did not pass", file=sys.stderr)
    return 1 if failed else 0


def _passes(name: str, check: Callable[[], str]) -> bool:
    begun = time.monotonic()
    complaint = check()
    mark = "FAIL" if complaint else "ok  "
    print(f"  {mark} {name} ({time.monotonic() - begun:.1f} s)", file=sys.stderr, flush=True)
    if complaint:
        print(complaint, file=sys.stderr)
    return not complaint


def _command(*words: str | Path) -> Callable[[], str]:
    def run() -> str:
        done = subprocess.run([str(word) for word in words], cwd=ROOT, capture_output=True, text=True)
        return (done.stdout + done.stderr).strip() or "failed without a word" if done.returncode else ""

    return run


def _django(*words: str) -> Callable[[], str]:
    return _command(sys.executable, "-m", "tools.in_tests", *words)


def locks() -> str:
    """Lock files name no host, and every pin has a hash."""
    found = []
    for file in [*sorted((ROOT / "requirements").glob("*.lock")), ROOT / "package-lock.json"]:
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if "resolved" in line or ("://" in line and '"url"' not in line):
                found.append(f"{file.name}:{number}: {line.strip()}")
        if file.suffix == ".lock" and file.read_text().count("==") > file.read_text().count("--hash=sha256:"):
            found.append(f"{file.name}: a package has no hash")
    return "\n".join(found)


def texts() -> str:
    """Every sentence of a screen has its easy Japanese and its English."""
    from tools.texts import gaps

    return "\n".join(gaps())


def whispers() -> str:
    """Nothing in the tree names a person's machine or a package registry."""
    secret = re.compile(r"/(?:work|root|home)/\w+|registry\.npmjs|pypi\.org|files\.pythonhosted")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True).stdout.split("\0")
    found = []
    for name in listed:
        file = ROOT / name
        if name and file.is_file() and file.suffix in READ:
            lines = enumerate(file.read_text(errors="replace").splitlines(), 1)
            found += [f"{name}:{number}: {line.strip()[:100]}" for number, line in lines if secret.search(line)]
    return "\n".join(one for one in found if not one.startswith("tools/checking.py"))


CHECKS: dict[str, Callable[[], str]] = {
    "style": _command(BIN / "ruff", "check", "--quiet", "."),
    "layout": _command(BIN / "ruff", "format", "--check", "--quiet", "."),
    "contracts": _command(BIN / "lint-imports"),
    "django": _django("check", "--fail-level", "WARNING"),
    "migrations": _django("makemigrations", "--check", "--dry-run"),
    "templates": _django("templates"),
    "locks": locks,
    "texts": texts,
    "whispers": whispers,
    "types": _command(BIN / "mypy"),
}

if __name__ == "__main__":
    sys.exit(main())
