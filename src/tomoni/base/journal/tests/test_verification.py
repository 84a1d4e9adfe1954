"""Whatever is done to a sealed journal behind its back is found, and named."""

import datetime as dt
import io
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from tomoni.base.journal import actions, guards, notes
from tomoni.base.journal.api import Entry, erase, seal, write
from tomoni.base.journal.digests import merkle_path, merkle_root, root_along
from tomoni.base.journal.verification import Finding, Kind, Report, verify

pytestmark = pytest.mark.django_db
NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def thing() -> models.Model:
    return get_user_model().objects.create(email="mihon@example.jp")  # type: ignore[attr-defined]


@pytest.fixture
def journal(thing: models.Model, monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """Twelve entries under three seals, and two that wait."""
    monkeypatch.setattr(actions, "BATCH", 4)
    entries = [write("people.see", who=thing, about=thing, why="照会", after={"n": n}) for n in range(12)]
    seal(NOW)
    return entries + [write("people.see", who=thing, about=thing, after={"n": n}) for n in range(2)]


def behind_its_back(*statements: str) -> None:
    """What somebody does who owns the database: triggers down, then plain SQL."""
    with connection.cursor() as cursor:
        for guard in guards.CHANGING:
            on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on}")
        for statement in statements:
            cursor.execute(statement)


def findings(report: Report) -> list[tuple[Kind, str]]:
    return [(finding.kind, finding.where) for finding in report.findings]


def the_only(report: Report) -> Finding:
    (finding,) = report.findings
    return finding


def test_an_untouched_journal_is_whole(journal: list[Entry]) -> None:
    report = verify()
    assert report.is_whole
    assert (report.sealed, report.seals, report.waiting, report.doubts) == (12, 3, 2, [])


def test_an_empty_journal_is_whole() -> None:
    assert verify().is_whole


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'people.other'",
        "who_id = 99",
        "about_id = 99",
        "about_name = 'x'",
        "detail_digest = 'x'",
        "who_type_id = NULL",
    ],
)
@pytest.mark.parametrize("which", [2, 13])
def test_a_changed_entry_is_named(journal: list[Entry], change: str, which: int) -> None:
    changed = journal[which]
    behind_its_back(f"UPDATE journal_entry SET {change} WHERE id = {changed.pk}")
    finding = the_only(verify())
    assert finding.kind is Kind.CHANGED
    assert f"entry {changed.pk}" in finding.where


def test_a_changed_instant_is_found(journal: list[Entry]) -> None:
    behind_its_back(f"UPDATE journal_entry SET at = '2020-01-01 00:00:00' WHERE id = {journal[5].pk}")
    assert [kind for kind, _ in findings(verify())] == [Kind.CHANGED]


def test_a_changed_entry_with_a_digest_to_match_is_named(journal: list[Entry]) -> None:
    forged = "0" * 64
    behind_its_back(f"UPDATE journal_entry SET digest = '{forged}' WHERE id = {journal[2].pk}")
    assert the_only(verify()).where == f"entry {journal[2].pk} at position 3"


def test_two_entries_that_changed_places_are_named(journal: list[Entry]) -> None:
    one, two = journal[2].pk, journal[6].pk
    behind_its_back(
        f"UPDATE journal_entry SET position = 1000 WHERE id = {one}",
        f"UPDATE journal_entry SET position = 3 WHERE id = {two}",
        f"UPDATE journal_entry SET position = 7 WHERE id = {one}",
    )
    assert findings(verify()) == [
        (Kind.CHANGED, f"entry {two} at position 3"),
        (Kind.CHANGED, f"entry {one} at position 7"),
    ]


