"""What takes back a whole round: one opened by mistake, and one that was locked."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.overtaken import overtaken
from bachdang.accounts.roles import MANAGE_PERIODS, may
from bachdang.reporting.flow.notices import tell_of_reopened_round
from bachdang.scope.scopes import Scope
from bachdang.standing.due_reports import progress_by_unit
from bachdang.standing.quarter_book import QuarterBook
from indicators.keeping import drop_unkept, restate
from indicators.rules import Quarter
from plans.models import Extension, ExtensionRequest, Override, Period, Report


def withdrawal_fault(period: Period) -> str:
    """Why a round cannot be withdrawn; "" for one that is open and empty."""
    if period.opened_at is None:
        return f"{period.label} chưa mở."
    if period.locked_at is not None:
        return f"{period.label} đã chốt. Mở lại cả kỳ, có ghi lý do, rồi hủy mở."
    if count := Report.objects.filter(period=period).count():
        return f"{period.label} đã có {count} báo cáo nên không hủy mở được."
    if Override.objects.filter(period=period).exists():
        return f"{period.label} đã có đánh giá của Văn phòng nên không hủy mở được."
    return ""


@transaction.atomic
def withdraw_period(*, period: Period, by: User) -> Period:
    """Take back the opening of a round in which nothing was reported; it may be opened again."""
    _allow(by)
    period = Period.objects.select_for_update(of=("self",)).select_related("plan").get(pk=period.pk)
    if fault := withdrawal_fault(period):
        raise overtaken(fault, period)
    period.opened_at = period.opened_by = None
    period.save(update_fields=["opened_at", "opened_by"])
    Extension.objects.filter(period=period).delete()
    ExtensionRequest.objects.filter(period=period).delete()
    _record("withdraw_period", period, by, ("đang mở", "chưa mở"))
    drop_unkept(period.plan)
    return period


@transaction.atomic
def reopen_period(*, period: Period, reason: str, by: User) -> Period:
    """Open a locked round as a whole. What was frozen stays; the next lock makes the next version."""
    _allow(by)
    if not reason.strip():
        raise ValidationError({"reason": "Ghi rõ lý do."})
    period = Period.objects.select_for_update(of=("self",)).select_related("plan__locality").get(pk=period.pk)
    if period.locked_at is None:
        raise overtaken(f"{period.label} đang mở, không cần mở lại.", period)
    locked = period.locked_at
    period.locked_at = period.locked_by = period.as_of = None
    period.save(update_fields=["locked_at", "locked_by", "as_of"])
    _record("reopen_period", period, by, ("đã chốt", "đang mở"), reason.strip())
    restate(period.plan, since=Quarter(period.year, period.quarter))
    progress = progress_by_unit(QuarterBook(Scope(period.plan, period, [period])))
    tell_of_reopened_round(period, progress, reason.strip(), locked)
    return period


def _allow(by: User) -> None:
    if not may(by, MANAGE_PERIODS):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy quản lý kỳ báo cáo.")


def _record(verb: str, period: Period, by: User, states: tuple[str, str], reason: str = "") -> None:
    record_event(
        verb=verb,
        subject=period,
        by=by,
        locality=period.plan.locality_id,
        changes={"Kỳ báo cáo": states},
        reason=reason,
    )
