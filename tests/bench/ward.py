"""The illustrative ward with as many quarters of history as one asks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.querysets import subject_of
from indicators.keeping import restate
from indicators.models import Measurement
from plans.models import Period, Plan, Report, TaskReport
from plans.rules import default_due
from projects.models import ProjectReport
from tests.pages import ward_with_everything


def ward_with(quarters: int) -> Plan:
    """The illustrative ward, whose three quarters are followed by copies of the last one (at least three)."""
    ward_with_everything()
    plan = Plan.objects.get()
    last = Period.objects.get(plan=plan, year=2026, quarter=3)
    sent = list(Report.objects.filter(period=last, counted=True).order_by("pk"))
    office = User.objects.get(username="vanphong")
    for ahead in range(1, quarters - 2):
        _repeat(sent, _round(plan, ahead, office), ahead)
    restate(plan)
    return plan


def day_of(plan: Plan) -> date:
    """A day on which the newest round is due in ten days."""
    newest = Period.objects.filter(plan=plan).order_by("-year", "-quarter")[0]
    day: date = newest.due - timedelta(days=10)
    return day


def owe_everything(plan: Plan, unit: str) -> None:
    """As on the day the newest round was opened: the unit has written nothing of it yet."""
    newest = Period.objects.filter(plan=plan).order_by("-year", "-quarter")[0]
    written = Report.objects.filter(period=newest, item__reporter__code=unit)
    Measurement.objects.filter(report__in=written).delete()
    written.delete()
    restate(plan)


def _round(plan: Plan, ahead: int, office: User) -> Period:
    years, quarter = divmod(2 + ahead, 4)
    year, quarter = 2026 + years, quarter + 1
    due = default_due(year, quarter)
    return Period.objects.create(
        plan=plan, year=year, quarter=quarter, cutoff=due - timedelta(days=5), due=due,
        opened_at=timezone.now(), opened_by=office,
    )  # fmt: skip


def _repeat(sent: Iterable[Report], period: Period, ahead: int) -> None:
    """The same said again in a later round, about quarters that lie as much later."""
    for report in sent:
        again = _copy(report, period=period)
        figures = Measurement.objects.filter(report=report)
        Measurement.objects.bulk_create(
            _unsaved(one, report=again, **_later(one.year, one.quarter, ahead))
            for one in figures
            if _is_free(one, ahead)
        )
        for model in (TaskReport, ProjectReport):
            for part in model.objects.filter(pk=report.pk):
                part.pk, part._state.adding = again.pk, True
                part.save(force_insert=True)
        for proposal in report.proposals.all():
            _copy(proposal, report=again)
        events = AuditEvent.objects.about(report)
        AuditEvent.objects.bulk_create(_unsaved(one, subject=subject_of(again)) for one in events)


def _later(year: int, quarter: int, ahead: int) -> dict[str, int]:
    years, index = divmod(quarter - 1 + ahead, 4)
    return {"year": year + years, "quarter": index + 1}


def _is_free(figure: Measurement, ahead: int) -> bool:
    """Whether nothing counts yet for that indicator, quarter and form."""
    place = _later(figure.year, figure.quarter, ahead)
    return not Measurement.objects.filter(
        indicator=figure.indicator_id, form=figure.form, counted=True, **place
    ).exists()


def _unsaved(row: Any, **fields: Any) -> Any:
    row.pk, row._state.adding = None, True
    for name, value in fields.items():
        setattr(row, name, value)
    return row


def _copy(row: models.Model, **fields: Any) -> Any:
    again = type(row).objects.get(pk=row.pk)  # type: ignore[attr-defined]
    _unsaved(again, **fields).save(force_insert=True)
    return again
