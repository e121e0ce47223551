"""The ward itself: named on its first day by the administrator of an empty site, called otherwise later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Locality, Unit, UnitKind, User
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.roles import ADD_USER, SET_UP, may
from bachdang.vietnamese.text import code_of, fold

OFFICE_CODE, OFFICE_NAME = "vanphong", "Văn phòng Đảng ủy"
"""The unit that a ward begins with, unless its plan names one."""


def may_found(user: User) -> bool:
    """Whether this is the administrator of a site on which there is no unit yet."""
    return user.unit_id is None and may(user, ADD_USER) and not Unit.objects.exists()


@transaction.atomic
def found_ward(*, name: str, province: str, by: User) -> Locality:
    """The ward under its province, with the unit that its administrator works in."""
    if not may_found(by):
        raise PermissionDenied("Hệ thống đã có địa phương. Quản trị hệ thống gắn tài khoản vào một đơn vị.")
    parent = _province(province)
    locality = Locality.objects.create(code=_free_code(name, province), name=name, parent=parent)
    settle(locality=locality, by=by)
    changes = {"Tên": (None, name), "Trực thuộc": (None, province)}
    record_event(verb="found_ward", subject=locality, by=by, locality=locality, changes=changes)
    return locality


@transaction.atomic
def settle(*, locality: Locality, by: User) -> Unit:
    """Put the administrator who founds a ward into its office, which is made where there is none."""
    units = list(Unit.objects.filter(locality=locality))
    offices = [one for one in units if one.code == OFFICE_CODE or fold(one.name).startswith("van phong")]
    unit = next(iter(offices or units), None) or Unit.objects.create(
        locality=locality, code=OFFICE_CODE, name=OFFICE_NAME, kind=UnitKind.PARTY, order=1
    )
    by.unit = unit
    by.save(update_fields=["unit"])
    record_event(verb="change", subject=by, by=by, locality=locality, changes={"Đơn vị": (None, unit.name)})
    return unit


@transaction.atomic
def rename_ward(*, locality: Locality, name: str, province: str, by: User) -> bool:
    """Call the ward, and what it is under, otherwise; whether anything changed. Its code stays."""
    if not may(by, SET_UP) or locality_of(by) != locality.pk:
        raise PermissionDenied("Tên địa phương do Văn phòng Đảng ủy hoặc quản trị hệ thống sửa.")
    locality = Locality.objects.select_for_update(of=("self",)).select_related("parent").get(pk=locality.pk)
    before = (locality.name, locality.parent.name if locality.parent else None)
    if before == (name, province):
        return False
    if before[1] != province:
        locality.parent = _province(province)
    locality.name = name
    locality.save(update_fields=["name", "parent"])
    changes = {
        label: (old, new)
        for label, old, new in zip(("Tên", "Trực thuộc"), before, (name, province), strict=True)
        if old != new
    }
    record_event(verb="rename_ward", subject=locality, by=by, locality=locality, changes=changes)
    return True


def _province(name: str) -> Locality:
    """The province of that name, which others may be under too."""
    known = Locality.objects.filter(parent=None, name=name, units=None).first()
    return known or Locality.objects.create(code=_free_code(name, ""), name=name)


def _free_code(name: str, province: str) -> str:
    taken = set(Locality.objects.values_list("code", flat=True))
    return next(code for code in _codes(name, province) if code not in taken)


def _codes(name: str, province: str) -> Iterator[str]:
    """bach-dang, bach-dang-hai-phong, bach-dang-2 …"""
    first = code_of(Locality(name=name).place) or "dia-phuong"
    yield first
    if province:
        yield f"{first}-{code_of(Locality(name=province).place)}"[:50]
    yield from (f"{first[:45]}-{number}" for number in count(2))
