"""What was backed up comes back, whole; what does not fit is refused before anything is touched."""

import datetime as dt
import io
import json
import tarfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from tomoni.base.backup import bringing_back, databases, taking
from tomoni.base.backup.bringing_back import restore
from tomoni.base.backup.taking import keys_of, take
from tomoni.base.journal.api import Entry, seal, verify, write

Machine = Callable[[str], None]
People = get_user_model()._default_manager
OURS = ("mihon@example.jp", "atarashii@example.jp", "tsugi@example.jp")


def quietly(text: str) -> None:
    pass


@pytest.fixture
def backup(at: Machine, tmp_path: Path) -> Path:
    """A backup of a machine with one person, three entries under a seal, and one upload."""
    at("old")
    person = People.create(email="mihon@example.jp")
    for n in range(3):
        write("people.see", who=person, about=person, why="照会", after={"n": n})
    seal(dt.datetime.now(dt.UTC))
    upload("kept/ab/abcd", "規約")
    file = tmp_path / "tomoni.tar.gz"
    take(file)
    return file


def upload(name: str, text: str) -> Path:
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def emails() -> set[str]:
    """Of the people of this test; the example city may live in the same database."""
    return set(People.filter(email__in=OURS).values_list("email", flat=True))


def uploads() -> dict[str, str]:
    root = Path(settings.MEDIA_ROOT)
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


