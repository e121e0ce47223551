"""Units and people keep the key by which their names are ordered, the same on every database."""

from typing import Any

from django.db import migrations

import bachdang.vietnamese.stored_keys
from bachdang.vietnamese.stored_keys import rewrite_keys


def forward(apps: Any, schema_editor: Any) -> None:
    rewrite_keys(apps.get_model("accounts", "Unit"), "name_key")
    rewrite_keys(apps.get_model("accounts", "User"), "name_key")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_names_in_any_case")]
    operations = [
        migrations.AddField(
            "unit",
            "name_key",
            bachdang.vietnamese.stored_keys.OrderKey(of=("short", "name"), verbose_name="khóa sắp xếp"),
        ),
        migrations.AddField(
            "user",
            "name_key",
            bachdang.vietnamese.stored_keys.NameKey(
                of=("full_name", "username"), verbose_name="khóa sắp xếp"
            ),
        ),
        migrations.RunPython(forward, migrations.RunPython.noop),
    ]
