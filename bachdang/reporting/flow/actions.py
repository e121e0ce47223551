"""Every write about a report: saved as a draft, moved on step by step, counted when accepted.

One mechanism for all kinds of items. Each action is atomic and leaves its history in the same transaction.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Unit, User
from bachdang.accounts.querysets import units_under
from bachdang.accounts.roles import ACCEPT_REPORT, APPROVE_REPORT, WRITE_REPORT, may
from bachdang.quarter.snapshots import take_snapshot
from bachdang.reporting.flow.content import Content, facts_of, write_words
from bachdang.reporting.flow.copying import new_revision
from bachdang.reporting.flow.facts import Facts, Lines, differences
from bachdang.reporting.flow.notices import tell_of
from indicators.keeping import restate
from indicators.models import Measurement
from indicators.rules import Quarter
from plans.flow import RETURNS, Lock, Step, after, can, refusal, wrong_step
from plans.milestones import refresh_milestones
from plans.models import Extension, Item, ItemKind, Occurrence, Period, Report, ReportState, TaskResult


class WrongStep(PermissionDenied):
    """A right role on the wrong step of the flow."""


class StaleReport(ValidationError):
    """Someone else saved since the form was opened; `lines` are (what stands there now, what was typed)."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(
            "Có người vừa lưu báo cáo này trong lúc bạn nhập. Số vừa lưu được ghi dưới đây: "
            "lưu lần nữa để dùng số của bạn, hoặc tải lại trang để dùng số của họ."
        )
        self.lines = lines


def seen_token(report: Report | None) -> str:
    """Names the very state of a report that a form showed."""
    return f"{report.revision}.{report.version}" if report else ""


def current_report(item: Item | int, period: Period) -> Report | None:
    """The report on its way, else the one that counts."""
    found = Report.objects.filter(period=period, item=item).select_related("item", "unit")
    return found.exclude(state=ReportState.ACCEPTED).first() or found.filter(counted=True).first()


def lock_of(period: Period, unit: Unit, report: Report | None) -> Lock:
    """The locks on a unit's report of a period, extension included."""
    return lock_with(period, Extension.objects.filter(period=period, unit=unit).first(), report)


def lock_with(period: Period, extension: Extension | None, report: Report | None) -> Lock:
    """The same when the unit's extension is known already."""
    on_its_way = report is not None and report.state != ReportState.ACCEPTED
    reopened = on_its_way and report is not None and report.reopen_reason != ""
    returned = on_its_way and report is not None and report.returned_from == ReportState.SENT
    return Lock(
        label=period.label,
        opened=period.opened_at is not None,
        locked=period.locked_at is not None,
        due=max(period.due, extension.due) if extension else period.due,
        exempt=reopened or returned,
        reopened=reopened,
    )


@transaction.atomic
def save_report(*, item: Item, period: Period, content: Content, by: User, seen: str, today: date) -> Report:
    """Write the unit's words and figures into the draft of the period, as a new revision when none is open.

    The accepted revision counts until the new one is accepted. `seen` is the token of the form; the same
    content sent twice is one save. Raises PermissionDenied, WrongStep, StaleReport, or ValidationError.
    """
    unit = by.unit
    if item.kind == ItemKind.OWN:
        raise PermissionDenied("Việc đơn vị tự đặt không gửi qua kỳ báo cáo.")
    if unit is None or item.reporter_id != unit.pk or not may(by, WRITE_REPORT):
        raise PermissionDenied("Việc này do đơn vị khác báo cáo.")
    period = Period.objects.select_for_update().get(pk=period.pk)
    before = current_report(item, period)
    earlier = facts_of(before)
    if seen != seen_token(before):
        typed = _would_say(item, period, content, before, by)
        if before is not None and typed == earlier:
            return before
        raise StaleReport(differences(earlier, typed))
    if reason := refusal(lock_of(period, unit, before), today):
        raise ValidationError(reason)
    _check_state(before, by)
    _check_content(item, period, content)
    report = _write(item, period, content, before, by)
    lines = differences(earlier, facts_of(report))
    report.corrected |= bool(lines and report.returned_from)
    report.version += 1
    report.save()
    _record("save_report", report, by, changes=lines)
    return report


def _write(item: Item, period: Period, content: Content, before: Report | None, by: User) -> Report:
    assert by.unit is not None
    report = _open_revision(item, period, by.unit, before, by)
    if content.part is not None:
        content.part.write(report, before, by)
    write_words(report, content)
    return report


def _would_say(item: Item, period: Period, content: Content, before: Report | None, by: User) -> Facts:
    """What the report would state after a save: written, read as any report is, and undone."""
    _check_content(item, period, content)
    with transaction.atomic():
        stated = facts_of(_write(item, period, content, before, by))
        transaction.set_rollback(True)
    return stated


def _check_state(report: Report | None, by: User) -> None:
    if report is None or report.state in (ReportState.DRAFT, ReportState.ACCEPTED):
        return
    if report.state == ReportState.WAITING and may(by, APPROVE_REPORT):
        return
    now = ReportState(report.state).label
    raise WrongStep(f"Báo cáo đang ở bước “{now}” nên chưa sửa được. Rút lại, hoặc chờ được trả lại.")


def _check_content(item: Item, period: Period, content: Content) -> None:
    if content.part is None:
        return
    messages = [message for _, message in content.part.faults(item, period)]
    if messages:
        raise ValidationError(messages)


