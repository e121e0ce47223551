"""Names get their key anew: of a character like "⑴" it held the brackets."""

from typing import Any

from django.db import migrations

from bachdang.vietnamese.stored_keys import rewrite_keys


def forward(apps: Any, schema_editor: Any) -> None:
    rewrite_keys(apps.get_model("accounts", "Unit"), "name_key")
    rewrite_keys(apps.get_model("accounts", "User"), "name_key")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_sent_forms")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
