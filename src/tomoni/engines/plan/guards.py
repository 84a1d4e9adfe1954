"""The database itself refuses to change a kept value.

The trigger is put up after every migration, because SQLite drops a table's triggers whenever it rebuilds the table.
Deleting is refused by the model only: tests must be able to empty the tables they have used.
"""

from typing import Any

from django.db import connections

TABLE = "plan_indicatorvalue"
REFUSAL = "a kept value is not changed; a correction is a new value beside it"
SQLITE = (
    f"CREATE TRIGGER IF NOT EXISTS a_kept_value_stands BEFORE UPDATE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION plan_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"CREATE OR REPLACE TRIGGER a_kept_value_stands BEFORE UPDATE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION plan_refuses()",
)


def after_migration(using: str, **rest: Any) -> None:
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        with connection.cursor() as cursor:
            for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
                cursor.execute(statement)
