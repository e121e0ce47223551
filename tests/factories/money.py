"""Capital and reports of projects, without the flow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from bachdang.accounts.models import User
from plans.models import Decision, Period, Plan, Report
from projects.models import Capital, Disbursement, Project, ProjectReport
from tests.factories.people import UserFactory

BILLION = 10**9
START = date(2026, 1, 1)


def decision_of(plan: Plan, number: str = "01/QĐ-UBND", day: date = date(2025, 12, 20)) -> Decision:
    return Decision.objects.get_or_create(plan=plan, number=number, date=day)[0]


def fund(
    project: Project,
    *,
    total: int | None = None,
    medium_term: int | None = None,
    year: Mapping[str, int] | int | None = None,
    valid_from: date = START,
    of: int = 2026,
) -> None:
    """Capital in đồng; the year's plan by source or out of the ward's budget."""
    shares = {"ward": year} if isinstance(year, int) else (year or {})
    rows: list[tuple[str, int | None, str, int | None]] = [
        ("total", None, "ward", total),
        ("medium_term", None, "ward", medium_term),
    ]
    rows += [("year", of, source, dong) for source, dong in shares.items()]
    for scope, when, source, dong in rows:
        if dong is not None:
            Capital.objects.create(
                project=project, scope=scope, year=when, source=source, dong=dong, valid_from=valid_from,
                decision=decision_of(project.item.plan),
            )  # fmt: skip


def reported(
    project: Project,
    period: Period,
    paid: Mapping[tuple[int, str], int] | None = None,
    by: User | None = None,
    first_sent_on: date | None = date(2026, 9, 15),
    **fields: Any,
) -> Report:
    """A counted report with its payments."""
    who, unit = by or UserFactory(), project.item.reporter
    assert unit is not None
    report = Report.objects.create(
        period=period, item=project.item, unit=unit, state="accepted", counted=True,
        result="Đang thi công", accepted_at=timezone.now(), accepted_by=who, first_sent_on=first_sent_on,
    )  # fmt: skip
    made = ProjectReport.objects.create(report=report, **fields)
    for (year, source), dong in (paid or {}).items():
        Disbursement.objects.create(project_report=made, budget_year=year, source=source, dong=dong)
    return report
