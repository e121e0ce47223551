"""Notes of figures no longer than 8.000 characters."""

from importlib import import_module
from typing import Any

import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

# The rule is that of the other texts.
cut = import_module("plans.migrations.0010_texts_within").cut


def shorten(apps: Any, schema_editor: Any) -> None:
    cut(apps, "indicators", "Measurement", "note", "indicator__item__plan")


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0004_shared_quantities"),
        ("plans", "0010_texts_within"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(shorten, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("note")), models.Value(8000)
                    )
                ),
                name="measurement_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
    ]