def _open_revision(item: Item, period: Period, unit: Unit, before: Report | None, by: User) -> Report:
    """The report on its way, or a new revision that begins as a copy of the accepted one."""
    if before is not None and before.state != ReportState.ACCEPTED:
        return before
    return new_revision(item, period, unit, before, by)


@transaction.atomic
def advance(*, report: Report, step: Step, by: User, today: date, reason: str = "") -> Report:
    """Take one step with a report. Raises PermissionDenied, WrongStep, or ValidationError."""
    period = Period.objects.select_for_update().get(pk=report.period_id)
    report = Report.objects.select_for_update(of=("self",)).select_related("unit").get(pk=report.pk)
    _allow(report, step, by)
    if not can(step, report.state):
        raise WrongStep(wrong_step(step, report.state))
    if step in RETURNS and not reason.strip():
        raise ValidationError("Ghi lý do trả lại để người nhập biết cần sửa gì.")
    if step in (Step.SUBMIT, Step.APPROVE):
        if message := refusal(lock_of(period, report.unit, report), today):
            raise ValidationError(message)
        if is_blank(report):
            raise ValidationError(
                "Báo cáo chưa có nội dung. Nhập số liệu, kết quả, hoặc lý do chưa có số liệu."
            )
    before = ReportState(report.state).label
    _move(report, step, by, reason.strip())
    report.version += 1
    report.save()
    if step is Step.ACCEPT:
        _count(report)
        if period.locked_at is not None:
            take_snapshot(period=period, by=by, reason=report.reopen_reason or "Tiếp nhận sau khi chốt")
    changes: Lines = {"Bước": (before, ReportState(report.state).label)}
    _record(step.value, report, by, changes=changes, reason=reason.strip())
    tell_of(report, step)
    return report


def _allow(report: Report, step: Step, by: User) -> None:
    """The role and unit for a step; which objects a person sees at all is the views' business (404)."""
    own = by.unit_id == report.unit_id
    if step in (Step.ACCEPT, Step.RETURN):
        allowed = may(by, ACCEPT_REPORT)
    elif step in (Step.APPROVE, Step.SEND_BACK):
        allowed = may(by, APPROVE_REPORT) and report.unit_id in units_under(by)
    else:
        allowed = own and may(by, WRITE_REPORT)
    if not allowed:
        raise PermissionDenied("Vai trò của bạn không làm bước này.")


def _move(report: Report, step: Step, by: User, reason: str) -> None:
    now: dict[str, Any] = {"at": timezone.now(), "by": by}
    stamps = {Step.SUBMIT: "submitted", Step.APPROVE: "sent", Step.ACCEPT: "accepted"}
    if step in stamps:
        setattr(report, f"{stamps[step]}_at", now["at"])
        setattr(report, f"{stamps[step]}_by", now["by"])
    if step is Step.APPROVE and report.submitted_at is None:
        report.submitted_at, report.submitted_by = now["at"], by
    if step is Step.APPROVE and report.first_sent_on is None:
        report.first_sent_on = timezone.localdate(now["at"])
    if step in RETURNS:
        report.corrected = False
        report.returned_from, report.return_reason = report.state, reason
        report.returned_at, report.returned_by = now["at"], by
    report.state = after(step)
    if step is Step.ACCEPT:
        report.returned_from = ""


def is_blank(report: Report) -> bool:
    """Whether a report says nothing yet."""
    return not facts_of(report)


def _count(report: Report) -> None:
    """Let an accepted report count in place of the one before it; its rows themselves stay."""
    Report.objects.filter(period=report.period_id, item=report.item_id, counted=True).update(counted=False)
    Measurement.objects.filter(
        report__period=report.period_id, report__item=report.item_id, counted=True
    ).update(counted=False)
    for one in report.measurements.all():
        same = Measurement.objects.filter(indicator=one.indicator_id, year=one.year, quarter=one.quarter)
        same.filter(form=one.form, counted=True).update(counted=False)
        Measurement.objects.filter(pk=one.pk).update(counted=True)
    report.counted = True
    report.save(update_fields=["counted"])
    refresh_occurrences(report.item)
    refresh_milestones(report.item)
    _restate(report)


def _restate(report: Report) -> None:
    """How the targets stand from the earliest quarter that this revision or one before it speaks of."""
    spoken = Measurement.objects.filter(report__period=report.period_id, report__item=report.item_id)
    first = spoken.order_by("year", "quarter").values_list("year", "quarter").first()
    if first is not None:
        restate(report.item.plan, [report.item_id], since=Quarter(*first))


def refresh_occurrences(item: Item) -> None:
    """Completion of each run of a task, as the latest counted report of it says."""
    results = (
        TaskResult.objects.filter(task_report__report__item=item, task_report__report__counted=True)
        .exclude(occurrence=None)
        .order_by("task_report__report__period__year", "task_report__report__period__quarter")
    )
    latest = {one.occurrence_id: one for one in results if one.occurrence_id is not None}
    for pk, one in latest.items():
        Occurrence.objects.filter(pk=pk).update(
            completed_on=one.delivered_on if one.delivered else None,
            product_document=one.product_document if one.delivered else "",
        )


def _record(
    verb: str,
    report: Report,
    by: User,
    *,
    changes: Lines,
    reason: str = "",
) -> None:
    record_event(
        verb=verb,
        subject=report,
        by=by,
        locality=report.unit.locality_id,
        item_id=report.item_id,
        changes=changes,
        reason=reason,
    )
