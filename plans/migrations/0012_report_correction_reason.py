"""Why a unit corrects a report that was accepted."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0011_plan_lenient_quarters")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="correction_reason",
            field=models.CharField(
                blank=True, max_length=500, verbose_name="lý do sửa số đã tiếp nhận", default=""
            ),
            preserve_default=False,
        ),
    ]
