"""Writes about people and roles. Every change leaves an AuditEvent in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.db import models, transaction

from bachdang.accounts.models import AuditEvent, Locality, Unit, User
from bachdang.accounts.roles import PERMISSIONS, STAFF_ROLES, Role


def record_event(
    *,
    verb: str,
    subject: models.Model,
    by: User | None,
    locality: Locality | int | None = None,
    item_id: int | None = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    reason: str = "",
) -> AuditEvent:
    """Append one row to the history. `changes` maps a field to (old, new); None stays None."""
    return AuditEvent.objects.create(
        verb=verb,
        subject=f"{subject._meta.label_lower}:{subject.pk}",
        by=by,
        locality_id=locality.pk if isinstance(locality, Locality) else locality,
        item_id=item_id,
        changes={field: [_as_text(old), _as_text(new)] for field, (old, new) in (changes or {}).items()},
        reason=reason,
    )


def _as_text(value: object) -> str | None:
    return None if value is None else str(value)


@transaction.atomic
def sync_roles() -> dict[str, int]:
    """Write roles.PERMISSIONS into Django's groups; returns role → number of permissions. Idempotent."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    counts = {}
    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set([known[name] for name in names])
        counts[role.value] = len(names)
    return counts


@transaction.atomic
def create_user(
    *,
    username: str,
    full_name: str,
    password: str,
    role: Role,
    unit: Unit | None,
    by: User | None,
    title: str = "",
    must_change_password: bool = True,
) -> User:
    """Create an account in one role. Raises ValidationError when the password is too weak."""
    user = User(
        username=username,
        full_name=full_name,
        title=title,
        unit=unit,
        is_staff=role in STAFF_ROLES,
        must_change_password=must_change_password,
    )
    validate_password(password, user)
    user.set_password(password)
    user.full_clean(exclude=["last_login"])
    user.save()
    user.groups.set([Group.objects.get(name=role.value)])
    record_event(
        verb="create_user",
        subject=user,
        by=by,
        locality=unit.locality_id if unit else None,
        changes={"username": (None, username), "role": (None, role.value)},
    )
    return user
