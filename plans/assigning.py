"""Who reports an item: delegated to a unit under the lead or taken back, and its contact officer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import event_of, record_events
from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.accounts.overtaken import is_overtaken, overtaken
from bachdang.accounts.querysets import locality_of, units_under
from bachdang.accounts.roles import APPROVE_REPORT, EDIT_PLAN, may
from plans.models import Item, ItemKind, Report, ReportState

Changes: TypeAlias = dict[str, tuple[str | None, str | None]]
"""What the history says, by the name of the field: before, after."""
CONTACT = ["contact", "contact_named_at", "contact_named_by"]
"""What is written when a contact officer is named."""


def may_delegate(item: Item, by: User) -> bool:
    """The Party office for every item; a head for what the own unit or one under it reports.

    What a unit has set itself stays its own.
    """
    if item.kind == ItemKind.OWN:
        return False
    if may(by, EDIT_PLAN):
        return True
    return may(by, APPROVE_REPORT) and item.reporter_id in units_under(by)


def delegates(item: Item, by: User) -> set[int]:
    """Units that may be made to report the item: any of the ward for the office, own and under for a head."""
    if not may_delegate(item, by):
        return set()
    if may(by, EDIT_PLAN):
        return set(Unit.objects.filter(locality=item.plan.locality_id).values_list("pk", flat=True))
    return units_under(by)


def check_unchanged(item: Item, seen: str | None) -> None:
    """Raises Overtaken when somebody has assigned the item since the form with this mark was opened."""
    if is_overtaken(item, seen, "delegate", "set_contact"):
        now = (
            f"{_name(item.reporter) or 'chưa giao đơn vị'}, đầu mối {_name(item.contact) or 'chưa phân công'}"
        )
        raise overtaken(f"{item.code} vừa được phân công lại, nay là {now}.", item)


@transaction.atomic
def delegate(*, item: Item, unit: Unit, by: User, reason: str = "") -> Item:
    """Let another unit report the item; what it has reported stays with the one that reported it.

    An open draft goes along. Raises PermissionDenied, or ValidationError when a report is being reviewed.
    """
    item = Item.objects.select_for_update(of=("self",)).select_related("reporter", "plan").get(pk=item.pk)
    if unit.pk not in delegates(item, by):
        raise PermissionDenied("Bạn chỉ giao được cho đơn vị mình hoặc đơn vị trực thuộc.")
    if item.reporter_id == unit.pk:
        return item
    open_reports = _open_reports([item.pk])
    changes = _move(item, unit, open_reports, by)
    Report.objects.filter(pk__in=[one.pk for one in open_reports]).update(unit=unit)
    item.save(update_fields=["reporter", *CONTACT])
    record_events([_told("delegate", item, by, changes, reason)])
    return item


@transaction.atomic
def set_contact(*, item: Item, contact: User | None, by: User, reason: str = "") -> Item:
    """Name the contact officer (cán bộ đầu mối) of the unit that reports the item, or none."""
    item = Item.objects.select_for_update(of=("self",)).select_related("contact", "plan").get(pk=item.pk)
    if not may_delegate(item, by):
        raise PermissionDenied("Cán bộ đầu mối do lãnh đạo đơn vị báo cáo hoặc Văn phòng Đảng ủy phân công.")
    before = item.contact
    if not _appoint(item, contact, by):
        return item
    item.save(update_fields=CONTACT)
    record_events([_told("set_contact", item, by, _contacts(before, contact), reason)])
    return item


@dataclass(frozen=True)
class Handover:
    """To whom an item goes; `unit` None: it stays where it is. `names`: whether the contact is said too."""

    item: Item
    unit: Unit | None = None
    names: bool = False
    contact: User | None = None


@transaction.atomic
def hand_over_all(given: Sequence[Handover], by: User, reason: str = "") -> dict[int, ValidationError]:
    """`delegate`, then `set_contact`, of many items by the Party office in a few queries.

    By item why it was refused; the others are written.
    """
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Phân công của cả kế hoạch do Văn phòng Đảng ủy ghi.")
    held = Item.objects.select_for_update(of=("self",)).select_related("reporter", "contact", "plan")
    items = held.in_bulk([one.item.pk for one in given])
    reports: dict[int, list[Report]] = {}
    for report in _open_reports(items):
        reports.setdefault(report.item_id, []).append(report)
    ward = set(Unit.objects.filter(locality=locality_of(by)).values_list("pk", flat=True))
    refused: dict[int, ValidationError] = {}
    events: list[AuditEvent] = []
    moved: list[Report] = []
    for one in given:
        item = items[one.item.pk]
        if item.kind == ItemKind.OWN or (one.unit is not None and one.unit.pk not in ward):
            raise PermissionDenied("Bạn chỉ giao được cho đơn vị mình hoặc đơn vị trực thuộc.")
        told: list[AuditEvent] = []
        try:
            if one.unit is not None and item.reporter_id != one.unit.pk:
                changes = _move(item, one.unit, reports.get(item.pk, []), by)
                told.append(_told("delegate", item, by, changes, reason))
            before = item.contact
            if one.names and _appoint(item, one.contact, by):
                told.append(_told("set_contact", item, by, _contacts(before, one.contact), reason))
        except ValidationError as error:
            refused[item.pk] = error
            continue
        if told:
            moved += reports.get(item.pk, [])
        events += told
    written = [one for one in items.values() if one.pk not in refused]
    Item.objects.bulk_update(written, ["reporter", *CONTACT])
    Report.objects.bulk_update(moved, ["unit"])
    record_events(events)
    return refused


def _open_reports(items: Iterable[int]) -> list[Report]:
    rows = Report.objects.select_for_update().filter(item__in=list(items))
    return list(rows.exclude(state=ReportState.ACCEPTED))


def _move(item: Item, unit: Unit, open_reports: Iterable[Report], by: User) -> Changes:
    """Give an item and its open drafts to a unit, unsaved; what the history says. Raises ValidationError."""
    if any(one.state != ReportState.DRAFT for one in open_reports):
        raise ValidationError("Báo cáo của việc này đang chờ duyệt. Duyệt hoặc trả lại trước khi giao.")
    for report in open_reports:
        report.unit = unit
    changes: Changes = {"Đơn vị báo cáo": (_name(item.reporter), str(unit))}
    item.reporter = unit
    if item.contact is not None and item.contact.unit_id != unit.pk:
        changes["Cán bộ đầu mối"] = (_name(item.contact), None)
        name_contact(item, None, by)
    return changes


def _appoint(item: Item, contact: User | None, by: User) -> bool:
    """Name a person, or nobody, unsaved; whether that is new. Raises ValidationError."""
    if contact is not None and (contact.unit_id != item.reporter_id or not contact.is_active):
        raise ValidationError("Cán bộ đầu mối phải là người đang làm việc ở đơn vị báo cáo.")
    if item.contact == contact:
        return False
    name_contact(item, contact, by)
    return True


def _contacts(before: User | None, after: User | None) -> Changes:
    return {"Cán bộ đầu mối": (_name(before), _name(after))}


def name_contact(item: Item, contact: User | None, by: User) -> None:
    """Put a person, or nobody, as the contact officer, with who says so and when; not saved."""
    item.contact = contact
    item.contact_named_at = timezone.now() if contact else None
    item.contact_named_by = by if contact else None


def _name(one: object) -> str | None:
    return None if one is None else str(one)


def _told(verb: str, item: Item, by: User, changes: Changes, reason: str) -> AuditEvent:
    return event_of(
        verb=verb,
        subject=item,
        by=by,
        locality=item.plan.locality_id,
        item_id=item.pk,
        changes=changes,
        reason=reason,
    )
