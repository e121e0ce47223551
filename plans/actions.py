"""Answers to what checking the plan finds. Atomic; the history is in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from plans.models import Plan, Question


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
