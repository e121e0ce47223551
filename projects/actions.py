"""Writes about the capital of a project. Atomic; every change leaves its history in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.querysets import units_under
from bachdang.accounts.roles import EDIT_PLAN, WRITE_REPORT, may
from bachdang.vietnamese.money import exact_text
from bachdang.vietnamese.numbers import format_date
from plans.models import Decision, Item, Period
from plans.rules import quarter_end
from projects.models import Capital, FundSource, Project
from projects.rules import Finding, Funding, Part, Shares, capital_findings, negative_findings

NEW = "new"
"""Stands for a decision that is not recorded yet."""


@dataclass(frozen=True)
class NewDecision:
    """A decision typed with the capital it sets; one of the same number and day is taken instead."""

    number: str
    date: date
    subject: str = ""


def may_set_capital(item: Item, by: User) -> bool:
    """The Party office for every project; officers and heads for what their unit or one under it reports."""
    if may(by, EDIT_PLAN):
        return True
    return may(by, WRITE_REPORT) and item.reporter_id in units_under(by)


def latest_capital(project: Project) -> list[Capital]:
    """The newest version of every part and source, whatever the day."""
    return list(Capital.objects.filter(project=project).valid_on(date.max).select_related("decision"))


def seen_capital(rows: Iterable[Capital]) -> str:
    """Names the very state of the capital that a form showed."""
    return ".".join(str(pk) for pk in sorted(one.pk for one in rows)[-1:]) or "0"


def by_part(rows: Iterable[Capital]) -> dict[Part, dict[str, int]]:
    found: dict[Part, dict[str, int]] = {}
    for one in rows:
        found.setdefault(Part(one.scope, one.year), {})[one.source] = one.dong
    return found


def funding_with(
    rows: Iterable[Capital], capital: Mapping[Part, Shares], decision: Decision | NewDecision | None
) -> Funding:
    """The capital as it would stand after a decision, with the decision of each part."""
    known = list(rows)
    decided = {Part(one.scope, one.year): str(one.decision_id or "") for one in known}
    key = str(decision.pk) if isinstance(decision, Decision) else NEW
    return Funding(
        capital={**by_part(known), **capital},
        decided={**decided, **dict.fromkeys(capital, key)},
    )


@transaction.atomic
def set_capital(
    *,
    project: Project,
    decision: Decision | NewDecision,
    valid_from: date,
    capital: Mapping[Part, Shares],
    by: User,
    seen: str,
    today: date,
) -> Decision:
    """Let a decision's capital hold from a day: each part given takes the place of what held before.

    A source that a part no longer names ends. The same decision on the same day corrects itself; otherwise
    a version must be later than those there are, and later than every locked quarter. Raises
    PermissionDenied or ValidationError.
    """
    item = Item.objects.select_for_update(of=("self",)).select_related("plan").get(pk=project.pk)
    if not may_set_capital(item, by):
        raise PermissionDenied("Vốn dự án do Văn phòng Đảng ủy hoặc đơn vị báo cáo dự án ghi.")
    rows = latest_capital(project)
    if seen != seen_capital(rows):
        raise ValidationError("Có người vừa ghi vốn của dự án này. Tải lại trang để xem số mới rồi ghi lại.")
    if not capital:
        raise ValidationError("Không có số nào thay đổi.")
    _check_days(item, decision, valid_from, today)
    errors = _errors(funding_with(rows, capital, decision))
    if errors:
        raise ValidationError([one.text for one in errors])
    stored = decision if isinstance(decision, Decision) else _record_decision(item, decision, by)
    changes: dict[str, tuple[str | None, str | None]] = {}
    for part, shares in capital.items():
        changes |= _write_part(project, part, shares, stored, valid_from)
    record_event(
        verb="set_capital",
        subject=project,
        by=by,
        locality=item.plan.locality_id,
        item_id=item.pk,
        changes=changes,
        reason=f"Theo {stored}, hiệu lực từ {format_date(valid_from)}",
    )
    return stored


def _errors(funding: Funding) -> list[Finding]:
    found = [*negative_findings(funding.capital), *capital_findings(funding)]
    return [one for one in found if one.is_error]


def _check_days(item: Item, decision: Decision | NewDecision, valid_from: date, today: date) -> None:
    """When a decision may begin to hold."""
    if isinstance(decision, Decision) and decision.plan_id != item.plan_id:
        raise ValidationError({"decision": "Quyết định này thuộc kế hoạch khác."})
    day = format_date(valid_from)
    if decision.date > today:
        raise ValidationError({"date": f"Ngày quyết định ({format_date(decision.date)}) ở sau hôm nay."})
    if valid_from < decision.date:
        text = f"Ngày hiệu lực ({day}) không được trước ngày quyết định ({format_date(decision.date)})."
        raise ValidationError({"valid_from": text})
    locked = Period.objects.filter(plan=item.plan_id, locked_at__isnull=False).order_by("-year", "-quarter")
    period = locked.first()
    if period is not None and valid_from <= (ends := quarter_end(period.year, period.quarter)):
        first = format_date(ends + timedelta(days=1))
        text = f"Ngày hiệu lực {day} thuộc hoặc trước {period.within} đã chốt. Chọn từ ngày {first} trở đi."
        raise ValidationError({"valid_from": text})


def _record_decision(item: Item, new: NewDecision, by: User) -> Decision:
    if not new.number.strip():
        raise ValidationError({"number": "Ghi số quyết định."})
    decision, made = Decision.objects.get_or_create(
        plan=item.plan,
        number=new.number.strip(),
        date=new.date,
        defaults={"subject": new.subject.strip(), "recorded_by": by},
    )
    if made:
        record_event(
            verb="record_decision",
            subject=decision,
            by=by,
            locality=item.plan.locality_id,
            item_id=item.pk,
            changes={
                "Quyết định": (None, str(decision)),
                **({"Trích yếu": (None, decision.subject)} if decision.subject else {}),
            },
        )
    return decision


def _write_part(
    project: Project, part: Part, shares: Shares, decision: Decision, valid_from: date
) -> dict[str, tuple[str | None, str | None]]:
    """One part as a new version (or the corrected one); what changed, source by source."""
    known = Capital.objects.filter(project=project, scope=part.scope, year=part.year)
    last = known.order_by("-valid_from").select_related("decision").first()
    _check_version(part, last, decision, valid_from)
    before = {one.source: one.dong for one in known.valid_on(date.max)}
    known.filter(valid_from=valid_from).delete()
    held = {one.source for one in known.valid_on(date.max) if one.dong}
    after = {**dict.fromkeys(sorted(held), 0), **shares}
    Capital.objects.bulk_create(
        Capital(
            project=project,
            scope=part.scope,
            year=part.year,
            source=source,
            dong=dong,
            valid_from=valid_from,
            decision=decision,
        )
        for source, dong in after.items()
    )
    changes: dict[str, tuple[str | None, str | None]] = {
        f"{part.label}, {FundSource(source).label}": (_text(before.get(source)), _text(after.get(source)))
        for source in FundSource.values
        if before.get(source) != after.get(source)
    }
    if last is not None and (last.decision_id, last.valid_from) != (decision.pk, valid_from):
        grounds = _ground(last.decision, last.valid_from), _ground(decision, valid_from)
        changes[f"{part.label}, căn cứ"] = grounds
    return changes


def _ground(decision: Decision | None, valid_from: date) -> str:
    """What a version rests on and from when it holds."""
    return f"{decision or 'kế hoạch ban hành'}, hiệu lực từ {format_date(valid_from)}"


def _check_version(part: Part, last: Capital | None, decision: Decision, valid_from: date) -> None:
    """Later than the last version, or a correction of it by its own decision."""
    if last is None or last.valid_from < valid_from:
        return
    if last.valid_from == valid_from and last.decision_id == decision.pk:
        return
    by = f" theo {last.decision}" if last.decision else ""
    text = (
        f"{part.label} đã có số liệu hiệu lực từ {format_date(last.valid_from)}{by}. Ngày hiệu lực mới phải "
        "sau ngày đó; muốn sửa số cũ thì chọn đúng quyết định và ngày hiệu lực cũ."
    )
    raise ValidationError({"valid_from": text})


def _text(dong: int | None) -> str | None:
    return None if dong is None else exact_text(dong)
