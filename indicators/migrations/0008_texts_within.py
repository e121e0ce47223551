"""Notes of figures no longer than 8.000 characters."""

from typing import Any

import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Length

LONGEST = 8000


def shorten(apps: Any, schema_editor: Any) -> None:
    """What was sent past the forms is cut."""
    rows = apps.get_model("indicators", "Measurement")._default_manager
    for row in rows.annotate(n=Length("note")).filter(n__gt=LONGEST):
        rows.filter(pk=row.pk).update(note=row.note[: LONGEST - 1] + "…")


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
