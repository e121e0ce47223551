"""Titles get their key anew: of a character like "⑴" it held the brackets."""

from typing import Any

from django.db import migrations

from bachdang.vietnamese.stored_keys import rewrite_keys


def forward(apps: Any, schema_editor: Any) -> None:
    rewrite_keys(apps.get_model("plans", "Terms"), "title_key")


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_report_correction_reason")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
