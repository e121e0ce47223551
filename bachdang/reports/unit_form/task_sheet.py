"""The sheet Nhiệm vụ: a row for each task, then one for each milestone and each earlier year still owed."""

from __future__ import annotations

from collections.abc import Iterator

from bachdang.reporting.flow.forms import TaskReportForm, WordsForm
from bachdang.reporting.work.row import ReportForm
from bachdang.reports.unit_form.columns import CODE, STATE, Layout, Owing, Part, known
from bachdang.scope.scopes import Scope
from bachdang.spreadsheet import Column
from bachdang.vietnamese.numbers import format_date
from plans.models import ItemKind

_FIELDS = {
    "result": "result",
    "percent": "percent",
    "delivered": "delivered",
    "day": "delivered_on",
    "document": "product_document",
    "difficulties": "difficulties",
    "proposal": "proposal",
    "proposal_to": "proposal_to",
    "no_data_reason": "no_data_reason",
}


def task_layout(scope: Scope) -> Layout:
    """The columns, with the quarter before named."""
    columns = {
        CODE: Column("Mã", 10),
        "name": Column("Nhiệm vụ", 34),
        "product": Column("Sản phẩm phải có", 20),
        "time": Column("Thời hạn", 14, align="center"),
        "before": Column(f"Kết quả {scope.previous.label}", 26),
        "result": Column("Kết quả thực hiện trong quý", 36),
        "percent": Column("Tỷ lệ hoàn thành (%)", 11, align="right"),
        "delivered": Column("Đã hoàn thành, có sản phẩm", 12, align="center"),
        "day": Column("Ngày hoàn thành", 13, align="center"),
        "document": Column("Văn bản, sản phẩm đã có", 24),
        "difficulties": Column("Khó khăn, vướng mắc", 26),
        "proposal": Column("Đề xuất, kiến nghị", 26),
        "proposal_to": Column("Gửi tới", 18),
        "no_data_reason": Column("Không phát sinh: lý do", 22),
        STATE: Column("Trạng thái", 13, align="center"),
    }
    hint = "Mỗi dòng trong ô Đề xuất, kiến nghị (Alt + Enter) là một kiến nghị. Ngày ghi ngày/tháng/năm."
    return Layout("Nhiệm vụ", ItemKind.TASK, columns, _parts, hint)


def _parts(owing: Owing, form: ReportForm) -> Iterator[Part]:
    assert isinstance(form, TaskReportForm)
    row = owing.owed.row
    yield Part(
        cells={
            "name": owing.owed.title,
            "product": row.terms.product if row else None,
            "time": row.time_text if row else None,
            "before": owing.before.result if owing.before else None,
        },
        fields=known(form, _FIELDS),
    )
    yield from milestone_parts(form, "day")
    for run in form.late:
        fields = {"day": f"late_{run.pk}_on", "document": f"late_{run.pk}_document"}
        label = f"Còn nợ năm {run.year}"
        yield Part(f"late_{run.pk}", label, {"name": label}, fields)


def milestone_parts(form: WordsForm, column: str) -> Iterator[Part]:
    """A row for each milestone; its box is the day it was finished."""
    for one in form.milestones:
        label = f"Mốc “{one.title}”"
        name = f"milestone_{one.pk}"
        yield Part(name, label, {"name": f"{label} (hạn {format_date(one.due)})"}, {column: name})
