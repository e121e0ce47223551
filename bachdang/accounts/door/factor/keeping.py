"""Setting the second factor up, using it, taking it away: each with its line in the history."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.door.factor.codes import (
    fingerprint,
    matching_step,
    new_recovery_codes,
    seal,
    unseal,
)
from bachdang.accounts.door.models import SecondFactor
from bachdang.accounts.models import User
from bachdang.accounts.querysets import locality_of


def factor_of(user: User) -> SecondFactor | None:
    """None also while the setting is off."""
    if settings.SECOND_FACTOR == "off":
        return None
    return SecondFactor.objects.filter(user=user).first()


def must_have(user: User) -> bool:
    """Whether the setting asks this person for one: the office and administrators (STAFF_ROLES)."""
    return settings.SECOND_FACTOR == "required" and user.is_staff


@transaction.atomic
def set_up(*, user: User, key: str, code: str) -> list[str] | None:
    """Keep the key once its first code was right; the recovery codes, told once. None for a wrong code."""
    step = matching_step(key, code, at=timezone.now(), after=0)
    if step is None:
        return None
    codes = new_recovery_codes()
    kept = {"sealed": seal(key), "last_step": step, "since": timezone.now()}
    SecondFactor.objects.update_or_create(
        user=user, defaults={**kept, "recovery": [fingerprint(one) for one in codes]}
    )
    record_factor("set_second_factor", user, by=user, after="bật")
    return codes


@transaction.atomic
def spend(user: User, code: str) -> str:
    """Use a code of the app or a recovery code; by what it was, in words, "" when it is neither."""
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None:
        return ""
    key = unseal(factor.sealed)
    step = key and matching_step(key, code, at=timezone.now(), after=factor.last_step)
    if step:
        factor.last_step = int(step)
        factor.save(update_fields=["last_step"])
        return "mã của ứng dụng"
    if (mark := fingerprint(code)) in factor.recovery:
        factor.recovery = [one for one in factor.recovery if one != mark]
        factor.save(update_fields=["recovery"])
        return f"mã dự phòng, còn {len(factor.recovery)} mã"
    return ""


@transaction.atomic
def renew_recovery_codes(*, user: User) -> list[str]:
    """New ones, told once; those of before open nothing any more."""
    codes = new_recovery_codes()
    SecondFactor.objects.filter(user=user).update(recovery=[fingerprint(one) for one in codes])
    record_factor("renew_recovery_codes", user, by=user, after=f"{len(codes)} mã mới")
    return codes


@transaction.atomic
def drop(*, user: User, by: User) -> bool:
    """Without it from now on: the person's own wish, or an administrator's act for a lost phone."""
    user.passkeys.all().delete()
    if not SecondFactor.objects.filter(user=user).delete()[0]:
        return False
    record_factor("drop_second_factor" if user == by else "reset_second_factor", user, by=by, after="tắt")
    return True


def record_factor(verb: str, user: User, *, by: User, after: str) -> None:
    """One line of the history about a person's second factor."""
    changes = {"Xác thực hai bước": (None, after)}
    record_event(verb=verb, subject=user, by=by, locality=locality_of(user), changes=changes)
