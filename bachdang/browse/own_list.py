"""Việc các đơn vị tự đặt: all of it as a list with filters."""

from __future__ import annotations

import django_tables2 as tables

from bachdang.accounts.models import Unit
from bachdang.browse import cells
from bachdang.spreadsheet import Kind
from bachdang.standing.filters import ItemFilter
from bachdang.ui.list_files import Cell, Out
from plans.models import ItemKind


class OwnTable(tables.Table):
    """Rows of office.own_work.OwnRow."""

    title = Cell(
        "browse/cells/plans/own_title.html",
        out=[
            Out("Mã", 18, "item__code"),
            Out("Việc", 46, "title"),
            Out("Kết quả phải có", 34, "terms__product"),
        ],
        verbose_name="Việc",
        accessor="title",
        order_by="terms__title_key",
    )
    task = Cell(
        "browse/cells/plans/own_task.html",
        out=[Out("Nhiệm vụ", 16, lambda row: row.task.clause.place if row.task.clause else row.task.code)],
        verbose_name="Nhiệm vụ",
        accessor="task",
        order_by="task__order",
    )
    unit = Cell(
        "browse/cells/plans/reporter.html",
        out=[Out("Đơn vị", 20, "unit"), Out("Đầu mối", 22, "contact")],
        verbose_name="Đơn vị",
        accessor="unit",
        order_by="unit__name_key",
    )
    due = Cell(
        "browse/cells/plans/own_days.html",
        out=[
            Out("Từ ngày", 12, "terms__starts", Kind.DATE),
            Out("Đến ngày", 12, "due", Kind.DATE),
            Out("Hoàn thành ngày", 12, "completed_on", Kind.DATE),
            Out("Văn bản", 34, "document"),
        ],
        verbose_name="Thời hạn",
        accessor="due",
    )
    status = Cell(
        "browse/cells/plans/status.html",
        out=[Out("Trạng thái", 20, cells.task_status)],
        verbose_name="Trạng thái",
        accessor="status",
        order_by="severity",
    )

    class Meta:
        attrs = {"class": "table table--lists"}
        orderable = True


class OwnFilter(ItemFilter):
    """As tasks are filtered, by the units that have set themselves any."""

    basis = None  # the office gives no verdict on it

    def fill_choices(self) -> None:
        units = Unit.objects.filter(reported_items__plan=self.plan, reported_items__kind=ItemKind.OWN)
        self.filters["unit"].extra["choices"] = [(one.code, str(one)) for one in units.distinct().by_name()]
