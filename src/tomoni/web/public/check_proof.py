#!/usr/bin/env python3
"""Checks, on your own machine and without a network, that a journal is still the one whose proof you noted down.

    python3 check_proof.py seals.json [more.json ...] --noted "123 0f3a..."

`seals.json` is the list of seals that the city publishes, beginning at the seal you noted or before it. `--noted` is
the line that stood on the page on the day you looked: the number of a seal, a blank, 64 signs; as often as you like.
Only Python's standard library is used, and this one file can be read in five minutes.

Exit code: 0 all is as it was, 1 there is something that could not be compared, 2 something does not agree.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

FIRST = "0" * 64  # what the first seal of all is chained to
COVERED = ("number", "at", "first", "last", "count", "root", "drained")


def chained(before: str, seal: dict[str, object]) -> str:
    """SHA-256 over the proof of the seal before and what this seal says, as JSON without blanks."""
    text = json.dumps([before, *(seal[name] for name in COVERED)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def wrong_links(seals: list[dict[str, object]]) -> list[int]:
    """The numbers of the seals that do not follow from the one before them."""
    wrong = []
    before = FIRST if seals[0]["number"] == 1 else str(seals[0]["before"])
    number, last = int(str(seals[0]["number"])) - 1, int(str(seals[0]["first"])) - 1
    for seal in seals:
        follows = seal["number"] == number + 1 and seal["first"] == last + 1
        if not follows or chained(before, seal) != seal["chained"]:
            wrong.append(int(str(seal["number"])))
        before, number, last = str(seal["chained"]), int(str(seal["number"])), int(str(seal["last"]))
    return wrong


def main() -> int:
    asked = argparse.ArgumentParser(description="記録の証しを、手元で確かめます。Checks the proof of the journal.")
    asked.add_argument("files", nargs="+", type=Path)
    asked.add_argument("--noted", action="append", default=[], metavar='"NUMBER PROOF"')
    given = asked.parse_args()
    every = (seal for file in given.files for seal in json.loads(file.read_text(encoding="utf-8"))["seals"])
    seals = [seal for _number, seal in sorted({seal["number"]: seal for seal in every}.items())]
    if not seals:
        print("封がありません。There are no seals in these files.")
        return 1
    span = f"{seals[0]['number']}–{seals[-1]['number']}"
    wrong = wrong_links(seals)
    if wrong:
        told = ", ".join(map(str, wrong[:10]))
        print(f"つながりません：封 {told}\nDoes not follow from the seal before it: seal {told}")
    else:
        print(f"封 {span} は、切れずにつながっています。\nSeals {span} form one unbroken chain.")
    return max([2 if wrong else 0, *(compared(line, seals) for line in given.noted)])


def compared(line: str, seals: list[dict[str, object]]) -> int:
    """Hold one noted line against the list."""
    number, _, proof = line.strip().partition(" ")
    found = [seal for seal in seals if str(seal["number"]) == number]
    if not found:
        print(f"封 {number} は、この一覧にありません。\nSeal {number} is not in these files.")
        return 1
    if found[0]["chained"] != proof.strip().lower():
        print(f"封 {number} は、書きとめたものと違います。\nSeal {number} is NOT the one you noted.")
        return 2
    print(f"封 {number} は、書きとめたものと同じです。\nSeal {number} is the one you noted.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
