"""Writes about people and roles. Every change leaves an AuditEvent in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.db import models, transaction
from django.utils import timezone

from bachdang.accounts.door.devices import Where
from bachdang.accounts.door.locks import unlock
from bachdang.accounts.door.models import Session
from bachdang.accounts.door.sessions import close_sessions
from bachdang.accounts.models import AuditEvent, Locality, Unit, User
from bachdang.accounts.passwords import temporary_password
from bachdang.accounts.querysets import locality_of, subject_of
from bachdang.accounts.roles import PERMISSIONS, STAFF_ROLES, Role

if TYPE_CHECKING:
    from bachdang.accounts.roster import Person


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
    event = event_of(
        verb=verb, subject=subject, by=by, locality=locality, item_id=item_id, changes=changes, reason=reason
    )
    event.save()
    return event


def record_events(events: Iterable[AuditEvent]) -> None:
    """Append what many changes are told as, in one query."""
    AuditEvent.objects.bulk_create(list(events))


def event_of(
    *,
    verb: str,
    subject: models.Model,
    by: User | None,
    locality: Locality | int | None = None,
    item_id: int | None = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    reason: str = "",
) -> AuditEvent:
    """A row of the history that is not written yet."""
    return AuditEvent(
        verb=verb,
        subject=subject_of(subject),
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
        f"{app}.{codename}": pk
        for app, codename, pk in Permission.objects.values_list("content_type__app_label", "codename", "pk")
    }
    Group.objects.bulk_create([Group(name=role.value) for role in PERMISSIONS], ignore_conflicts=True)
    groups = dict(Group.objects.values_list("name", "pk"))
    wanted = {(groups[role.value], known[name]) for role, names in PERMISSIONS.items() for name in names}
    given = Group.permissions.through.objects
    rows = given.filter(group__in=[groups[role.value] for role in PERMISSIONS])
    found = {
        (group, permission): pk for pk, group, permission in rows.values_list("pk", "group", "permission")
    }
    given.filter(pk__in=[pk for pair, pk in found.items() if pair not in wanted]).delete()
    missing = sorted(wanted - found.keys())
    given.bulk_create(
        [given.model(group_id=group, permission_id=permission) for group, permission in missing],
        ignore_conflicts=True,
    )
    return {role.value: len(names) for role, names in PERMISSIONS.items()}


@transaction.atomic
def create_user(
    *,
    username: str,
    full_name: str,
    password: str | None,
    role: Role,
    unit: Unit | None,
    by: User | None,
    title: str = "",
    email: str = "",
    phone: str = "",
    must_change_password: bool = True,
) -> User:
    """Create an account in one role. Raises ValidationError when the password is too weak.

    Without a password nobody can sign in with it.
    """
    user = User(
        username=username,
        full_name=full_name,
        title=title,
        email=email,
        phone=phone,
        unit=unit,
        is_staff=role in STAFF_ROLES,
        must_change_password=must_change_password,
        temporary_since=timezone.now() if must_change_password else None,
    )
    if password is not None:
        validate_password(password, user)
    user.set_password(password)
    user.full_clean(exclude=["last_login"])
    user.save()
    user.groups.set([Group.objects.get(name=role.value)])
    contact = {"Chức vụ": title, "Thư điện tử": email, "Điện thoại": phone}
    record_event(
        verb="create_user",
        subject=user,
        by=by,
        locality=unit.locality_id if unit else None,
        changes={
            "Tên đăng nhập": (None, username),
            "Họ và tên": (None, full_name),
            "Vai trò": (None, role.label),
            "Đơn vị": (None, unit),
            **{name: (None, text) for name, text in contact.items() if text},
        },
    )
    return user


def account_faults(user: User, *, role: Role, is_active: bool, by: User) -> Iterator[tuple[str, str]]:
    """(field, why not) of a changed role or an account closed, for an account that exists already.

    Nobody changes their own standing, and the locality keeps an administrator. Call it in the transaction
    that writes: the administrators' rows are locked, so that two cannot close each other's account.
    """
    locality = locality_of(by)
    found = User.objects.select_for_update(of=("self",)).filter(
        is_active=True, groups__name=Role.ADMINISTRATOR, unit__locality=locality
    )
    administrators = {one.pk for one in found.order_by("pk")}
    before = user.groups.values_list("name", flat=True).first()
    if user.pk == by.pk and role.value != before:
        yield "role", "Không tự đổi vai trò của mình. Nhờ người quản trị hệ thống khác đổi."
    if user.pk == by.pk and not is_active:
        yield "is_active", "Không tự ngừng tài khoản của mình. Nhờ người quản trị hệ thống khác ngừng."
    stays = is_active and role == Role.ADMINISTRATOR
    if user.pk != by.pk and not stays and administrators == {user.pk}:
        yield "role", "Đây là người quản trị hệ thống duy nhất đang hoạt động. Cử thêm một người trước."


@transaction.atomic
def create_accounts(*, people: Sequence[Person], by: User) -> list[tuple[User, str]]:
    """Accounts of a checked list, each with its temporary password, told once; all or nothing."""
    created = []
    for one in people:
        password = temporary_password(one.user)
        user = create_user(
            username=one.entry.username,
            full_name=one.entry.full_name,
            title=one.entry.title,
            email=one.entry.email,
            phone=one.entry.phone,
            password=password,
            role=one.role,
            unit=one.user.unit,
            by=by,
        )
        created.append((user, password))
    return created


@transaction.atomic
def reset_password(*, user: User, by: User) -> str:
    """A new temporary password, told once; open sessions of the person end, and a lock after wrong ones."""
    password = temporary_password(user)
    user.set_password(password)
    user.must_change_password, user.temporary_since = True, timezone.now()
    user.save(update_fields=["password", "must_change_password", "temporary_since"])
    close_sessions(user.pk)
    unlock(user)
    _record_password("reset_password", user, "mật khẩu tạm, phải đổi khi đăng nhập", by)
    return password


@transaction.atomic
def changed_own_password(user: User, *, here: str | None) -> None:
    """Note that a person has chosen a password; everything is open from now on, in the session `here`."""
    user.must_change_password, user.temporary_since = False, None
    user.save(update_fields=["must_change_password", "temporary_since"])
    close_sessions(user.pk, but=here)
    _record_password("change_password", user, "mật khẩu người dùng tự đặt", user)


def _record_password(verb: str, user: User, words: str, by: User) -> None:
    """That it changed and to what kind; never the password."""
    locality = locality_of(user)
    record_event(verb=verb, subject=user, by=by, locality=locality, changes={"Mật khẩu": (None, words)})


@transaction.atomic
def end_session(*, user: User, key: str, where: Where) -> None:
    """A person signs another browser of theirs out."""
    if Session.objects.filter(user=user, pk=key).delete()[0]:
        record_event(
            verb="end_session", subject=user, by=user, locality=locality_of(user), changes=where.changes
        )


@transaction.atomic
def end_sessions(*, user: User, by: User) -> int:
    """Sign a person out everywhere: the person, or an administrator; how many sessions ended."""
    count = close_sessions(user.pk)
    changes = {"Số phiên kết thúc": (None, count)}
    record_event(verb="end_sessions", subject=user, by=by, locality=locality_of(user), changes=changes)
    return count


@transaction.atomic
def lift_lock(*, user: User, address: str, by: User) -> None:
    """Forget the wrong passwords of an account from an address."""
    unlock(user, address)
    changes = {"Địa chỉ": (None, address)}
    record_event(verb="lift_lock", subject=user, by=by, locality=locality_of(user), changes=changes)
