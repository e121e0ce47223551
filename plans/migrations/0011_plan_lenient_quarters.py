"""A setting of the plan: in how many first quarters a line is Chậm at most."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_texts_within")]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="lenient_quarters",
            field=models.PositiveSmallIntegerField(
                default=2,
                validators=[MaxValueValidator(8)],
                help_text=(
                    "Trong các quý đầu của một mục tiêu, đánh giá thấp nhất là Chậm, trừ khi số liệu đi lùi."
                ),
                verbose_name="số quý đầu chưa báo nguy cơ",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=Q(lenient_quarters__lte=8),
                name="plan_lenient_quarters_range",
                violation_error_message="Số quý đầu chưa báo nguy cơ không quá 8.",
            ),
        ),
    ]
