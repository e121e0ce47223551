"""Names of accounts are compared without case; of those that differ by case alone all but the first change."""

from typing import Any

import django.db.models.functions.text
from django.db import migrations, models


def apart(names: list[str]) -> list[str]:
    """The names so that no two are alike in any case: "Kinhte" after "kinhte" becomes "Kinhte-2"."""
    given = {one.lower() for one in names}
    taken: set[str] = set()
    found = []
    for one in names:
        name, number = one, 1
        while name.lower() in taken or (number > 1 and name.lower() in given):
            number += 1
            name = f"{one[:55]}-{number}"
        taken.add(name.lower())
        found.append(name)
    return found


def tell_apart(apps: Any, schema_editor: Any) -> None:
    """The older account keeps its name; the history says what became of the other's."""
    people = apps.get_model("accounts", "User")._default_manager
    history = apps.get_model("accounts", "AuditEvent")._default_manager
    users = list(people.select_related("unit").order_by("pk"))
    for user, name in zip(users, apart([one.username for one in users]), strict=True):
        if name == user.username:
            continue
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
