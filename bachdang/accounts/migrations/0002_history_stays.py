"""On PostgreSQL the database itself refuses to change or delete a row of the history."""

from typing import Any

from django.db import migrations

FORWARD = """
CREATE FUNCTION history_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'accounts_auditevent is append-only'; END $$;
CREATE TRIGGER history_stays BEFORE UPDATE OR DELETE ON accounts_auditevent
FOR EACH ROW EXECUTE FUNCTION history_stays();
"""
BACKWARD = """
DROP TRIGGER history_stays ON accounts_auditevent;
DROP FUNCTION history_stays();
"""


def forward(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FORWARD)


def backward(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BACKWARD)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
