"""Writes about a round: opening, days, lock and snapshot, one report opened again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.overtaken import overtaken
from bachdang.accounts.roles import MANAGE_PERIODS, may
from bachdang.quarter.snapshots import take_snapshot
from bachdang.reporting.flow.copying import new_revision
from bachdang.reporting.flow.notices import tell_of_lock, tell_of_reopening
from bachdang.scope.scopes import Scope
from bachdang.standing.due_reports import progress_by_unit
from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.numbers import format_date
from indicators.keeping import complete
from plans.models import Item, Period, Plan, Report, ReportState
from plans.rules import default_cutoff, default_due, judged_on


def _allow(by: User) -> None:
    if not may(by, MANAGE_PERIODS):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy quản lý kỳ báo cáo.")


def _need_reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": "Ghi rõ lý do."})
    return reason.strip()


@transaction.atomic
def open_period(
    *,
    plan: Plan,
    year: int,
    quarter: int,
    by: User,
    cutoff: date | None = None,
    due: date | None = None,
) -> Period:
    """Open a quarter's round for reporting; opening an open one changes nothing.

    Days default to Nghị định 09/2019/NĐ-CP. Raises ValidationError for a quarter outside the plan,
    a due day before the cut-off, or a period that is already locked.
    """
    if fault := plan.year_fault(year):
        raise ValidationError(fault)
    if quarter not in (1, 2, 3, 4):
        raise ValidationError({"quarter": "Chọn quý I, II, III hoặc IV."})
    known = Period.objects.select_for_update().filter(plan=plan, year=year, quarter=quarter).first()
    days = {
        "cutoff": cutoff or (known.cutoff if known else default_cutoff(year, quarter)),
        "due": due or (known.due if known else default_due(year, quarter)),
    }
    check_days(**days)
    period: Period
    period, _ = Period.objects.select_for_update().get_or_create(
        plan=plan, year=year, quarter=quarter, defaults=days
    )
    if period.locked_at is not None:
        raise ValidationError(f"{period.label} đã chốt; Văn phòng Đảng ủy mở lại từng báo cáo khi cần sửa.")
    if period.opened_at is None:
        period.opened_at, period.opened_by = timezone.now(), by
        period.cutoff, period.due = days["cutoff"], days["due"]
        period.save(update_fields=["opened_at", "opened_by", "cutoff", "due"])
        record_event(
            verb="open_period",
            subject=period,
            by=by,
            locality=plan.locality_id,
            changes={
                "Kỳ báo cáo": (None, f"{period.label} đang mở"),
                "Ngày chốt số liệu": (None, format_date(period.cutoff)),
                "Hạn gửi": (None, format_date(period.due)),
            },
        )
        complete(plan)
    return period


def check_days(cutoff: date, due: date) -> None:
    """A round is due on its cut-off day or later. Raises ValidationError that names both days."""
    if due < cutoff:
        raise ValidationError(
            {
                "due": f"Hạn gửi {format_date(due)} không được trước ngày chốt số liệu "
                f"{format_date(cutoff)}. Sửa một trong hai ngày."
            }
        )


@transaction.atomic
def change_days(*, period: Period, cutoff: date, due: date, by: User) -> Period:
    """Change the cut-off and due day of a round that is not locked."""
    _allow(by)
    period = Period.objects.select_for_update().get(pk=period.pk)
    if period.locked_at is not None:
        raise overtaken(f"{period.label} đã chốt nên không đổi ngày được.", period)
    check_days(cutoff, due)
    changes = {"Ngày chốt số liệu": (period.cutoff, cutoff), "Hạn gửi": (period.due, due)}
    changed = {
        name: (format_date(old), format_date(new)) for name, (old, new) in changes.items() if old != new
    }
    period.cutoff, period.due = cutoff, due
    period.save(update_fields=["cutoff", "due"])
    if changed:
        _record("change_period", period, by, changed)
    return period


@transaction.atomic
def lock_period(*, period: Period, by: User, today: date, reason: str = "") -> Period:
    """Chốt kỳ: nothing is written any more but in reports opened again; the snapshot is taken at once."""
    _allow(by)
    period = Period.objects.select_for_update(of=("self",)).select_related("plan__locality").get(pk=period.pk)
    if period.opened_at is None:
        raise ValidationError(f"{period.label} chưa mở nên không chốt được.")
    if period.locked_at is not None:
        raise overtaken(f"{period.label} đã được chốt.", period)
    period.as_of = judged_on(period.year, period.quarter, today)
    period.locked_at, period.locked_by = timezone.now(), by
    period.save(update_fields=["as_of", "locked_at", "locked_by"])
    changes = {"Kỳ báo cáo": ("đang mở", "đã chốt"), "Tính đến ngày": (None, format_date(period.as_of))}
    _record("lock_period", period, by, changes, reason)
    take_snapshot(period=period, by=by, reason=reason)
    tell_of_lock(period, progress_by_unit(QuarterBook(Scope(period.plan, period, [period], today=today))))
    return period


@transaction.atomic
def reopen_report(*, item: Item, period: Period, reason: str, by: User) -> Report:
    """Open one report of a locked round: a new draft that begins as the accepted one, which still counts."""
    _allow(by)
    reason = _need_reason(reason)
    period = Period.objects.select_for_update().get(pk=period.pk)
    if period.locked_at is None:
        raise ValidationError(f"{period.label} chưa chốt: đơn vị sửa được, hoặc trả lại báo cáo.")
    if item.reporter is None:
        raise ValidationError("Việc này chưa có đơn vị báo cáo.")
    found = Report.objects.filter(period=period, item=item)
    report = found.exclude(state=ReportState.ACCEPTED).first()
    if report is None:
        report = new_revision(item, period, item.reporter, found.filter(counted=True).first(), by)
    elif report.reopen_reason:
        raise overtaken("Báo cáo này đã được mở lại.", report)
    report.reopen_reason, report.state = reason, ReportState.DRAFT
    report.version += 1
    report.save()
    record_event(
        verb="reopen_report",
        subject=report,
        by=by,
        locality=period.plan.locality_id,
        item_id=item.pk,
        changes={"Báo cáo": (None, f"{period.label}, mở lại lần {report.revision}")},
        reason=reason,
    )
    tell_of_reopening(report)
    return report


def _record(
    verb: str, period: Period, by: User, changes: Mapping[str, tuple[str | None, str]], reason: str = ""
) -> None:
    record_event(
        verb=verb, subject=period, by=by, locality=period.plan.locality_id, changes=changes, reason=reason
    )
