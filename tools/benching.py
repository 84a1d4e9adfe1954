"""`./tomoni bench [NAME]`: run one measurement of bench/, or all of them, and print JSON."""

import json
import subprocess
import sys

from tools.bootstrap import ROOT

FOLDER = ROOT / "bench"


def main(words: list[str]) -> int:
    names = sorted(file.stem for file in FOLDER.glob("*.py") if not file.stem.startswith("_"))
    asked = [word for word in words if not word.startswith("-")] or names
    unknown = sorted(set(asked) - set(names))
    if unknown:
        sys.exit(f"There is no measurement called {', '.join(unknown)} (there are: {', '.join(names)}).")
    results, worst = {}, 0
    for name in asked:
        print(f"  tomoni: measuring {name}", file=sys.stderr, flush=True)
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        worst = max(worst, done.returncode)
        results[name] = json.loads(done.stdout) if done.returncode == 0 else {"failed": done.returncode}
    print(json.dumps(results, ensure_ascii=False, indent=2))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
