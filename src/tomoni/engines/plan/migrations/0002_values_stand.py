"""The database itself refuses to change a kept value. (Deleting is refused by the model: tests must be able to flush.)"""

from typing import Any

from django.db import migrations

REFUSAL = "A kept value is not changed; a correction is a new value beside it."
TABLE = "plan_indicatorvalue"

SQLITE = (f"CREATE TRIGGER a_kept_value_stands BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",)
POSTGRESQL = (
    f"CREATE FUNCTION a_kept_value_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    f"CREATE TRIGGER a_kept_value_stands BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION a_kept_value_stands()",
)


def guard(apps: Any, editor: Any) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def unguard(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER IF EXISTS a_kept_value_stands ON {TABLE}")
        editor.execute("DROP FUNCTION IF EXISTS a_kept_value_stands()")
    else:
        editor.execute("DROP TRIGGER IF EXISTS a_kept_value_stands")


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
