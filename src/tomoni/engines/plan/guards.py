"""The database itself refuses to change a kept value, or what a target says.

The triggers are put up after every migration, because SQLite drops a table's triggers whenever it rebuilds the table.
Deleting is refused by the models and actions only: tests must be able to empty the tables they have used.
"""

from typing import Any

from django.db import connections

KEPT, TARGETS = "plan_indicatorvalue", "plan_target"
REFUSALS = {
    KEPT: "a kept value is not changed; a correction is a new value beside it",
    TARGETS: "a target is not changed; a new one is set beside it",
}
# What a target says. Its source and reasons may be worded better.
STANDS = ("indicator_id", "value", "day", "decided_on", "valid_from")
SQLITE = (
    f"CREATE TRIGGER IF NOT EXISTS a_kept_value_stands BEFORE UPDATE ON {KEPT} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSALS[KEPT]}'); END",
    f"CREATE TRIGGER IF NOT EXISTS a_target_stands BEFORE UPDATE ON {TARGETS} "
    f"WHEN {' OR '.join(f'OLD.{name} IS NOT NEW.{name}' for name in STANDS)} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSALS[TARGETS]}'); END",
)
POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION plan_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSALS[KEPT]}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"CREATE OR REPLACE TRIGGER a_kept_value_stands BEFORE UPDATE ON {KEPT} "
    "FOR EACH ROW EXECUTE FUNCTION plan_refuses()",
    f"""CREATE OR REPLACE FUNCTION plan_refuses_target() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSALS[TARGETS]}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"CREATE OR REPLACE TRIGGER a_target_stands BEFORE UPDATE ON {TARGETS} FOR EACH ROW "
    f"WHEN ({' OR '.join(f'OLD.{name} IS DISTINCT FROM NEW.{name}' for name in STANDS)}) "
    "EXECUTE FUNCTION plan_refuses_target()",
)


def after_migration(using: str, **rest: Any) -> None:
    connection = connections[using]
    if {KEPT, TARGETS} <= set(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
                cursor.execute(statement)
