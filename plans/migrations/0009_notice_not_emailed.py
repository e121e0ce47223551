from django.db import migrations


class Migration(migrations.Migration):
    """On its own: PostgreSQL alters no table with rows that wait for their checks."""

    dependencies = [("plans", "0009_letters")]

    operations = [migrations.RemoveField(model_name="notice", name="emailed_at")]
