"""`./tomoni fix`: repair what a machine can repair alone."""

import subprocess
import sys
from pathlib import Path

from tools.bootstrap import ROOT
from tools.texts import compile_all

RUFF = str(Path(sys.executable).parent / "ruff")


def main() -> int:
    subprocess.run([RUFF, "check", "--fix", "--quiet", "."], cwd=ROOT)
    subprocess.run([RUFF, "format", "--quiet", "."], cwd=ROOT)
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
