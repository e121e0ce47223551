"""The forms of all units over the illustrative quarter: every cell, and thirty changes there and back."""

from __future__ import annotations

import pytest
from django.test import Client

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.reports.unit_form.cells import Kind
from bachdang.reports.unit_form.rows import Entry, UnitForm
from bachdang.scope.scopes import Scope
from indicators.models import Measurement
from indicators.rules import Rating
from indicators.wording import is_state
from plans.models import Period, Plan, Report
from tests.factories.remembered import illustrative_ward
from tests.reports.unit_forms import PAGE, Where, cell_at, confirm, opened, put, said, upload

pytestmark = pytest.mark.django_db


def as_drafts(plan: Plan) -> Period:
    """The illustrative quarter as if nothing had been sent yet: every report of it a draft."""
    period: Period = Period.objects.get(plan=plan, quarter=3)
    Measurement.objects.filter(report__period=period).update(counted=False)
    rows = Report.objects.filter(period=period)
    rows.update(state="draft", counted=False, accepted_at=None, accepted_by=None, returned_from="")
    return period


def forms_of(plan: Plan, period: Period) -> dict[Unit, UnitForm]:
    units = Unit.objects.filter(locality=plan.locality, reported_items__isnull=False).distinct()
    scope = Scope(plan, period, [period])
    return {unit: form for unit in units if (form := UnitForm(scope, plan, unit)).entries}


def test_every_cell_of_the_illustrative_quarter_is_the_databases(client: Client) -> None:
    plan = illustrative_ward()
    period = as_drafts(plan)
    compared = 0
    for unit, form in forms_of(plan, period).items():
        client.force_login(User.objects.get(username="vanphong"))
        book = opened(client.get(f"{PAGE}tai/{unit.code}/").content)
        for entry in form.sheets["Chỉ tiêu"]:
            stored = (
                {one.form: one for one in entry.owed.report.measurements.all()} if entry.owed.report else {}
            )
            figure = stored.get("estimate")
            indicator = entry.owed.targets[0].indicator
            parts = ("numerator", "denominator") if indicator.is_rate else ("value",)
            part = next(one for one in parts if one not in indicator.shared_parts)
            wanted = getattr(figure, part) if figure is not None else None
            found = cell_at(book, ("Chỉ tiêu", f"{entry.code}|", "estimate")).value
            if figure is None or not figure.rating:
                assert found in (wanted, "Có", "Không") or found == pytest.approx(float(wanted or 0)), (
                    entry.code
                )
                compared += 1
        for entry in form.sheets["Nhiệm vụ"]:
            found = cell_at(book, ("Nhiệm vụ", f"{entry.code}|", "result")).value
            assert (found or "") == (entry.owed.report.result if entry.owed.report else "")
            compared += found is not None
    assert compared > 70


def figure_in(entry: Entry) -> object:
    """The estimate of the quarter as the database has it, in the shape of its cell."""
    figure = Measurement.objects.filter(report=entry.owed.report, form="estimate", quarter=3).first()
    if figure is None:
        return None
    if figure.rating:
        return Rating(figure.rating).label
    indicator = entry.owed.targets[0].indicator
    number = figure.numerator if indicator.is_rate else figure.value
    assert number is not None
    return ("Có" if number else "Không") if is_state(indicator) else float(number)


def thirty(forms: dict[Unit, UnitForm]) -> dict[Unit, dict[Where, object]]:
    """Thirty cells to change, ten of each sheet, each valid on its page."""
    columns = {"Chỉ tiêu": "note", "Nhiệm vụ": "result", "Dự án": "difficulties"}
    found: dict[Unit, dict[Where, object]] = {unit: {} for unit in forms}
    for name, column in columns.items():
        rows = [
            (unit, entry)
            for unit, form in forms.items()
            for entry in form.sheets[name]
            if entry.owed.report is not None and speaks(entry)
        ]
        for number, (unit, entry) in enumerate(rows[:10]):
            found[unit][name, f"{entry.code}|", column] = f"Nội dung mới {number} – ước {number},5%"
    return {unit: values for unit, values in found.items() if values}


def speaks(entry: Entry) -> bool:
    """A figure or a result stands there, so that more words may be added."""
    return any(entry.stood[box.field] for box in entry.boxes.values() if box.kind is not Kind.CHOICE)


def test_thirty_cells_changed_in_all_forms_are_thirty_changes(client: Client) -> None:
    plan = illustrative_ward()
    period = as_drafts(plan)
    changes = thirty(forms_of(plan, period))
    assert sum(map(len, changes.values())) == 30
    before = dict(Report.objects.filter(period=period).values_list("item__code", "version"))
    written = 0
    for unit, values in changes.items():
        writers = User.objects.filter(unit=unit, groups__name__in=[Role.OFFICER.value, Role.HEAD.value])
        client.force_login(writers.first())  # type: ignore[arg-type]
        content = client.get(f"{PAGE}tai/{unit.code}/").content
        same = upload(client, content)
        assert "Không có thay đổi" in said(same), said(same)[600:1500]
        page = upload(client, put(content, values))
        assert page.status_code == 200, said(page)[:1500]
        assert page.context["outcome"].count == len(values)
        assert confirm(client, page, confirmed="on").status_code == 302
        written += len(values)
    assert written == 30
    after = dict(Report.objects.filter(period=period).values_list("item__code", "version"))
    touched = {key.rstrip("|") for values in changes.values() for _, key, _ in values}
    assert {code for code, version in after.items() if version != before.get(code)} == touched
    for values in changes.values():
        for (name, key, column), text in values.items():
            assert stored(period, name, key.rstrip("|"), column) == text


def stored(period: Period, sheet: str, code: str, column: str) -> str:
    report = Report.objects.get(period=period, item__code=code)
    if sheet == "Chỉ tiêu":
        notes = set(report.measurements.values_list("note", flat=True))
        assert len(notes) == 1
        return str(notes.pop())
    return str(getattr(report, column))
