"""Columns of the lists: how each is drawn, and what it is in the downloaded file (office/cells.py)."""

from __future__ import annotations

import django_tables2 as tables

from bachdang.browse import cells
from bachdang.spreadsheet import Kind
from bachdang.ui.list_files import Cell, Out

# Columns hold rows of indicators.standings.TargetRow, office.tasks.TaskRow and office.projects.ProjectRow.


NUMBER, PERCENT, MONEY, DATE = Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.DATE


class TargetTable(tables.Table):
    code = tables.Column(accessor="item__code", verbose_name="Mã", order_by="item__order")
    title = Cell(
        "browse/cells/indicators/title.html",
        out=[Out("Chỉ tiêu", 40, "title"), Out("Chương trình", 13, "programme__code")],
        verbose_name="Chỉ tiêu",
        accessor="title",
        order_by="title_key",
    )
    goal = Cell(
        "browse/cells/indicators/goal.html",
        out=[
            Out("Mục tiêu", 22, "wording"),
            Out("Đến ngày", 12, "terms__horizon", DATE),
            Out("Đơn vị tính", 14, cells.measure),
        ],
        verbose_name="Mục tiêu",
        accessor="wording",
        orderable=False,
    )
    current = Cell(
        "browse/cells/indicators/current.html",
        out=[
            Out("Lũy kế", 13, cells.current, NUMBER),
            Out("Số liệu của", 13, "standing__current_quarter__label"),
            Out("Ít nhất (thiếu quý)", 11, cells.partial),
        ],
        number=True,
        verbose_name="Lũy kế",
        accessor="title",
        orderable=False,
    )
    course = Cell(
        "browse/cells/indicators/course.html",
        out=[],
        verbose_name="Diễn biến",
        accessor="points",
        orderable=False,
    )
    achievement = Cell(
        "browse/cells/indicators/achievement.html",
        out=[Out("Đạt (%)", 10, cells.achievement, PERCENT, 1)],
        number=True,
        verbose_name="Đạt",
        accessor="standing__achievement",
    )
    status = Cell(
        "browse/cells/indicators/status.html",
        out=[Out("Đánh giá", 18, cells.target_status)],
        verbose_name="Đánh giá",
        accessor="status",
        order_by="severity",
    )
    reporter = Cell(
        "browse/cells/indicators/reporter.html",
        out=[Out("Đơn vị báo cáo", 18, cells.reporter)],
        accessor="item__reporter",
        verbose_name="Đơn vị báo cáo",
        order_by="item__reporter__name_key",
        default="Chưa giao",
    )

    class Meta:
        attrs = {"class": "table table--lists"}
        orderable = True


class CoverageTable(tables.Table):
    place = Cell(
        "browse/cells/plans/place.html",
        out=[Out("Vị trí", 24, "clause__place"), Out("Loại nội dung", 18, "clause__get_kind_display")],
        verbose_name="Vị trí",
        accessor="clause",
        order_by="clause__order",
    )
    text = Cell(
        "browse/cells/plans/clause_text.html",
        out=[Out("Nguyên văn", 70, cells.clause_text)],
        verbose_name="Nguyên văn",
        accessor="clause",
        orderable=False,
    )
    targets = Cell(
        "browse/cells/plans/measured_by.html",
        out=[
            Out("Cách theo dõi", 20, "state_label"),
            Out("Đo bằng", 60, cells.measured_by),
            Out("Lý do không đo", 40, cells.unmeasured),
        ],
        verbose_name="Đo bằng",
        accessor="targets",
        orderable=False,
    )

    class Meta:
        attrs = {"class": "table table--lists"}


class ProgrammeTable(tables.Table):
    """In the document's order, under the headings of its parts."""

    number = tables.Column(accessor="clause__marker", verbose_name="Số")
    title = Cell(
        "browse/cells/plans/programme_title.html",
        out=[Out("Phần", 24, cells.part), Out("Chương trình, đề án", 50, cells.corrected_title)],
        verbose_name="Chương trình, đề án",
        accessor="title",
    )
    reporter = Cell(
        "browse/cells/plans/reporter.html",
        out=[Out("Đơn vị báo cáo", 18, cells.reporter), Out("Đầu mối", 22, "item__contact")],
        verbose_name="Đơn vị báo cáo",
        accessor="item",
    )
    targets = Cell(
        "browse/cells/plans/programme_targets.html",
        out=[
            Out("Số mục tiêu", 10, "target_total", NUMBER),
            Out("Mục tiêu theo đánh giá", 28, lambda row: cells.counted(row.target_counts)),
        ],
        verbose_name="Mục tiêu",
        accessor="targets",
    )
    tasks = Cell(
        "browse/cells/plans/programme_tasks.html",
        out=[
            Out("Số nhiệm vụ", 10, lambda row: len(row.tasks), NUMBER),
            Out("Nhiệm vụ theo trạng thái", 28, lambda row: cells.counted(row.task_counts)),
        ],
        verbose_name="Nhiệm vụ",
        accessor="tasks",
    )
    words = Cell(
        "browse/cells/plans/programme_words.html",
        out=[Out("Báo cáo quý", 18, "words__state_label"), Out("Nội dung báo cáo", 44, "words__beginning")],
        verbose_name="Báo cáo quý",
        accessor="words",
    )

    class Meta:
        attrs = {"class": "table table--lists table--programmes"}
        template_name = "components/grouped_table.html"
        orderable = False


