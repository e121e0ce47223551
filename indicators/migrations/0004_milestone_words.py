"""What a unit may say of a milestone before its day: nguy cơ không đạt."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_counted_things")]

    operations = [
        migrations.AlterField(
            model_name="measurement",
            name="rating",
            field=models.CharField(
                blank=True,
                choices=[
                    ("met", "Đạt"),
                    ("on_track", "Đúng tiến độ"),
                    ("slow", "Chậm"),
                    ("at_risk", "Nguy cơ không đạt"),
                    ("failed", "Không đạt"),
                ],
                max_length=10,
                verbose_name="tự đánh giá",
            ),
        ),
    ]