@pytest.mark.parametrize(("which", "where"), [(0, "position 1"), (5, "position 6"), (11, "position 12")])
def test_a_deleted_entry_is_named(journal: list[Entry], which: int, where: str) -> None:
    gone = journal[which].pk
    behind_its_back(
        f"DELETE FROM journal_detail WHERE entry_id = {gone}", f"DELETE FROM journal_entry WHERE id = {gone}"
    )
    assert findings(verify()) == [(Kind.DELETED, where)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL leaves gaps in its numbers by itself")
@pytest.mark.parametrize("which", [12, 13])
def test_an_entry_deleted_before_its_seal_is_named_on_sqlite(journal: list[Entry], which: int) -> None:
    gone = journal[which].pk
    behind_its_back(
        f"DELETE FROM journal_detail WHERE entry_id = {gone}", f"DELETE FROM journal_entry WHERE id = {gone}"
    )
    assert findings(verify()) == [(Kind.DELETED, f"entries {gone} to {gone}")]


COPY = """INSERT INTO journal_entry (position, at, verb, who_name, about_name, detail_digest, digest)
    SELECT {position}, {at}, verb, who_name, about_name, detail_digest, digest FROM journal_entry WHERE position = 4"""


@pytest.mark.parametrize("position", ["0", "77"])
def test_an_entry_slipped_in_at_a_position_of_its_own_is_found(journal: list[Entry], position: str) -> None:
    behind_its_back(COPY.format(position=position, at="at"))
    kinds = [kind for kind, _ in findings(verify())]
    assert kinds[0] is Kind.INSERTED


def test_an_entry_slipped_in_among_the_waiting_must_fit_its_digest(journal: list[Entry]) -> None:
    behind_its_back(COPY.format(position="NULL", at="at"))
    assert Kind.CHANGED in {kind for kind, _ in findings(verify())}


def test_an_entry_that_claims_to_be_older_than_the_last_seal_is_looked_at(
    journal: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    seal(NOW)
    monkeypatch.setattr(actions.timezone, "now", lambda: NOW - dt.timedelta(days=30))
    write("people.see", who=None, about=None)
    seal(NOW)
    assert "says it was written at" in verify().doubts[0]


def test_changed_values_are_named(journal: list[Entry]) -> None:
    behind_its_back(f"UPDATE journal_detail SET \"values\" = '{{}}' WHERE entry_id = {journal[3].pk}")
    assert findings(verify()) == [(Kind.VALUES_CHANGED, f"entry {journal[3].pk} at position 4")]


def test_values_that_went_without_a_rule_are_named(journal: list[Entry]) -> None:
    behind_its_back(f"DELETE FROM journal_detail WHERE entry_id = {journal[3].pk}")
    assert findings(verify()) == [(Kind.VALUES_GONE, f"entry {journal[3].pk} at position 4")]


def test_values_erased_by_a_rule_are_counted_not_found(journal: list[Entry], thing: models.Model) -> None:
    erase(journal[3], rule="people.one", basis="個人情報の保護に関する法律", who=None)
    assert (verify().is_whole, verify().erased) == (True, 1)
    erase(thing, rule="people.five_years", basis="文書管理規程", who=None)
    report = verify()
    assert (report.is_whole, report.erased) == (True, 14)


def test_a_rule_does_not_excuse_what_went_after_it(journal: list[Entry], thing: models.Model) -> None:
    erase(thing, rule="people.five_years", basis="文書管理規程", who=None)
    later = write("people.see", who=None, about=thing)
    behind_its_back(f"DELETE FROM journal_detail WHERE entry_id = {later.pk}")
    assert findings(verify()) == [(Kind.VALUES_GONE, f"entry {later.pk}")]


@pytest.mark.parametrize("change", ["root = 'x'", "chained = 'x'", "drained = NOT drained", "last = 7", "first = 6"])
def test_a_changed_seal_is_found(journal: list[Entry], change: str) -> None:
    behind_its_back(f"UPDATE journal_seal SET {change} WHERE number = 2")
    assert Kind.SEAL_CHANGED in {kind for kind, _ in findings(verify())}


def test_a_deleted_seal_is_named(journal: list[Entry]) -> None:
    behind_its_back("DELETE FROM journal_seal WHERE number = 2")
    assert findings(verify()) == [(Kind.SEAL_DELETED, "seals 2 to 2")]


def test_a_seal_deleted_from_the_end_leaves_bare_positions(journal: list[Entry]) -> None:
    behind_its_back("DELETE FROM journal_seal WHERE number = 3")
    assert findings(verify()) == [(Kind.SEAL_DELETED, "4 entries at positions 9 to 12")]


def the_end_is_cut_off() -> None:
    behind_its_back(
        "DELETE FROM journal_detail WHERE entry_id > (SELECT id FROM journal_entry WHERE position = 8)",
        "DELETE FROM journal_entry WHERE position > 8 OR position IS NULL",
        "DELETE FROM journal_seal WHERE number = 3",
    )


def test_an_end_that_was_cut_off_is_found_by_the_notes_outside(
    thing: models.Model,
    settings: "pytest.FixtureRequest",
    tmp_path: Path,
    request: pytest.FixtureRequest,
    django_capture_on_commit_callbacks: Callable[..., "chain[object]"],
) -> None:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    with django_capture_on_commit_callbacks(execute=True):
        request.getfixturevalue("journal")
    assert len(notes.read()) == 3
    assert verify().is_whole
    the_end_is_cut_off()
    assert (Kind.SEAL_DELETED, "seals 3 to 3") in findings(verify())
    assert (Kind.SEAL_DELETED, "seals 3 to 3") not in findings(verify(noted={}))


def test_a_chain_that_was_made_anew_is_found_by_a_root_noted_before(journal: list[Entry]) -> None:
    assert the_only(verify(noted={2: "f" * 64})).says.endswith("noted outside the database")


def test_the_command_says_which_row_and_fails(journal: list[Entry]) -> None:
    call_command("journal_verify", stdout=io.StringIO())
    behind_its_back(f"UPDATE journal_entry SET verb = 'x' WHERE id = {journal[2].pk}")
    said = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("journal_verify", stdout=said)
    assert refusal.value.returncode == 2
    assert f"changed: entry {journal[2].pk} at position 3" in said.getvalue()


@given(st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=40), st.data())
def test_a_leaf_reaches_the_root_along_its_path_and_no_other_does(leaves: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    root, path = merkle_root(leaves), merkle_path(leaves, index)
    assert root_along(leaves[index], path) == root
    assert root_along("00" * 32, path) != root or leaves[index] == "00" * 32
