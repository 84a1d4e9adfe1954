"""The index itself, kept by the database: whoever writes a document, its words follow.

A later migration that changes Document on SQLite makes the table anew, which drops triggers: it ends with
`migrations.RunPython(index)` of this module.
"""

from django.db import migrations

# The same number as places.place().
PLACE = (
    "(({row}shelf << 56) + ((65535 - {row}quality) << 40) + 1099511627775 - {row}id)",
    "(shelf::bigint << 56) + ((65535 - quality)::bigint << 40) + 1099511627775 - id",
)

SQLITE = [
    # Without positions (detail=none) it is a quarter of the size; tokens are ours, so only spaces part them.
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(
         tokens, content='', detail=none, columnsize=0, prefix='1', tokenize="ascii tokenchars '=!@._-'")""",
    """CREATE TRIGGER IF NOT EXISTS search_index_put AFTER INSERT ON search_document BEGIN
         INSERT INTO search_index(rowid, tokens) VALUES ({new}, new.tokens);
       END""",
    """CREATE TRIGGER IF NOT EXISTS search_index_changed AFTER UPDATE ON search_document
       WHEN old.tokens <> new.tokens OR {old} <> {new} BEGIN
         INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', {old}, old.tokens);
         INSERT INTO search_index(rowid, tokens) VALUES ({new}, new.tokens);
       END""",
    """CREATE TRIGGER IF NOT EXISTS search_index_removed AFTER DELETE ON search_document BEGIN
         INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', {old}, old.tokens);
       END""",
]

POSTGRESQL = [
    """ALTER TABLE search_document
         ADD COLUMN vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED,
         ADD COLUMN place bigint GENERATED ALWAYS AS ({place}) STORED""",
    "CREATE INDEX search_by_words ON search_document USING gin (vector)",
    "CREATE INDEX search_by_place ON search_document (place)",
]


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = [statement.format(place=PLACE[1]) for statement in POSTGRESQL]
    else:
        places = {row: PLACE[0].format(row=f"{row}.") for row in ("old", "new")}
        statements = [statement.format(**places) for statement in SQLITE]
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
