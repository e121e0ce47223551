"""Quyết định: recording the documents under which the plan is amended, and what every amendment rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.text import nfc
from plans.evidence import store_upload, suffix_of
from plans.models import Decision, Period, Plan, Upload
from plans.rules import quarter_end
from plans.terms.validity import Locked

NO_DECISION = "Điều chỉnh phải theo một quyết định. Chọn quyết định, hoặc ghi quyết định trước."


def allow(by: User) -> None:
    """Only the Party office amends the plan."""
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Quyết định và điều chỉnh kế hoạch do Văn phòng Đảng ủy ghi.")


def ground(decision: Decision | None, plan: Plan) -> Decision:
    """The decision an amendment rests on. Raises ValidationError without one, or with another plan's."""
    if decision is None:
        raise ValidationError({"decision": NO_DECISION})
    if decision.plan_id != plan.pk:
        raise ValidationError({"decision": f"Quyết định {decision} thuộc kế hoạch khác."})
    return decision


def last_locked(plan: Plan, *, hold: bool = False) -> Locked | None:
    """The latest locked quarter. `hold`: no round is locked until this transaction ends."""
    periods = Period.objects.filter(plan=plan).order_by("-year", "-quarter")
    return latest_locked(periods.select_for_update() if hold else periods)


def latest_locked(rounds: Iterable[Period]) -> Locked | None:
    """The same of a plan's rounds, the newest first."""
    found = next((one for one in rounds if one.locked_at is not None), None)
    return Locked(found.label, quarter_end(found.year, found.quarter)) if found else None


def said(decision: Decision | None) -> str:
    """What a version rests on: "quyết định số 12-QĐ/ĐU ngày 02/11/2026", or the plan itself."""
    if decision is None:
        return "kế hoạch ban hành"
    return f"quyết định số {decision.number} ngày {format_date(decision.date)}"


def is_used(decision: Decision) -> bool:
    """Whether anything was amended under it, of whatever kind."""
    return any(
        related.related_model._default_manager.filter(**{related.field.name: decision.pk}).exists()
        for related in decision._meta.related_objects
    )


@transaction.atomic
def record_decision(
    *,
    plan: Plan,
    number: str,
    date: date,
    by: User,
    subject: str = "",
    file: tuple[str, bytes] | None = None,
) -> Decision:
    """Record a decision with its file (name, content). Raises ValidationError by field for a duplicate."""
    allow(by)
    # One after the other, so that the second of two people is told by name.
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    decision = Decision(plan=plan, recorded_by=by)
    _fill(decision, number, date, subject, file, by)
    decision.save()
    _record(decision, by, {name: (None, words) for name, words in _words(decision).items() if words})
    return decision


@transaction.atomic
def correct_decision(
    *,
    decision: Decision,
    number: str,
    date: date,
    by: User,
    subject: str = "",
    file: tuple[str, bytes] | None = None,
) -> Decision:
    """Correct a decision under which nothing was amended yet; without `file` the stored one stays."""
    allow(by)
    decision = Decision.objects.select_for_update(of=("self",)).select_related("plan").get(pk=decision.pk)
    if is_used(decision):
        raise ValidationError(
            f"Đã có nội dung điều chỉnh theo quyết định {decision} nên không sửa được. "
            f"Rút lại các lần điều chỉnh đó trước."
        )
    before = _words(decision)
    _fill(decision, number, date, subject, file, by)
    after = _words(decision)
    changes = {name: (before[name] or None, after[name]) for name in after if before[name] != after[name]}
    if changes:
        decision.save()
        _record(decision, by, changes)
    return decision


def _fill(
    decision: Decision, number: str, day: date, subject: str, file: tuple[str, bytes] | None, by: User
) -> None:
    number = " ".join(nfc(number).split())
    if not number:
        raise ValidationError({"number": "Ghi số, ký hiệu của quyết định."})
    known = Decision.objects.filter(plan=decision.plan, date=day).exclude(pk=decision.pk)
    # Compared here, not in SQL: SQLite knows no capitals beyond ASCII.
    if any(one.number.casefold() == number.casefold() for one in known):
        raise ValidationError({"number": f"Đã ghi quyết định số {number} ngày {format_date(day)}."})
    decision.number, decision.date, decision.subject = number, day, nfc(subject).strip()
    if file is not None:
        try:
            decision.upload = store_upload(name=file[0], content=file[1], by=by)
        except ValidationError as error:
            raise ValidationError({"file": error.messages}) from error


def _words(decision: Decision) -> dict[str, str]:
    return {
        "Số quyết định": decision.number,
        "Ngày quyết định": format_date(decision.date),
        "Trích yếu": decision.subject,
        "Tệp": _file_words(decision.upload),
    }


def _file_words(upload: Upload | None) -> str:
    """What kind of file, and which: a stored name may be that of someone else who sent the same content."""
    return "" if upload is None else f"{suffix_of(upload)}, mã {upload.sha256[:8]}"


def _record(decision: Decision, by: User, changes: dict[str, tuple[str | None, str]]) -> None:
    record_event(
        verb="record_decision",
        subject=decision,
        by=by,
        locality=decision.plan.locality_id,
        changes=changes,
    )
