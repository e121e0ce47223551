"""Since when a temporary password holds; those of before begin to count when the database is migrated."""

from django.db import migrations, models
from django.utils import timezone


def begin(apps, schema_editor):
    people = apps.get_model("accounts", "User").objects.filter(must_change_password=True)
    people.update(temporary_since=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_sessions")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="temporary_since",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="mật khẩu tạm từ lúc"
            ),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=True),
    ]
