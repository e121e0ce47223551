"""How a plan stands in a quarter, as plain JSON values for other systems (docs/formats.md)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bachdang.scope.scopes import Scope
from bachdang.standing.due_reports import FigureCount, count_figures, count_states
from bachdang.standing.projects import ProjectRow
from bachdang.standing.quarter_book import book_of
from bachdang.standing.tasks import TaskRow
from indicators.explaining import explain
from indicators.rules import Status
from indicators.target_row import TargetRow
from plans.models import Plan

FORMAT = "bachdang-status/1"


def status_document(scope: Scope, plan: Plan) -> dict[str, Any]:
    """Every target, task and project at the end of the scope's quarter; the same data, the same document."""
    book = book_of(scope)
    due = book.due.all
    return {
        "format": FORMAT,
        "plan": plan.code,
        "period": str(scope.quarter),
        "computed_for": scope.ends.isoformat(),
        "dates_judged_on": scope.judged_on.isoformat(),
        "illustrative": plan.illustrative,
        "figures": _figures(count_figures(due)),
        "reports": count_states(due),
        "targets": [_target(row) for row in book.target_rows],
        "tasks": [_task(row) for row in book.tasks],
        "projects": [_project(row) for row in book.projects],
    }


def _number(value: Decimal | None) -> str | None:
    """A decimal as text with a point, at most six places, without an exponent."""
    if value is None:
        return None
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _figures(count: FigureCount) -> dict[str, int]:
    """The figures of indicators due in the quarter; `missing` are due and not accepted."""
    return {
        "due": count.due,
        "accepted": count.accepted,
        "missing": count.missing,
        "estimated": count.estimated,
        "without_reporter": count.unassigned,
    }


def _target(row: TargetRow) -> dict[str, Any]:
    standing, terms = row.standing, row.terms
    return {
        "indicator": row.item.code,
        "series": row.target.series,
        "name": row.title,
        "unit": row.item.reporter.code if row.item.reporter else None,
        "measure": row.indicator.measure,
        "kind": terms.kind,
        "operator": terms.operator or None,
        "value": _number(terms.value),
        "horizon": _day(terms.horizon),
        "figure": _number(standing.current),
        "figure_quarter": str(standing.current_quarter) if standing.current_quarter else None,
        "numerator": _number(standing.numerator),
        "denominator": _number(standing.denominator),
        "rating": standing.rating.value if standing.rating else None,
        "reached_on": _day(standing.reached_on),
        "at_least": standing.partial,
        "estimated": row.estimated,
        "achievement": _number(standing.achievement),
        "expected": _number(standing.expected),
        "expected_value": _number(standing.expected_value),
        "forecast": _number(standing.forecast),
        "needed_per_year": _number(standing.needed_per_year),
        "left": _number(standing.left),
        "status": row.status,
        "status_text": str(Status(row.status).label),
        "computed": row.computed,
        "override_reason": row.override.reason if row.override else None,
        "inside_year": row.inside_year,
        "year_to_date": _number(standing.year_to_date),
        "unjudged": row.grey.value if row.grey else None,
        "unjudged_text": row.grey_text or None,
        "missing": [str(quarter) for quarter in standing.missing],
        "reasons": [reason.value for reason in standing.reasons],
        "explanation": explain(row).text,
    }


def _task(row: TaskRow) -> dict[str, Any]:
    return {
        "code": row.item.code,
        "name": row.title,
        "unit": row.item.reporter.code if row.item.reporter else None,
        "status": row.status.value,
        "status_text": row.status_label,
        "computed": row.computed.value,
        "override_reason": row.override.reason if row.override else None,
        "due": _day(row.due),
        "completed_on": _day(row.completed_on),
        "reported": row.report is not None,
    }


def _project(row: ProjectRow) -> dict[str, Any]:
    money = row.money
    return {
        **_task(row),
        "stage": row.step.stage if row.step else None,
        "total_dong": money.total,
        "medium_term_dong": money.medium_term,
        "year_plan_dong": money.year_plan,
        "quarter_paid_dong": money.quarter_paid,
        "year_paid_dong": money.year_paid,
        "all_paid_dong": money.all_paid,
        "disbursed_percent": _number(money.rate),
    }
