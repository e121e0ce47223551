"""One quantity entered once, half a fraction in a figure, and the words for a milestone before its day."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

_NO_NUMBER = Q(value__isnull=True, numerator__isnull=True, denominator__isnull=True)
_VALUE = Q(value__isnull=False, numerator__isnull=True, denominator__isnull=True)
_PARTS = Q(value__isnull=True) & (Q(numerator__isnull=False) | Q(denominator__isnull=False))


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
        migrations.AddField(
            model_name="indicator",
            name="numerator_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gives_numerator",
                to="indicators.indicator",
                verbose_name="tử số lấy từ",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="denominator_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gives_denominator",
                to="indicators.indicator",
                verbose_name="mẫu số lấy từ",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=Q(numerator_from__isnull=True, denominator_from__isnull=True)
                | (~Q(denominator_accumulation="") & Q(derived_rule="")),
                name="indicator_shares_parts_of_a_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=~Q(numerator_from=F("item"))
                & ~Q(denominator_from=F("item"))
                & ~Q(numerator_from=F("denominator_from")),
                name="indicator_shares_of_others",
            ),
        ),
        migrations.RemoveConstraint(model_name="measurement", name="measurement_one_kind_of_figure"),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=((_VALUE | _PARTS) & Q(rating="")) | (_NO_NUMBER & ~Q(rating="")),
                name="measurement_one_kind_of_figure",
            ),
        ),
    ]
