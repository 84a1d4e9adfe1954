"""`./tomoni accessibility`: look at every declared screen with axe and Nu, and write what was found for the statement.

The file lies beside the page that shows it and is committed: with its day, the versions of the checkers and the change
it was made from. A test refuses one that names violations or was made by other versions than those installed.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from tools.bootstrap import ROOT

RESULT = ROOT / "src" / "tomoni" / "web" / "public" / "accessibility" / "result.json"
CRITERION = re.compile(r"wcag(\d)(\d)(\d{1,2})$")
LEVEL = re.compile(r"wcag(2|21|22)a{1,3}$")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        failed = _look(Path(folder))
        looks = [json.loads(file.read_text()) for file in sorted(Path(folder).glob("axe-*.json"))]
        nus = [json.loads(file.read_text()) for file in sorted(Path(folder).glob("nu-*.json"))]
    if not looks:
        print("  tomoni: no screen was looked at; browser tests need Chromium and Java", file=sys.stderr)
        return 1
    RESULT.write_text(json.dumps(put_together(looks, nus), ensure_ascii=False, indent=1) + "\n")
    print(f"  tomoni: {RESULT.relative_to(ROOT)} tells of {len({look['path'] for look in looks})} pages")
    return failed


def _look(folder: Path) -> int:
    environment = os.environ | {"TOMONI_ACCESSIBILITY": str(folder)}
    tests = "tests/browser/test_screens.py"
    return subprocess.run(
        [sys.executable, "-m", "pytest", tests, "-k", "everybody or valid"], cwd=ROOT, env=environment
    ).returncode


def put_together(looks: Iterable[dict[str, Any]], nus: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """All looks as one result."""
    looks, nus = list(looks), list(nus)
    spoken: dict[str, set[str]] = defaultdict(set)
    for look in looks:
        spoken[bare(look["path"])].add(look["path"].removesuffix(bare(look["path"])).strip("/") or "ja")
    return {
        "day": date.today().isoformat(),
        "made_from": _git("log", "-1", "--format=%s"),
        "made_from_on": _git("log", "-1", "--format=%cs"),
        "axe": sorted({look["engine"] for look in looks}),
        "nu": vnu_version(),
        "looks": len(looks),
        "widths": [320, 1280],
        "media": sum(look["media"] for look in looks),
        "html": {"pages": sum(one["pages"] for one in nus), "errors": sum(one["errors"] for one in nus)},
        "screens": {path: sorted(languages) for path, languages in sorted(spoken.items())},
        "rules": _rules(looks),
    }


def bare(path: str) -> str:
    """The address without its language."""
    return re.sub(r"^/(ja-easy|en)(?=/)", "", path)


def vnu_version() -> str:
    return str(json.loads((ROOT / "package.json").read_text())["devDependencies"]["vnu-jar"])


def _rules(looks: list[dict[str, Any]]) -> dict[str, Any]:
    """For each rule of axe its criteria, and how many looks passed, failed, need a person or had none."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    tags: dict[str, list[str]] = {}
    for look in looks:
        for kind, rules in look["rules"].items():
            for rule, its_tags in rules.items():
                counts[rule][kind] += 1
                tags[rule] = its_tags
    return {
        rule: {"criteria": criteria_of(tags[rule]), **dict(sorted(counts[rule].items()))} for rule in sorted(counts)
    }


def criteria_of(tags: Iterable[str]) -> list[str]:
    """wcag143 as 1.4.3."""
    return [
        f"{found[1]}.{found[2]}.{found[3]}" for tag in tags if (found := CRITERION.match(tag)) and not LEVEL.match(tag)
    ]


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
