"""Writes about periods and questions. Atomic; every change leaves its history in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.vietnamese.numbers import format_date
from plans.models import Period, Plan, Question
from plans.rules import default_cutoff, default_due


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


@dataclass(frozen=True)
class Asked:
    """A point to be answered: a stored question, or a finding that is stored with its answer.

    `seen`: when the answer that the person saw was given (None: none yet).
    """

    text: str
    question: int | None = None
    finding: str = ""
    clause: int | None = None
    indicator_code: str = ""
    seen: datetime | None = None


@transaction.atomic
def answer_questions(*, plan: Plan, asked: Sequence[Asked], answer: str, by: User) -> int:
    """Record one answer for several points; returns how many. All or nothing.

    Raises PermissionDenied, or ValidationError for an empty answer or choice, and when somebody else has
    answered one of them since.
    """
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy ghi câu trả lời.")
    if not answer.strip():
        raise ValidationError("Chưa ghi câu trả lời.")
    if not asked:
        raise ValidationError("Chưa chọn điểm nào để trả lời.")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    for one in asked:
        _answer(plan, one, answer.strip(), by)
    return len(asked)


def _answer(plan: Plan, asked: Asked, answer: str, by: User) -> None:
    known = Question.objects.select_for_update().filter(plan=plan)
    found = known.filter(pk=asked.question) if asked.question else known.filter(finding=asked.finding)
    question = found.first()
    if question is None:
        question = Question(
            plan=plan,
            finding=asked.finding,
            clause_id=asked.clause,
            indicator_code=asked.indicator_code,
            text=asked.text,
        )
    if question.answered_at != asked.seen:
        raise ValidationError(f"Có người vừa trả lời “{question.text[:80]}”. Xem lại câu trả lời đó.")
    before = question.answer or None
    question.answer, question.answered_by, question.answered_at = answer, by, timezone.now()
    question.save()
    record_event(
        verb="answer_questions",
        subject=question,
        by=by,
        locality=plan.locality_id,
        changes={question.text[:200]: (before, answer)},
    )
