"""Which figures count things: read once from the unit of measure and the names of the parts."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q

from indicators.counting import DENOMINATOR, NUMERATOR, VALUE, counted_parts


def read_from_words(apps, schema_editor):
    indicators = apps.get_model("indicators", "Indicator")
    for one in indicators.objects.all():
        parts = counted_parts(
            one.measure,
            is_rate=one.denominator_accumulation != "",
            numerator_name=one.numerator_name,
            denominator_name=one.denominator_name,
        )
        one.counted = VALUE in parts or NUMERATOR in parts
        one.denominator_counted = DENOMINATOR in parts
        one.save(update_fields=["counted", "denominator_counted"])


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_measurement_document")]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="counted",
            field=models.BooleanField(default=False, verbose_name="đếm bằng số nguyên"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="denominator_counted",
            field=models.BooleanField(default=False, verbose_name="mẫu số đếm bằng số nguyên"),
        ),
        migrations.RunPython(read_from_words, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=Q(denominator_counted=False) | ~Q(denominator_accumulation=""),
                name="indicator_denominator_counted_of_rate",
            ),
        ),
    ]
