"""On PostgreSQL the database itself refuses to empty the history at once, which no trigger on rows sees."""

from typing import Any

from django.db import migrations

FORWARD = """
CREATE TRIGGER history_is_not_emptied BEFORE TRUNCATE ON accounts_auditevent
FOR EACH STATEMENT EXECUTE FUNCTION history_stays();
"""
BACKWARD = "DROP TRIGGER history_is_not_emptied ON accounts_auditevent;"


def forward(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FORWARD)


def backward(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BACKWARD)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_passkeys")]
    operations = [migrations.RunPython(forward, backward)]
