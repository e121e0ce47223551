"""Rows of the office's tables as the charts take them, each cell and bar with the list behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.urls import reverse

from bachdang.browse.matrix import NOBODY
from bachdang.browse.project_totals import TotalLine, Totals
from bachdang.browse.units import UnitRounds
from bachdang.dashboard.charts import HeatCell, HeatRow, PlanAndPaid
from bachdang.scope.scopes import Scope
from bachdang.standing.clarity import AxisCount, UnitClarity
from bachdang.standing.money import YearLine
from bachdang.standing.timeliness import RoundTimeliness
from bachdang.ui.addresses import add_parameters
from bachdang.vietnamese.numbers import format_percent


def timeliness_rows(grid: Iterable[UnitRounds], scope: Scope) -> list[HeatRow]:
    """One row a unit; a cell opens what became of the unit's reports in that round."""
    return [HeatRow(str(one.unit), [_round_cell(one, told, scope) for told in one.rounds]) for one in grid]


def _round_cell(one: UnitRounds, cell: RoundTimeliness, scope: Scope) -> HeatCell:
    told = cell.told
    if not told.owed:
        return HeatCell(None, "", f"{one.unit}\n{cell.period.label}: không phải báo cáo")
    judged = told.owed - told.pending
    words = f"{told.on_time}/{judged} báo cáo gửi đúng hạn" if judged else "chưa đến hạn"
    address = add_parameters(
        reverse("unit_detail", args=[one.unit.code]), {**scope.chosen, "ky": cell.period.slug}
    )
    text = format_percent(told.share, at_most=0) if told.share is not None else "…"
    return HeatCell(told.share, text, f"{one.unit}\n{cell.period.label}: {words}", f"{address}#dung-han")


def clarity_rows(units: Iterable[UnitClarity], scope: Scope) -> list[HeatRow]:
    """One row a unit; a cell opens the assignments that are not clear on its axis, or all when none is."""
    return [
        HeatRow(str(one.unit or "Chưa giao đơn vị"), [_axis_cell(one, axis, scope) for axis in one.counts])
        for one in units
    ]


def _axis_cell(one: UnitClarity, axis: AxisCount, scope: Scope) -> HeatCell:
    share = Decimal(axis.clear) / axis.total * 100 if axis.total else None
    unclear = axis.code if axis.clear < axis.total else ""
    unit = one.unit.code if one.unit else NOBODY
    address = add_parameters(reverse("six_matrix"), {**scope.chosen, "unit": unit, "axis": unclear})
    words = f"{axis.label}: {axis.clear}/{axis.total} phân công"
    return HeatCell(
        share, f"{axis.clear}/{axis.total}", f"{one.unit or 'Chưa giao đơn vị'}\n{words}", address
    )


def money_lines(totals: Totals, filters: Mapping[str, str] | None, scope: Scope) -> list[PlanAndPaid]:
    """Fields (or groups without one) of the filtered projects, this budget year's money."""
    kept = {**scope.chosen, **{name: value for name, value in (filters or {}).items() if value}}
    return [
        PlanAndPaid(_field_label(one), one.money.year_plan, one.money.year_paid, _field_url(one, kept))
        for one in totals.charted
    ]


def _field_label(one: TotalLine) -> str:
    return f"{one.label} ({one.count})"


def _field_url(one: TotalLine, kept: Mapping[str, str]) -> str:
    return add_parameters(reverse("project_list"), {**kept, "group": one.group, "field": one.field})


def year_lines(years: Iterable[YearLine]) -> list[PlanAndPaid]:
    """One line a budget year; nothing is behind it but the table beside it."""
    return [PlanAndPaid(str(one.year), one.plan, one.paid) for one in years]
