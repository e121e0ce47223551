"""Illustrative money and stages of projects: several sources, an adjusted plan, one paid over its plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from plans.models import Decision, Item, Milestone, Report
from projects.models import Capital, CapitalScope, Disbursement, FundSource, ProjectReport, Stage

MILLION = 1_000_000
LABEL = "(minh họa)"
# What the quarters of 2026 pay, in percent of the year's plan: by the project's place among all.
PACES = (5, 12, 20, 26)
# Places of projects that show something: several sources, a plan adjusted in July, paid over the plan,
# no capital at all, paid without a plan, finished in time.
SHARED, ADJUSTED, OVER, WITHOUT, UNPLANNED, FINISHED = {1, 5, 9}, 2, 3, (6, 22), 14, 12
# A third of the projects begins at the first of these, a third at the second, the rest at the third.
STAGES = [Stage.PREPARATION, Stage.PREPARATION, Stage.CLEARANCE, Stage.CONSTRUCTION, Stage.CONSTRUCTION]


def illustrate_capital(item: Item, position: int) -> int:
    """Total, medium-term and the plan of 2026, under made-up decisions; returns the plan, 0 for none."""
    total = (4 + 3 * (position % 9)) * 1000 * MILLION
    year_plan = total * 3 // 10
    if position in (*WITHOUT, UNPLANNED):
        return 0
    first = _decision(item, f"01/QĐ-UBND {LABEL}", date(2025, 12, 20), "Giao kế hoạch vốn năm 2026")
    amounts = [
        (CapitalScope.TOTAL, None, total),
        (CapitalScope.MEDIUM_TERM, None, total * 9 // 10),
        (CapitalScope.YEAR, 2026, year_plan),
    ]
    for scope, year, dong in amounts:
        _write(item, scope, year, _shares(dong, position), first, item.plan.starts)
    if position == ADJUSTED:
        july = _decision(item, f"45/QĐ-UBND {LABEL}", date(2026, 7, 15), "Điều chỉnh kế hoạch vốn năm 2026")
        shares = {FundSource.WARD: year_plan, FundSource.CITY: 500 * MILLION}
        _write(item, CapitalScope.YEAR, 2026, shares, july, july.date)
    return year_plan


def _decision(item: Item, number: str, day: date, subject: str) -> Decision:
    decision, _ = Decision.objects.get_or_create(
        plan=item.plan, number=number, date=day, defaults={"subject": f"{subject} {LABEL}"}
    )
    return decision


def _shares(dong: int, position: int) -> dict[FundSource, int]:
    if position not in SHARED:
        return {FundSource.WARD: dong}
    city = dong * 6 // 10
    return {FundSource.CITY: city, FundSource.WARD: dong - city}


def _write(
    item: Item,
    scope: CapitalScope,
    year: int | None,
    shares: dict[FundSource, int],
    decision: Decision,
    valid_from: date,
) -> None:
    Capital.objects.bulk_create(
        Capital(
            project_id=item.pk,
            scope=scope,
            year=year,
            source=source,
            dong=dong,
            valid_from=valid_from,
            decision=decision,
        )
        for source, dong in shares.items()
    )


def illustrate_quarter(report: Report, item: Item, position: int, year_plan: int) -> None:
    """Stage, land and payments of one quarter of 2026."""
    quarter = report.period.quarter
    finished = position == FINISHED and quarter == 3
    found = ProjectReport.objects.create(
        report=report,
        stage=Stage.COMPLETED if finished else STAGES[position % 3 + quarter - 1],
        land_households_total=12 if position % 3 == 0 else None,
        land_households_done=3 * quarter if position % 3 == 0 else None,
        land_area_total=Decimal("1.85") if position % 6 == 0 else None,
        land_area_done=Decimal("0.6") * quarter if position % 6 == 0 else None,
        completed_on=date(2026, 9, 10) if finished else None,
        product_document=f"Biên bản bàn giao đưa vào sử dụng ngày 10/9/2026 {LABEL}" if finished else "",
    )
    for source, dong in _payments(position, year_plan).items():
        Disbursement.objects.create(
            project_report=found, budget_year=report.period.year, source=source, dong=dong
        )
    if position % 10 == 0 and quarter == 1:
        _milestones(item)


def _payments(position: int, year_plan: int) -> dict[FundSource, int]:
    if position == UNPLANNED:
        return {FundSource.WARD: 120 * MILLION}
    if not year_plan:
        return {}
    pace = 38 if position == OVER else PACES[position % 4]
    return _shares(year_plan * pace // 100, position)


def _milestones(item: Item) -> None:
    contractor = f"Công ty xây dựng A {LABEL}"
    for title, due, done in (
        ("Phê duyệt thiết kế, dự toán", date(2026, 5, 31), date(2026, 5, 20)),
        ("Khởi công", date(2026, 10, 15), None),
        ("Nghiệm thu, bàn giao", date(2027, 11, 30), None),
    ):
        Milestone.objects.create(
            item=item, title=f"{title} {LABEL}", due=due, completed_on=done, contractor=contractor
        )
