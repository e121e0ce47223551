"""Units, and what may be changed of an account that exists: checked, with the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from bachdang.accounts.actions import account_faults, record_event
from bachdang.accounts.door.sessions import close_sessions
from bachdang.accounts.models import Unit, User
from bachdang.accounts.overtaken import check_mark
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.roles import STAFF_ROLES, Role, may

UNIT_FIELDS = ("code", "name", "short", "kind", "parent", "order")
ACCOUNT_FIELDS = ("full_name", "title", "unit", "email", "phone")
"""What a workbook may change of an account: not its name, role, state or password."""
EDITS = ("add", "change")
"""What the history says of a row whose form may be open elsewhere."""
FLAGS = {True: "có", False: "không"}


@transaction.atomic
def save_unit(*, unit: Unit, by: User, seen: str | None = None) -> bool:
    """Add or change a unit of the own locality; whether anything changed. `seen`: the mark of the form.

    Raises ValidationError by field, StaleForm when somebody has changed the unit since.
    """
    adding = unit.pk is None
    if not may(by, "accounts.add_unit" if adding else "accounts.change_unit"):
        raise PermissionDenied("Danh mục đơn vị do Văn phòng Đảng ủy hoặc quản trị hệ thống sửa.")
    if unit.locality_id != locality_of(by):
        raise PermissionDenied("Đơn vị này thuộc địa phương khác.")
    before = None if adding else Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if before is not None:
        check_mark(before, seen, *EDITS)
    unit.full_clean(exclude=["name_key"])
    return _save(unit, before, UNIT_FIELDS, by)


@transaction.atomic
def change_account(*, user: User, values: Mapping[str, Any], by: User) -> bool:
    """Change ACCOUNT_FIELDS of a person of the own locality; whether anything changed.

    Raises ValidationError by field.
    """
    if not may(by, "accounts.change_user"):
        raise PermissionDenied("Tài khoản do quản trị hệ thống sửa.")
    before = User.objects.select_for_update(of=("self",)).select_related("unit").get(pk=user.pk)
    unit = values.get("unit", before.unit)
    if locality_of(by) is None or {one.locality_id for one in (before.unit, unit) if one} != {
        locality_of(by)
    }:
        raise PermissionDenied("Tài khoản hoặc đơn vị này thuộc địa phương khác.")
    user = User.objects.select_related("unit").get(pk=user.pk)
    for name in ACCOUNT_FIELDS:
        setattr(user, name, values.get(name, getattr(user, name)))
    user.clean_fields(exclude=["password", "last_login", "name_key"])
    return _save(user, before, ACCOUNT_FIELDS, by)


@transaction.atomic
def save_account(*, user: User, values: Mapping[str, Any], by: User, seen: str | None = None) -> bool:
    """Change ACCOUNT_FIELDS, the role (`role`) and whether the account is active (`is_active`).

    Raises ValidationError by field, StaleForm and PermissionDenied as change_account.
    """
    check_mark(User.objects.select_for_update(of=("self",)).get(pk=user.pk), seen, *EDITS)
    changed = change_account(user=user, values=values, by=by)
    user = User.objects.get(pk=user.pk)
    role, is_active = Role(values["role"]), values["is_active"]
    if faults := dict(account_faults(user, role=role, is_active=is_active, by=by)):
        raise ValidationError(faults)
    was = user.groups.filter(name__in=Role.values).values_list("name", flat=True).first()
    changes: dict[str, tuple[Any, Any]] = {}
    if role != was:
        changes["Vai trò"] = (Role(was).label if was else None, role.label)
    if is_active != user.is_active:
        changes["Đang hoạt động"] = (FLAGS[user.is_active], FLAGS[is_active])
    if not changes:
        return changed
    user.is_active, user.is_staff = is_active, role in STAFF_ROLES
    user.save(update_fields=["is_active", "is_staff"])
    user.groups.set(Group.objects.filter(name=role.value))
    if not is_active:
        close_sessions(user.pk)
    record_event(verb="change", subject=user, by=by, locality=locality_of(by), changes=changes)
    return True


def _save(row: models.Model, before: models.Model | None, names: tuple[str, ...], by: User) -> bool:
    """Write what differs, and the history of it."""
    changes: dict[str, tuple[Any, Any]] = {}
    for name in names:
        old, new = getattr(before, name) if before else None, getattr(row, name)
        if (old or None) != (new or None):
            label = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            changes[label[:1].upper() + label[1:]] = (_said(before, name), _said(row, name))
    if not changes:
        return False
    row.save()
    verb = "change" if before else "add"
    record_event(verb=verb, subject=row, by=by, locality=locality_of(by), changes=changes)
    return True


def _said(row: models.Model | None, name: str) -> Any:
    """A value as people read it: the label of a choice; None for a blank."""
    labelled = getattr(row, f"get_{name}_display", None)
    return (labelled() if labelled is not None else getattr(row, name, None)) or None
