"""A resident notes down one line, and holds the city to it a year later, at home, without a network."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tomoni.base import clock
from tomoni.base.journal.api import Entry, seal, write
from tomoni.base.journal.models import Seal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_city")]


def sealed(times: int = 1) -> None:
    for _round in range(times):
        write("city.change", who=None, about=None, why="見本")
        seal(clock.now())


def checked(folder: Path, client: Client, *noted: str, spoil: str = "") -> tuple[int, str]:
    """What the program says on a machine that has nothing but the two files."""
    script, chain = folder / "check_proof.py", folder / "seals.json"
    script.write_bytes(client.get("/proof/check_proof.py").content)
    chain.write_text(client.get("/proof/seals.json").content.decode().replace(*(spoil.split(">") if spoil else "  ")))
    lines = [part for line in noted for part in ("--noted", line)]
    command = [sys.executable, "-I", str(script), str(chain), *lines]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONIOENCODING": "utf-8"})
    return run.returncode, run.stdout + run.stderr


def noted(client: Client) -> str:
    return str(client.get("/proof.json").json()["line"])


def test_the_page_shows_the_line_to_note_down_and_that_it_is_fresh(client: Client) -> None:
    sealed()
    page = client.get("/proof/").content.decode()
    assert noted(client) in page
    assert "いま新しい証しです" in page


def test_before_the_first_entry_it_says_that_there_is_none_yet(client: Client) -> None:
    assert not Seal.objects.exists()
    assert "まだ証しがありません" in client.get("/proof/").content.decode()
    assert client.get("/proof.json").json()["proof"] is None


def test_a_sealer_that_sleeps_is_told_to_everybody(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed()
    write("city.change", who=None, about=None)
    later = clock.now() + dt.timedelta(minutes=6)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "封が遅れています" in client.get("/proof/").content.decode()
    assert client.get("/proof.json").json()["late"] is True


def test_what_was_noted_is_found_again_much_later(client: Client, tmp_path: Path) -> None:
    sealed(2)
    line = noted(client)
    sealed(3)
    code, said = checked(tmp_path, client, line)
    assert (code, "封 2 は、書きとめたものと同じです" in said) == (0, True)


def test_a_journal_chained_anew_is_not_the_one_that_was_noted(client: Client, tmp_path: Path) -> None:
    sealed(2)
    number, root = noted(client).split()
    code, said = checked(tmp_path, client, f"{number} {root[::-1]}")
    assert (code, "NOT the one you noted" in said) == (2, True)


def test_a_changed_seal_breaks_the_chain(client: Client, tmp_path: Path) -> None:
    sealed(3)
    root = Seal.objects.get(number=2).root
    code, said = checked(tmp_path, client, spoil=f'"{root}">"{root[::-1]}"')
    assert (code, "封 2\n" in said) == (2, True)


def test_a_line_that_the_file_does_not_reach_is_not_called_equal(client: Client, tmp_path: Path) -> None:
    sealed()
    code, said = checked(tmp_path, client, f"99 {'0' * 64}")
    assert (code, "この一覧にありません" in said) == (1, True)


def test_the_chain_can_be_had_in_parts_and_tells_nothing_of_an_entry(client: Client, tmp_path: Path) -> None:
    sealed(4)
    part = client.get("/proof/seals.json?from=3").json()
    assert [each["number"] for each in part["seals"]] == [3, 4]
    assert part["seals"][0]["before"] == Seal.objects.get(number=2).chained
    told = json.dumps(part)
    assert not [entry.digest for entry in Entry.objects.all() if entry.digest in told]


@pytest.mark.parametrize("asked", ["0", "-1", "９", "'", "9" * 40, ""])
def test_the_list_bears_whatever_is_asked(client: Client, asked: str) -> None:
    assert client.get("/proof/seals.json", {"from": asked}).status_code == 200
