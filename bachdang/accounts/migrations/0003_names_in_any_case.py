"""Names of accounts are compared without case: of those that differ by case alone all but the first get a number."""

from typing import Any

import django.db.models.functions.text
from django.db import migrations, models


def tell_apart(apps: Any, schema_editor: Any) -> None:
    """ "Kinhte" beside an older "kinhte" becomes "Kinhte-2"; the history says so."""
    people = apps.get_model("accounts", "User")._default_manager
    history = apps.get_model("accounts", "AuditEvent")._default_manager
    taken: set[str] = set()
    users = list(people.select_related("unit").order_by("pk"))
    whole = {one.username.lower() for one in users}
    for user in users:
        name, number = user.username, 1
        while name.lower() in taken or (number > 1 and name.lower() in whole):
            number += 1
            name = f"{user.username[:55]}-{number}"
        taken.add(name.lower())
        if name != user.username:
            history.create(
                verb="change",
                subject=f"accounts.user:{user.pk}",
                locality_id=user.unit.locality_id if user.unit else None,
                changes={"Tên đăng nhập": [user.username, name]},
                reason="Tên đăng nhập không còn phân biệt chữ hoa, chữ thường",
            )
            people.filter(pk=user.pk).update(username=name)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_history_stays"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("username"),
                name="username_unique_in_any_case",
                violation_error_message="Tên đăng nhập này đã có (không phân biệt chữ hoa, chữ thường).",
            ),
        ),
        migrations.AlterConstraint(
            model_name="unit",
            name="unit_code_unique",
            constraint=models.UniqueConstraint(
                fields=("locality", "code"),
                name="unit_code_unique",
                violation_error_message="Mã này đã dùng cho một đơn vị khác của địa phương. Chọn mã khác.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="unit",
            name="unit_not_own_parent",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="unit_not_own_parent",
                violation_error_message="Đơn vị không trực thuộc chính mình. Chọn đơn vị khác, hoặc để trống.",
            ),
        ),
    ]
