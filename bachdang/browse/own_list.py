"""Việc các đơn vị tự đặt: all of it as a list with filters."""

from __future__ import annotations

from bachdang.accounts.models import Unit
from bachdang.browse import cells
from bachdang.spreadsheet import Kind
from bachdang.standing.filters import ItemFilter
from bachdang.ui.list_files import ListColumn, ListTable, Out
from plans.models import ItemKind


class OwnTable(ListTable):
    """Rows of reporting.own_work.OwnRow."""

    row_template = "browse/rows/own.html"

    title = ListColumn(
        "Việc",
        out=[
            Out("Mã", 18, "item__code"),
            Out("Việc", 46, "title"),
            Out("Kết quả phải có", 34, "terms__product"),
        ],
        order_by="terms__title_key",
    )
    task = ListColumn(
        "Nhiệm vụ",
        out=[Out("Nhiệm vụ", 16, lambda row: row.task.clause.place if row.task.clause else row.task.code)],
        order_by="task__order",
    )
    unit = ListColumn(
        "Đơn vị", out=[Out("Đơn vị", 20, "unit"), Out("Đầu mối", 22, "contact")], order_by="unit__name_key"
    )
    due = ListColumn(
        "Thời hạn",
        out=[
            Out("Từ ngày", 12, "terms__starts", Kind.DATE),
            Out("Đến ngày", 12, "due", Kind.DATE),
            Out("Hoàn thành ngày", 12, "completed_on", Kind.DATE),
            Out("Văn bản", 34, "document"),
        ],
        order_by="due",
    )
    status = ListColumn("Trạng thái", out=[Out("Trạng thái", 20, cells.task_status)], order_by="severity")


class OwnFilter(ItemFilter):
    """As tasks are filtered, by the units that have set themselves any."""

    basis = None  # the office gives no verdict on it

    def fill_choices(self) -> None:
        units = Unit.objects.filter(reported_items__plan=self.plan, reported_items__kind=ItemKind.OWN)
        self.filters["unit"].extra["choices"] = [(one.code, str(one)) for one in units.distinct().by_name()]
