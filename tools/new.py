"""`./tomoni new service NAME`: one folder under src/tomoni/services/, ready to run.

The new service keeps a register, has one procedure that leads into it, and declares one reading of it. What
it is about is for you to write; docs/new-service.md goes through the files in order.
"""

import keyword
import re
import sys
from pathlib import Path
from string import Template

from tools.bootstrap import ROOT

PATTERNS = Path(__file__).parent / "new_service"
SERVICES = ROOT / "src" / "tomoni" / "services"


def main(words: list[str]) -> int:
    if len(words) != 2 or words[0] != "service":
        sys.exit("Say what to begin: ./tomoni new service NAME")
    name = words[1]
    if not re.fullmatch(r"[a-z][a-z0-9_]{2,30}", name) or keyword.iskeyword(name):
        sys.exit(f"“{name}” cannot be a folder of Python: small letters, digits and _, such as bench_adoption.")
    folder = SERVICES / name
    if folder.exists():
        sys.exit(f"There is already a service called {name}.")
    terms = {"name": name, "thing": singular(name), "Thing": in_capitals(singular(name)), "App": in_capitals(name)}
    for pattern in sorted(one for one in PATTERNS.rglob("*") if one.is_file()):
        target = folder / str(pattern.relative_to(PATTERNS)).removesuffix(".txt")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(pattern.read_text()).substitute(terms))
    print(f"  {folder.relative_to(ROOT)}/ is there. Next:\n")
    print("    write what it is about: models.py, service.py, procedures.py (docs/new-service.md, file by file)")
    print(f"    ./tomoni manage makemigrations {name}   (once the model says what you mean)")
    print(f"    ./tomoni test src/tomoni/services/{name}")
    return 0


def singular(name: str) -> str:
    """`bench_adoptions` keeps bench adoptions, one of which is a bench_adoption."""
    return name.removesuffix("s") if name.endswith("s") and not name.endswith("ss") else name


def in_capitals(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
