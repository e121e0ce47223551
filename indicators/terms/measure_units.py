"""Đơn vị tính of a plan: added, named anew, retired; and which of them a new indicator may have."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.overtaken import check_mark
from bachdang.accounts.reference import FLAGS
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.vietnamese.money import money_size
from bachdang.vietnamese.text import nfc, search_fold
from indicators.models import Indicator, MeasureUnit
from indicators.terms.goals import RATED
from indicators.wording import STATE
from plans.models import Plan

OWN = "“{}” chỉ dùng cho chỉ tiêu định tính và trạng thái có, không; không phải đơn vị tính."
# How much one of a unit is: thousands, a number ("/1.000 dân"), a length, weight, energy or time.
_SIZE = re.compile(
    r"[0-9][0-9.,]*|\b(?:chuc|tram|nghin|ngan|van|trieu|ti|[km]?wh?|[kcm]?m[23²³]?|ha|kg|ta|tan|lit|gio|ngay|"
    r"tuan|thang|qui|nam|tuoi)\b"
)


def is_fixed(name: str) -> bool:
    """Whether the words are the house's own, by which it knows ratings and yes/no states, or the plain %."""
    return name in (RATED, "%") or name.startswith(STATE)


def offered(plan: Plan) -> list[str]:
    """The units that a new indicator of numbers may have, in order."""
    rows = MeasureUnit.objects.filter(plan=plan, retired=False).values_list("name", flat=True)
    return [one for one in rows if one != RATED and not one.startswith(STATE)]


def with_this(unit: MeasureUnit) -> QuerySet[Indicator]:
    """The indicators that have a unit."""
    return Indicator.objects.filter(item__plan=unit.plan_id, measure=unit.name)


def keep_measures(plan: Plan, names: Iterable[str]) -> None:
    """Take the units of new indicators among the plan's."""
    known = set(MeasureUnit.objects.filter(plan=plan).values_list("name", flat=True))
    for name in dict.fromkeys(names):
        if name not in known:
            MeasureUnit.objects.create(plan=plan, name=name)


def known_as(plan: Plan, typed: str) -> str:
    """A unit as the plan writes it, whatever its letter case. Raises ValidationError for a retired one."""
    found = _named(plan, typed)
    if found is None:
        return typed
    if found.retired:
        raise ValidationError(
            {"measure": f"Đơn vị tính “{found.name}” đã ngừng dùng. Chọn đơn vị tính khác của kế hoạch."}
        )
    return found.name


@transaction.atomic
def save_measure_unit(
    *, plan: Plan, unit: MeasureUnit | None, name: str, retired: bool, by: User, seen: str | None = None
) -> bool:
    """Add a unit (`unit` None), or name it anew in every indicator that has it; whether anything changed.

    Locked rounds keep the words they were locked with. `seen`: the mark of what the form showed.
    Raises PermissionDenied, StaleForm, ValidationError by field.
    """
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy sửa danh mục đơn vị tính.")
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    name = " ".join(nfc(name).split())
    if unit is not None:
        unit = MeasureUnit.objects.get(pk=unit.pk)
        check_mark(unit, seen, "add", "change")
    if fault := _name_fault(plan, unit, name):
        raise ValidationError({"name": fault})
    if unit is None:
        unit = MeasureUnit.objects.create(plan=plan, name=name)
        record_event(
            verb="add", subject=unit, by=by, locality=plan.locality_id, changes={"Đơn vị tính": (None, name)}
        )
        return True
    if retired and is_fixed(unit.name):
        raise ValidationError({"retired": f"“{unit.name}” luôn cần đến, không ngừng dùng được."})
    return _change(unit, name, retired, by)


def _change(unit: MeasureUnit, name: str, retired: bool, by: User) -> bool:
    changes: dict[str, tuple[str | None, str]] = {}
    if name != unit.name:
        changes["Đơn vị tính"] = (unit.name, name)
        changes["Số chỉ tiêu mang tên mới"] = (None, str(with_this(unit).update(measure=name)))
    if retired != unit.retired:
        changes["Ngừng dùng"] = (FLAGS[unit.retired], FLAGS[retired])
    if not changes:
        return False
    unit.name, unit.retired = name, retired
    unit.save()
    record_event(verb="change", subject=unit, by=by, locality=unit.plan.locality_id, changes=changes)
    return True


def _named(plan: Plan, name: str) -> MeasureUnit | None:
    """The unit of these words, letter case and blanks apart."""
    sought = " ".join(nfc(name).casefold().split())
    rows = MeasureUnit.objects.filter(plan=plan)
    return next((one for one in rows if one.name.casefold() == sought), None)


def _name_fault(plan: Plan, unit: MeasureUnit | None, name: str) -> str:
    """Why a unit may not be called so; "" when it may."""
    if not name:
        return "Ghi tên đơn vị tính."
    if unit is not None and name == unit.name:
        return ""
    if unit is not None and is_fixed(unit.name):
        return f"“{unit.name}” không đổi tên được: cách tính dựa vào tên này."
    if name == RATED or name.startswith(STATE):
        return OWN.format(name)
    found = _named(plan, name)
    if found is not None and (unit is None or found.pk != unit.pk):
        ended = " và đang ngừng dùng; mở đơn vị tính đó để dùng lại" if found.retired else ""
        return f"Đã có đơn vị tính “{found.name}”{ended}."
    return "" if unit is None else _meaning_fault(unit, name)


def _meaning_fault(unit: MeasureUnit, name: str) -> str:
    """Figures stay as they are: new words that make more or less of them are no new name."""
    if not with_this(unit).exists():
        return ""
    if _size(unit.name) != _size(name) or unit.name.startswith("%") != name.startswith("%"):
        return (
            f"“{name}” khác độ lớn với “{unit.name}”: số liệu đã nhập sẽ sai. Đổi tên chỉ để sửa cách viết; "
            "muốn đo bằng đơn vị khác thì bổ sung chỉ tiêu mới theo quyết định."
        )
    return ""


def _size(name: str) -> tuple[object, ...]:
    """What of a unit's words says how much one of it is: the đồng in it, thousands, "/1.000 dân"."""
    return money_size(name), *_SIZE.findall(search_fold(name).replace("nghin", "ngan"))