class TaskTable(tables.Table):
    code = tables.Column(accessor="place", verbose_name="Số", order_by="item__order")
    title = Cell(
        "browse/cells/plans/task_title.html",
        out=[
            Out("Nhóm", 26, "group__text"),
            Out("Nhiệm vụ", 44, cells.corrected_title),
            Out("Sản phẩm", 34, "terms__product"),
        ],
        verbose_name="Nhiệm vụ",
        accessor="title",
        order_by="terms__title_key",
    )
    lead = Cell(
        "browse/cells/plans/lead.html",
        out=[Out("Chủ trì", 18, "lead_text"), Out("Đơn vị báo cáo", 18, cells.reporter)],
        verbose_name="Chủ trì",
        accessor="lead_text",
        orderable=False,
    )
    time = Cell(
        "browse/cells/plans/time.html",
        out=[Out("Thời gian", 20, "time_text"), Out("Hạn", 12, "due", DATE)],
        verbose_name="Thời hạn",
        accessor="time_text",
        order_by="due",
    )
    status = Cell(
        "browse/cells/plans/status.html",
        out=[Out("Trạng thái", 18, cells.task_status)],
        verbose_name="Trạng thái",
        accessor="status",
        order_by="severity",
    )

    class Meta:
        attrs = {"class": "table table--lists"}
        orderable = True


class ProjectTable(tables.Table):
    code = tables.Column(accessor="place", verbose_name="TT", order_by="item__order")
    title = Cell(
        "browse/cells/projects/title.html",
        out=[
            Out("Nhóm, lĩnh vực", 20, "group__text"),
            Out("Dự án", 40, cells.corrected_title),
            Out("Nguồn vốn", 18, "sources_text"),
        ],
        verbose_name="Dự án",
        accessor="title",
        order_by="terms__title_key",
    )
    lead = Cell(
        "browse/cells/projects/lead.html",
        out=[Out("Chủ trì, thực hiện", 20, "lead_text"), Out("Đơn vị báo cáo", 18, cells.reporter)],
        verbose_name="Chủ trì, thực hiện",
        accessor="lead_text",
        orderable=False,
    )
    stage = tables.Column(accessor="stage_label", verbose_name="Giai đoạn", default="—", orderable=False)
    total = Cell(
        "browse/cells/projects/total.html",
        out=[Out("Tổng mức đầu tư (triệu đồng)", 11, cells.millions("total"), MONEY)],
        number=True,
        verbose_name="Tổng mức đầu tư",
        accessor="money",
        order_by="money__total",
    )
    plan = Cell(
        "browse/cells/projects/year_plan.html",
        out=[Out("KH vốn năm (triệu đồng)", 11, cells.millions("year_plan"), MONEY)],
        number=True,
        verbose_name="KH vốn năm",
        accessor="money",
        order_by="money__year_plan",
    )
    paid = Cell(
        "browse/cells/projects/year_paid.html",
        out=[Out("Giải ngân năm (triệu đồng)", 11, cells.millions("year_paid"), MONEY)],
        number=True,
        verbose_name="Giải ngân năm",
        accessor="money",
        order_by="money__year_paid",
    )
    rate = Cell(
        "browse/cells/projects/rate.html",
        out=[Out("Tỷ lệ (%)", 10, "money__rate", PERCENT, 1), Out("Cần kiểm tra", 28, cells.findings)],
        number=True,
        verbose_name="Tỷ lệ",
        accessor="money",
        order_by="money__rate",
    )
    status = Cell(
        "browse/cells/plans/status.html",
        out=[Out("Thời hạn", 12, "due", DATE), Out("Trạng thái", 18, cells.task_status)],
        verbose_name="Trạng thái",
        accessor="status",
        order_by="severity",
    )

    class Meta:
        attrs = {"class": "table table--lists table--projects"}
        orderable = True
