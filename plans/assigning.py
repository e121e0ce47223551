"""Who reports an item: delegated to a unit under the lead or taken back, and its contact officer."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Unit, User
from bachdang.accounts.overtaken import is_overtaken, overtaken
from bachdang.accounts.querysets import units_under
from bachdang.accounts.roles import APPROVE_REPORT, EDIT_PLAN, may
from plans.models import Item, ItemKind, Report, ReportState

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
    open_reports = Report.objects.select_for_update().filter(item=item).exclude(state=ReportState.ACCEPTED)
    if open_reports.exclude(state=ReportState.DRAFT).exists():
        raise ValidationError("Báo cáo của việc này đang chờ duyệt. Duyệt hoặc trả lại trước khi giao.")
    before = item.reporter
    open_reports.update(unit=unit)
    item.reporter = unit
    changes: dict[str, tuple[str | None, str | None]] = {"Đơn vị báo cáo": (_name(before), str(unit))}
    if item.contact is not None and item.contact.unit_id != unit.pk:
        changes["Cán bộ đầu mối"] = (_name(item.contact), None)
        name_contact(item, None, by)
    item.save(update_fields=["reporter", *CONTACT])
    _record("delegate", item, by, changes, reason)
    return item


@transaction.atomic
def set_contact(*, item: Item, contact: User | None, by: User, reason: str = "") -> Item:
    """Name the contact officer (cán bộ đầu mối) of the unit that reports the item, or none."""
    item = Item.objects.select_for_update(of=("self",)).select_related("contact", "plan").get(pk=item.pk)
    if not may_delegate(item, by):
        raise PermissionDenied("Cán bộ đầu mối do lãnh đạo đơn vị báo cáo hoặc Văn phòng Đảng ủy phân công.")
    if contact is not None and (contact.unit_id != item.reporter_id or not contact.is_active):
        raise ValidationError("Cán bộ đầu mối phải là người đang làm việc ở đơn vị báo cáo.")
    before = item.contact
    if before == contact:
        return item
    name_contact(item, contact, by)
    item.save(update_fields=CONTACT)
    _record("set_contact", item, by, {"Cán bộ đầu mối": (_name(before), _name(contact))}, reason)
    return item


def name_contact(item: Item, contact: User | None, by: User) -> None:
    """Put a person, or nobody, as the contact officer, with who says so and when; not saved."""
    item.contact = contact
    item.contact_named_at = timezone.now() if contact else None
    item.contact_named_by = by if contact else None


def _name(one: object) -> str | None:
    return None if one is None else str(one)


def _record(
    verb: str, item: Item, by: User, changes: dict[str, tuple[str | None, str | None]], reason: str
) -> None:
    record_event(
        verb=verb,
        subject=item,
        by=by,
        locality=item.plan.locality_id,
        item_id=item.pk,
        changes=changes,
        reason=reason,
    )