def repacked(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same archive with other bytes in it, as somebody would leave it who is not us."""
    with tarfile.open(file) as archive:
        pieces = {member.name: archive.extractfile(member).read() for member in archive.getmembers()}  # type: ignore[union-attr]
    change(pieces)
    with tarfile.open(file, "w:gz") as archive:
        for name, content in pieces.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file


def test_it_comes_back_on_an_empty_machine(at: Machine, backup: Path) -> None:
    at("new")
    restore(backup, force=False, tell=quietly)
    assert emails() == {"mihon@example.jp"}
    assert Entry.objects.first().after == {"n": 0}  # type: ignore[union-attr]
    assert uploads() == {"kept/ab/abcd": "規約"}
    assert (settings.VAR / "keys" / "django").read_text() == "the key of the old machine"
    report = verify()
    assert (report.is_whole, report.sealed, report.doubts) == (True, 3, [])
    People.create(email="tsugi@example.jp")  # numbers go on where they were


def test_the_roots_noted_outside_come_back_and_speak(at: Machine, backup: Path) -> None:
    at("new")
    restore(backup, force=False, tell=quietly)
    (noted,) = (settings.VAR / "proofs").iterdir()
    noted.write_text(f"1 {'0' * 64}\n")
    assert not verify().is_whole


def test_both_files_are_for_their_owner_only(backup: Path) -> None:
    assert [path.stat().st_mode & 0o777 for path in (backup, keys_of(backup))] == [0o600, 0o600]


def test_the_keys_are_in_the_file_of_keys_alone(backup: Path) -> None:
    with tarfile.open(backup) as archive:
        assert not [name for name in archive.getnames() if "keys" in name]
    assert list(json.loads(keys_of(backup).read_text())["keys"]) == ["django"]


def test_the_commands_do_the_same_and_verify_the_journal(at: Machine, tmp_path: Path, backup: Path) -> None:
    file, said = tmp_path / "again.tar.gz", io.StringIO()
    call_command("backup", file, stdout=said)
    assert "1 uploads" in said.getvalue()
    at("new")
    call_command("restore", file, check=True, stdout=said)
    assert databases.database().is_empty()
    call_command("restore", file, stdout=said)
    assert said.getvalue().endswith("The journal is whole.\n")


def test_what_is_here_is_not_written_over(at: Machine, backup: Path) -> None:
    People.create(email="atarashii@example.jp")
    with pytest.raises(CommandError, match="the database is not empty and there are files in"):
        restore(backup, force=False, tell=quietly)
    assert emails() == {"mihon@example.jp", "atarashii@example.jp"}


def test_force_sets_it_aside(at: Machine, backup: Path) -> None:
    People.create(email="atarashii@example.jp")
    upload("kept/cd/cdef", "あとから")
    told: list[str] = []
    restore(backup, force=True, tell=told.append)
    assert emails() == {"mihon@example.jp"}
    assert uploads() == {"kept/ab/abcd": "規約"}
    (aside,) = settings.VAR.glob("uploads.before-*")
    assert (aside / "kept/cd/cdef").read_text() == "あとから"
    assert "the old database lies at" in told[0] or "dropped" in told[0]


def test_a_database_in_use_is_left_alone(at: Machine, backup: Path) -> None:
    seen, leave = Barrier(2), Event()

    def somebody() -> None:
        try:
            People.count()
            seen.wait()
            leave.wait(20)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        threads.submit(somebody)
        seen.wait()
        try:
            with pytest.raises(CommandError, match="stop server, worker and tick first"):
                restore(backup, force=True, tell=quietly)
        finally:
            leave.set()
    assert emails() == {"mihon@example.jp"}


def test_the_keys_of_another_backup_are_refused(at: Machine, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.tar.gz"
    take(other)
    keys_of(other).rename(keys_of(backup))
    at("new")
    with pytest.raises(CommandError, match="belongs to another backup"):
        restore(backup, force=False, tell=quietly)
    keys_of(backup).unlink()
    with pytest.raises(CommandError, match="needs both"):
        restore(backup, force=False, tell=quietly)


@pytest.mark.parametrize("keep", [0.3, 0.9, 0.999])
def test_a_file_that_was_cut_short_is_refused(at: Machine, backup: Path, keep: float) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * keep)])
    at("new")
    with pytest.raises(CommandError, match=r"cut short"):
        restore(backup, force=False, tell=quietly)
    assert databases.database().is_empty()


def test_a_piece_that_was_changed_added_or_taken_out_is_refused(at: Machine, backup: Path) -> None:
    whole = backup.read_bytes()
    for change in (
        lambda pieces: pieces.update({"uploads/kept/ab/abcd": "偽物".encode()}),
        lambda pieces: pieces.update({"uploads/kept/xx/xxxx": b"x"}),
        lambda pieces: pieces.pop("uploads/kept/ab/abcd"),
    ):
        backup.write_bytes(whole)
        repacked(backup, change)
        at("new")
        with pytest.raises(CommandError, match="does not agree with the manifest"):
            restore(backup, force=False, tell=quietly)
        assert databases.database().is_empty()


def test_a_piece_cannot_lie_outside_the_place_of_restore(at: Machine, backup: Path, tmp_path: Path) -> None:
    repacked(backup, lambda pieces: pieces.update({"../../outside": b"x"}))
    at("new")
    with pytest.raises(CommandError):
        restore(backup, force=False, tell=quietly)
    assert not list(tmp_path.rglob("outside"))


def test_a_newer_schema_is_refused_by_name(at: Machine, backup: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '0099_future', '2030-01-01 00:00:00Z')"
        )
    take(backup)
    at("new")
    with pytest.raises(CommandError, match=r"newer Tomoni .* does not know people\.0099_future\. Upgrade Tomoni"):
        restore(backup, force=False, tell=quietly)
    assert databases.database().is_empty()


def test_the_other_kind_of_database_is_refused(at: Machine, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    monkeypatch.setattr(type(databases.database()), "kind", other)
    at("new")
    with pytest.raises(CommandError, match="the database here is"):
        bringing_back.check(backup)


def test_another_city_is_refused(at: Machine, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at("new")
    monkeypatch.setattr(settings, "CITY", "azumino")
    with pytest.raises(CommandError, match="is the city of example; here is azumino"):
        restore(backup, force=False, tell=quietly)


def test_it_is_taken_while_others_write(at: Machine, backup: Path, tmp_path: Path) -> None:
    begun, done = Barrier(3), Event()

    def writer() -> int:
        begun.wait()
        written = 0
        try:
            while not done.is_set():
                write("people.see", who=None, about=None, after={"n": written})
                written += 1
            return written
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        writers = [threads.submit(writer) for _ in range(2)]
        try:
            begun.wait()
            manifest = take(tmp_path / "busy.tar.gz")
        finally:
            done.set()
        assert all(task.result() > 0 for task in writers)
    rows = manifest.database.rows
    assert rows["journal_entry"] == rows["journal_detail"] >= 3
    at("new")
    restore(tmp_path / "busy.tar.gz", force=False, tell=quietly)
    assert Entry.objects.count() == rows["journal_entry"]
    assert verify().is_whole


def test_no_upload_that_the_database_speaks_of_is_missing(
    at: Machine, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One comes just before the database is read, one goes just after."""
    kind = type(databases.database())
    read = kind.snapshot
    old = Path(settings.MEDIA_ROOT) / "kept/ab/abcd"

    def busy_snapshot(self: databases.Database, to: Path) -> object:
        upload("kept/cd/cdef", "あとから")
        contents = read(self, to)  # type: ignore[arg-type]
        old.unlink()
        return contents

    monkeypatch.setattr(kind, "snapshot", busy_snapshot)
    take(backup)
    at("new")
    restore(backup, force=False, tell=quietly)
    assert uploads() == {"kept/ab/abcd": "規約", "kept/cd/cdef": "あとから"}


def test_nothing_is_left_behind(at: Machine, backup: Path) -> None:
    at("new")
    restore(backup, force=False, tell=quietly)
    assert not list(settings.VAR.glob(".backup-*"))
    assert not list(backup.parent.glob("*.part"))
    assert taking.keys_of(backup).exists()
