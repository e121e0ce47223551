"""Units, and what may be changed of an account that exists: checked, with the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Unit, User
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.roles import may

UNIT_FIELDS = ("code", "name", "short", "kind", "parent", "order")
ACCOUNT_FIELDS = ("full_name", "title", "unit", "email", "phone")
"""Not the name, role, state or password of an account: those have pages of their own."""


@transaction.atomic
def save_unit(*, unit: Unit, by: User) -> bool:
    """Add or change a unit of the own locality; whether anything changed. Raises ValidationError by field."""
    adding = unit.pk is None
    if not may(by, "accounts.add_unit" if adding else "accounts.change_unit"):
        raise PermissionDenied("Danh mục đơn vị do Văn phòng Đảng ủy hoặc quản trị hệ thống sửa.")
    if unit.locality_id != locality_of(by):
        raise PermissionDenied("Đơn vị này thuộc địa phương khác.")
    unit.full_clean(exclude=["name_key"])
    before = None if adding else Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
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
