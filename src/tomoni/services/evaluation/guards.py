"""The database itself refuses to change a published sheet, what a sheet took from the plan, and a note.

The triggers are put up after every migration, because SQLite drops a table's triggers whenever it rebuilds the table.
Deleting is refused by the models only: tests must be able to empty the tables they have used.
"""

from typing import Any

from django.db import connections

SHEET, NOTE = "evaluation_evaluationsheet", "evaluation_sheetnote"
REFUSALS = (
    (SHEET, "a_published_sheet_stands", "OLD.state = 'published'", "a published sheet is not changed"),
    (SHEET, "facts_of_a_sheet_stand", "OLD.facts <> NEW.facts", "what a sheet took from the plan is not changed"),
    (NOTE, "a_note_stands", "1 = 1", "a note beside a sheet is not changed"),
)


def after_migration(using: str, **rest: Any) -> None:
    connection = connections[using]
    there = connection.introspection.table_names()
    if not {SHEET, NOTE} <= set(there):
        return
    told = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for table, name, when, refusal in REFUSALS:
            for statement in told(table, name, when, refusal):
                cursor.execute(statement)


def _sqlite(table: str, name: str, when: str, refusal: str) -> tuple[str, ...]:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE UPDATE ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    )


def _postgresql(table: str, name: str, when: str, refusal: str) -> tuple[str, ...]:
    return (
        f"""CREATE OR REPLACE FUNCTION evaluation_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE ON {table} "
        f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION evaluation_{name}()",
    )
