"""The sheet Dự án: a row for each project, then what was paid by budget year and source, then milestones."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bachdang.reporting.flow.project_form import PaidRow, ProjectReportForm
from bachdang.reporting.work.row import ReportForm
from bachdang.reports.unit_form.columns import CODE, STATE, Layout, Owing, Part, known
from bachdang.reports.unit_form.task_sheet import milestone_parts
from bachdang.scope.scopes import Scope
from bachdang.spreadsheet import Column, Kind
from bachdang.standing.projects import ProjectRow
from bachdang.vietnamese.money import MILLION, UNITS, in_unit
from plans.models import ItemKind

_FIELDS = {
    "stage": "stage",
    "result": "result",
    "day": "completed_on",
    "document": "product_document",
    "households_total": "households_total",
    "households_done": "households_done",
    "area_total": "area_total",
    "area_done": "area_done",
    "difficulties": "difficulties",
    "proposal": "proposal",
    "proposal_to": "proposal_to",
    "no_data_reason": "no_data_reason",
}
MEASURE = UNITS[MILLION][0]


def project_layout(scope: Scope) -> Layout:
    """Money is in triệu đồng."""
    columns = {
        CODE: Column("Mã", 12),
        "name": Column("Dự án, nguồn vốn", 36),
        "plan": Column("Kế hoạch vốn năm (triệu đồng)", 14, Kind.MONEY),
        "before": Column("Đã giải ngân các quý trước (triệu đồng)", 14, Kind.MONEY),
        "paid": Column(f"Giải ngân trong {scope.quarter.label} (triệu đồng)", 15, align="right"),
        "stage_before": Column("Giai đoạn báo cáo lần trước", 14),
        "stage": Column("Giai đoạn", 15),
        "result": Column("Kết quả thực hiện trong quý", 34),
        "day": Column("Ngày hoàn thành", 13, align="center"),
        "document": Column("Công trình, văn bản bàn giao", 22),
        "households_total": Column("GPMB: tổng số hộ", 9, align="right"),
        "households_done": Column("GPMB: số hộ đã bàn giao", 9, align="right"),
        "area_total": Column("GPMB: tổng diện tích (ha)", 10, align="right"),
        "area_done": Column("GPMB: đã bàn giao (ha)", 10, align="right"),
        "difficulties": Column("Khó khăn, vướng mắc", 24),
        "proposal": Column("Đề xuất, kiến nghị", 24),
        "proposal_to": Column("Gửi tới", 18),
        "no_data_reason": Column("Không phát sinh: lý do", 20),
        STATE: Column("Trạng thái", 13, align="center"),
    }
    hint = (
        "Giải ngân là số trong quý, tính bằng triệu đồng; hệ thống tự cộng lũy kế. Ô để trống là chưa có"
        " số liệu; không giải ngân thì ghi 0. Ngày hoàn thành và bàn giao chỉ ghi khi giai đoạn là"
        " Hoàn thành, Quyết toán."
    )
    return Layout("Dự án", ItemKind.PROJECT, columns, _parts, hint)


def _parts(owing: Owing, form: ReportForm) -> Iterator[Part]:
    assert isinstance(form, ProjectReportForm)
    row = owing.owed.row
    stage = row.stage_label if isinstance(row, ProjectRow) else ""
    yield Part(
        cells={"name": owing.owed.title, "stage_before": stage or None},
        fields=known(form, _FIELDS),
    )
    for year in form.paid_years():
        for paid in year.rows:
            yield _paid_part(year.year, paid)
    yield from milestone_parts(form, "day")


def _paid_part(year: int, paid: PaidRow) -> Part:
    label = f"Vốn năm {year}, {paid.source}"
    cells = {"name": f"– {label}", "plan": _millions(paid.plan), "before": _millions(paid.before)}
    name = paid.box.field.name
    return Part(name, label, cells, {"paid": name}, MEASURE)


def _millions(dong: int | None) -> Decimal | None:
    return None if dong is None else in_unit(dong, MILLION)
