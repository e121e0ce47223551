"""Illustrative reports of tasks and projects: words, completions, capital and disbursement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bachdang.accounts.models import User
from bachdang.demo.accepted import accepted_report
from bachdang.demo.money import LABEL, illustrate_capital, illustrate_quarter
from plans.models import (
    Decision,
    Item,
    Occurrence,
    Period,
    Plan,
    Proposal,
    Report,
    TaskReport,
    TaskResult,
    TermsUnit,
)

RESULTS = [
    "Đã ban hành kế hoạch triển khai, phân công các bộ phận theo dõi, đôn đốc.",
    "Đã tổ chức rà soát, lập danh mục; đang hoàn thiện hồ sơ trình phê duyệt.",
    "Đang phối hợp với các đơn vị thực hiện theo tiến độ.",
    "Đã hoàn thành các nội dung của quý, tiếp tục thực hiện trong quý sau.",
]
DIFFICULTIES = [
    "",
    "Nguồn lực còn hạn chế, thủ tục kéo dài.",
    "",
    "",
    "Chờ ý kiến của các sở, ngành thành phố.",
]
# Yearly tasks of 2026: those finished on 20/8, and those that were due before the end of the year.
DONE = {"PL1.I.8", "PL1.II.5", "PL1.III.1", "PL1.VI.4"}
DUES = {
    "PL1.I.7": date(2026, 8, 31),
    "PL1.II.3": date(2026, 10, 5),
    "PL1.IV.3": date(2026, 7, 31),
    "PL1.VI.4": date(2026, 7, 31),
}


def report_tasks(plan: Plan, periods: Sequence[Period], users: dict[str, User]) -> int:
    """A counted report a period for most tasks: every seventh stays silent, some yearly ones are finished."""
    items = list(_items(plan, "task"))
    _bring_dues_forward(items)
    made = 0
    for position, item in enumerate(items):
        for period in periods:
            if position % 7 == 5 and period.quarter == 3 and item.code not in DONE:
                continue
            report = _report(item, period, users, position)
            task_report = TaskReport.objects.create(report=report)
            done = item.code in DONE and period.quarter == 3
            TaskResult.objects.create(
                task_report=task_report,
                occurrence=item.occurrences.first(),
                percent=100 if done else min(95, 15 * period.quarter + 3 * (position % 6)),
                delivered=done,
                delivered_on=date(2026, 8, 20) if done else None,
                product_document=f"Số {100 + position}/BC-UBND {LABEL}" if done else "",
            )
            made += 1
        if item.code in DONE:
            Occurrence.objects.filter(item=item, year__in=[2026], completed_on__isnull=True).update(
                completed_on=date(2026, 8, 20), product_document=f"Số {100 + position}/BC-UBND {LABEL}"
            )
    return made


def _items(plan: Plan, kind: str) -> list[Item]:
    found = Item.objects.filter(plan=plan, kind=kind, reporter__isnull=False).select_related("reporter")
    return list(found.prefetch_related("occurrences").order_by("order"))


def _bring_dues_forward(items: Sequence[Item]) -> None:
    """Some yearly runs of 2026 get an earlier due day, so that near-due, overdue and late ones are seen."""
    for item in items:
        if item.code in DUES:
            Occurrence.objects.filter(item=item, year=2026).update(due=DUES[item.code])


def _report(item: Item, period: Period, users: dict[str, User], position: int) -> Report:
    head = next(
        user for name, user in users.items() if name.endswith(".ld") and user.unit_id == item.reporter_id
    )
    report = accepted_report(
        item.pk,
        period,
        by=head,
        head=head,
        office=users["vanphong"],
        result=f"{RESULTS[(position + period.quarter) % len(RESULTS)]} {LABEL}",
        difficulties=DIFFICULTIES[position % len(DIFFICULTIES)],
    )
    if position % 11 == 4 and period.quarter == 3:
        Proposal.objects.create(
            report=report, text=f"Đề nghị bố trí bổ sung kinh phí thực hiện trong quý IV/2026 {LABEL}."
        )
    return report


def report_projects(plan: Plan, periods: Sequence[Period], users: dict[str, User]) -> int:
    """Ward projects get dates for half of them, capital, and disbursements at different paces."""
    made = 0
    decision = Decision.objects.create(
        plan=plan, number=f"00-QĐ/ĐU {LABEL}", date=date(2026, 2, 25), subject=f"Tiến độ dự án {LABEL}"
    )
    for position, item in enumerate(_items(plan, "project")):
        year_plan = illustrate_capital(item, position)
        if position % 2 == 0:
            ends = date(2026, 8, 31) if position == 4 else date(2027 + position % 3, 12, 31)
            _amend(item, decision, starts=date(2026, 3, 1), ends=ends)
        for period in periods:
            report = _report(item, period, users, position)
            illustrate_quarter(report, item, position, year_plan)
            made += 1
    return made


def _amend(item: Item, decision: Decision, *, starts: date, ends: date) -> None:
    """New terms from the decision's day: the document's own stay as they were."""
    terms = item.terms_set.get()
    units = [(one.unit_id, one.role) for one in terms.units.all()]
    terms.pk, terms.valid_from, terms.decision = None, decision.date, decision
    terms.starts, terms.ends = starts, ends
    terms.save()
    TermsUnit.objects.bulk_create(TermsUnit(terms=terms, unit_id=unit, role=role) for unit, role in units)
