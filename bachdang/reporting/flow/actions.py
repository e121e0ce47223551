"""Every write about a report: saved as a draft, moved on step by step, counted when accepted.

One mechanism for all kinds of items. Each action is atomic and leaves its history in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Unit, User
from bachdang.accounts.overtaken import last_event
from bachdang.accounts.querysets import units_under
from bachdang.accounts.roles import ACCEPT_REPORT, APPROVE_REPORT, WRITE_REPORT, may
from bachdang.errors import Overtaken
from bachdang.quarter.snapshots import take_snapshot
from bachdang.reporting.flow.content import Content, facts_of, write_words
from bachdang.reporting.flow.copying import new_revision
from bachdang.reporting.flow.counting import count, restate_for, uncount
from bachdang.reporting.flow.facts import Facts, Lines, differences
from bachdang.reporting.flow.notices import tell_of
from plans.flow import REASONED, RETURNS, Lock, Step, after, can, changed_meanwhile, refusal, wrong_step
from plans.models import Item, ItemKind, Period, Report, ReportState


class WrongStep(Overtaken):
    """A right role on the wrong step of the flow: somebody else has moved the report."""


ACCEPTED_ALREADY = (
    "Báo cáo này đã được tiếp nhận nên không lưu đè được. Mở báo cáo, bấm “Sửa số đã tiếp nhận”, ghi lý do "
    "rồi sửa."
)


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


def lock_of(period: Period, report: Report | None) -> Lock:
    """The locks on a unit's report of a period. A due day that has passed is none."""
    on_its_way = report is not None and report.state != ReportState.ACCEPTED
    reopened = on_its_way and report is not None and report.reopen_reason != ""
    return Lock(
        label=period.label,
        opened=period.opened_at is not None,
        locked=period.locked_at is not None,
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
    if reason := refusal(lock_of(period, before)):
        raise ValidationError(reason)
    if before is not None and before.state == ReportState.ACCEPTED:
        if _would_say(item, period, content, before, by) == earlier:
            return before
        raise WrongStep(ACCEPTED_ALREADY, last_event(before))
    _check_state(before, by)
    _check_content(item, period, content)
    report = _write(item, period, content, before, by)
    lines = differences(earlier, facts_of(report))
    report.corrected |= bool(lines and report.returned_from)
    report.version += 1
    report.save()
    if lines or before is None or before.pk != report.pk:  # sending on what nobody changed says nothing new
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
    if report is None or report.state == ReportState.DRAFT:
        return
    if report.state == ReportState.WAITING and may(by, APPROVE_REPORT):
        return
    now = ReportState(report.state).label
    words = f"Báo cáo đang ở bước “{now}” nên chưa sửa được. Rút lại, hoặc chờ được trả lại."
    raise WrongStep(words, last_event(report))


def _check_content(item: Item, period: Period, content: Content) -> None:
    if content.part is None:
        return
    messages = [message for _, message in content.part.faults(item, period)]
    if messages:
        raise ValidationError(messages)


def _open_revision(item: Item, period: Period, unit: Unit, before: Report | None, by: User) -> Report:
    """The report on its way, or a new revision; only tried out, it begins as a copy of the accepted one."""
    if before is not None and before.state != ReportState.ACCEPTED:
        return before
    return new_revision(item, period, unit, before, by)


@transaction.atomic
def advance(*, report: Report, step: Step, by: User, today: date, reason: str = "") -> Report:
    """Take one step with a report. Raises PermissionDenied, WrongStep, or ValidationError."""
    moved = move(report=report, step=step, by=by, today=today, reason=reason)
    settle([moved], step, by, reason)
    return moved


@transaction.atomic
def move(
    *, report: Report, step: Step, by: User, today: date, reason: str = "", version: int | None = None
) -> Report:
    """The step of one report, before what follows for all that one decision moves: see settle.

    `version`: the state the person has seen; another one since is a WrongStep that says what it is now.
    """
    period = Period.objects.select_for_update().get(pk=report.period_id)
    report = Report.objects.select_for_update(of=("self",)).select_related("unit").get(pk=report.pk)
    _allow(report, step, by)
    if version not in (None, report.version):
        raise WrongStep(changed_meanwhile(step, report.state), last_event(report))
    if not can(step, report.state):
        raise WrongStep(wrong_step(step, report.state), last_event(report))
    _check_step(period, report, step, today, reason.strip())
    before = ReportState(report.state).label
    _move(report, step, by, reason.strip())
    report.version += 1
    report.save()
    if step is Step.ACCEPT:
        count(report)
    elif step is Step.UNACCEPT:
        uncount(report)
    changes: Lines = {"Bước": (before, ReportState(report.state).label)}
    _record(step.value, report, by, changes=changes, reason=reason.strip())
    tell_of(report, step)
    return report


def settle(moved: Sequence[Report], step: Step, by: User, reason: str) -> None:
    """What one decision over some reports of a round brings once: standings, and in a locked round one new
    version of the snapshot with the decision's reason.
    """
    if step not in (Step.ACCEPT, Step.UNACCEPT) or not moved:
        return
    restate_for(moved)
    period = Period.objects.select_related("plan").get(pk=moved[0].period_id)
    if period.locked_at is not None:
        take_snapshot(period=period, by=by, reason=reason.strip() or moved[0].reopen_reason)


def _check_step(period: Period, report: Report, step: Step, today: date, reason: str) -> None:
    """What a step needs beside the right role and state. Raises ValidationError."""
    if step in REASONED and not reason:
        what = "trả lại để người nhập biết cần sửa gì" if step in RETURNS else "rút lại"
        raise ValidationError(f"Ghi lý do {what}.")
    if step in (Step.SUBMIT, Step.APPROVE):
        if message := refusal(lock_of(period, report)):
            raise ValidationError(message)
        if is_blank(report):
            raise ValidationError(
                "Báo cáo chưa có nội dung. Nhập số liệu, kết quả, hoặc lý do chưa có số liệu."
            )
    shut = period.locked_at is not None
    if step is Step.ACCEPT and shut and not (reason or report.reopen_reason):
        raise ValidationError(f"{period.label} đã chốt: ghi lý do tiếp nhận thêm, số liệu chốt có bản mới.")
    if step is Step.RECALL and shut and not report.reopen_reason:
        raise ValidationError(f"{period.label} đã chốt nên không rút lại được; rút rồi không gửi được nữa.")
    if step is Step.UNACCEPT and shut:
        raise ValidationError(f"{period.label} đã chốt: mở lại báo cáo, có ghi lý do, khi cần sửa.")
    if step is Step.UNACCEPT and not report.counted:
        raise ValidationError("Đã có lần báo cáo sau được tiếp nhận nên không rút lại lần này được.")
    if step is Step.UNACCEPT and _is_corrected(report):
        raise ValidationError("Đơn vị đang sửa báo cáo này nên không rút lại việc tiếp nhận được.")


def _is_corrected(report: Report) -> bool:
    """Whether a correction of an accepted report is on its way."""
    others = Report.objects.filter(period=report.period_id, item=report.item_id)
    return others.exclude(state=ReportState.ACCEPTED).exists()


def _allow(report: Report, step: Step, by: User) -> None:
    """The role and unit for a step; which objects a person sees at all is the views' business (404)."""
    own = by.unit_id == report.unit_id
    if step in (Step.ACCEPT, Step.RETURN, Step.UNACCEPT):
        allowed = may(by, ACCEPT_REPORT)
    elif step in (Step.APPROVE, Step.SEND_BACK, Step.RECALL):
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
    if step is Step.RECALL and report.returned_from != ReportState.SENT:
        # Nobody has looked at it yet: it is as if it had not been sent.
        report.sent_at = report.sent_by = report.first_sent_on = None
    if step is Step.UNACCEPT:
        report.accepted_at = report.accepted_by = None
        report.counted = False
    report.state = after(step)
    if step is Step.ACCEPT:
        report.returned_from = ""


def is_blank(report: Report) -> bool:
    """Whether a report says nothing yet."""
    return not facts_of(report)


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
