"""Columns of the lists: their heads, order and cells in the downloaded file (cells.py).

Rows are drawn by templates/browse/rows: TargetRow, CoverageRow, ProgrammeRow, TaskRow and ProjectRow.
"""

from __future__ import annotations

from bachdang.browse import cells
from bachdang.spreadsheet import Kind
from bachdang.ui.list_files import ListColumn, ListTable, Out

NUMBER, PERCENT, MONEY, DATE = Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.DATE


class TargetTable(ListTable):
    row_template = "browse/rows/target.html"

    code = ListColumn("Mã", out=[Out("Mã", 16, "item__code")], order_by="item__order")
    title = ListColumn(
        "Chỉ tiêu",
        out=[Out("Chỉ tiêu", 40, "title"), Out("Chương trình", 13, "programme__code")],
        order_by="title_key",
    )
    goal = ListColumn(
        "Mục tiêu",
        out=[
            Out("Mục tiêu", 22, "wording"),
            Out("Đến ngày", 12, "terms__horizon", DATE),
            Out("Đơn vị tính", 14, cells.measure),
        ],
    )
    current = ListColumn(
        "Lũy kế",
        out=[
            Out("Lũy kế", 13, cells.current, NUMBER),
            Out("Số liệu của", 13, "standing__current_quarter__label"),
            Out("Ít nhất (thiếu quý)", 11, cells.partial),
        ],
        number=True,
    )
    needed = ListColumn("Cần đạt", out=[Out("Cần đạt", 13, cells.needed, NUMBER)], number=True)
    course = ListColumn("Diễn biến", out=[])
    achievement = ListColumn(
        "Mức đạt",
        out=[Out("Mức đạt (%)", 10, cells.achievement, PERCENT, 1)],
        order_by="standing__achievement",
        number=True,
    )
    status = ListColumn("Đánh giá", out=[Out("Đánh giá", 18, cells.target_status)], order_by="severity")
    reporter = ListColumn(
        "Đơn vị báo cáo", out=[Out("Đơn vị báo cáo", 18, cells.reporter)], order_by="item__reporter__name_key"
    )


class CoverageTable(ListTable):
    row_template = "browse/rows/coverage.html"

    place = ListColumn(
        "Vị trí",
        out=[Out("Vị trí", 24, "clause__place"), Out("Loại nội dung", 18, "clause__get_kind_display")],
        order_by="clause__order",
    )
    text = ListColumn("Nguyên văn", out=[Out("Nguyên văn", 70, cells.clause_text)])
    targets = ListColumn(
        "Đo bằng",
        out=[
            Out("Cách theo dõi", 20, "state_label"),
            Out("Đo bằng", 60, cells.measured_by),
            Out("Lý do không đo", 40, cells.unmeasured),
        ],
    )


class ProgrammeTable(ListTable):
    """In the document's order, under the headings of its parts."""

    row_template = "browse/rows/programme.html"
    css = "table--lists table--programmes"

    number = ListColumn("Số", out=[Out("Số", 16, "clause__marker")])
    title = ListColumn(
        "Chương trình, đề án",
        out=[Out("Phần", 24, cells.part), Out("Chương trình, đề án", 50, cells.corrected_title)],
    )
    reporter = ListColumn(
        "Đơn vị báo cáo", out=[Out("Đơn vị báo cáo", 18, cells.reporter), Out("Đầu mối", 22, "item__contact")]
    )
    targets = ListColumn(
        "Mục tiêu",
        out=[
            Out("Số mục tiêu", 10, "target_total", NUMBER),
            Out("Mục tiêu theo đánh giá", 28, lambda row: cells.counted(row.target_counts)),
        ],
    )
    tasks = ListColumn(
        "Nhiệm vụ",
        out=[
            Out("Số nhiệm vụ", 10, lambda row: len(row.tasks), NUMBER),
            Out("Nhiệm vụ theo trạng thái", 28, lambda row: cells.counted(row.task_counts)),
        ],
    )
    words = ListColumn(
        "Báo cáo quý",
        out=[Out("Báo cáo quý", 18, "words__state_label"), Out("Nội dung báo cáo", 44, "words__beginning")],
    )


class TaskTable(ListTable):
    row_template = "browse/rows/task.html"

    code = ListColumn("Số", out=[Out("Số", 16, "place")], order_by="item__order")
    title = ListColumn(
        "Nhiệm vụ",
        out=[
            Out("Nhóm", 26, "group__text"),
            Out("Nhiệm vụ", 44, cells.corrected_title),
            Out("Sản phẩm", 34, "terms__product"),
        ],
        order_by="terms__title_key",
    )
    lead = ListColumn(
        "Đơn vị báo cáo",
        out=[Out("Chủ trì", 18, "lead_text"), Out("Đơn vị báo cáo", 18, cells.reporter)],
        order_by="item__reporter__name_key",
    )
    result = ListColumn(
        "Kết quả gần nhất",
        out=[
            Out("Kết quả gần nhất", 44, "told__result"),
            Out("Kỳ của kết quả", 13, "told__quarter__label"),
        ],
    )
    percent = ListColumn(
        "%", out=[Out("Hoàn thành (%)", 10, "told__percent", NUMBER)], order_by="percent_done", number=True
    )
    time = ListColumn(
        "Thời hạn", out=[Out("Thời gian", 20, "time_text"), Out("Hạn", 12, "due", DATE)], order_by="due"
    )
    status = ListColumn("Trạng thái", out=[Out("Trạng thái", 18, cells.task_status)], order_by="severity")


class ProjectTable(ListTable):
    row_template = "browse/rows/project.html"
    css = "table--lists table--projects"

    code = ListColumn("TT", out=[Out("TT", 16, "place")], order_by="item__order")
    title = ListColumn(
        "Dự án",
        out=[
            Out("Nhóm, lĩnh vực", 20, "group__text"),
            Out("Dự án", 40, cells.corrected_title),
            Out("Nguồn vốn", 18, "sources_text"),
        ],
        order_by="terms__title_key",
    )
    lead = ListColumn(
        "Chủ trì, thực hiện",
        out=[Out("Chủ trì, thực hiện", 20, "lead_text"), Out("Đơn vị báo cáo", 18, cells.reporter)],
    )
    stage = ListColumn("Giai đoạn", out=[Out("Giai đoạn", 16, "stage_label")])
    total = ListColumn(
        "Tổng mức đầu tư",
        out=[Out("Tổng mức đầu tư (triệu đồng)", 11, cells.millions("total"), MONEY)],
        order_by="money__total",
        number=True,
    )
    plan = ListColumn(
        "KH vốn năm",
        out=[Out("KH vốn năm (triệu đồng)", 11, cells.millions("year_plan"), MONEY)],
        order_by="money__year_plan",
        number=True,
    )
    paid = ListColumn(
        "Giải ngân năm",
        out=[Out("Giải ngân năm (triệu đồng)", 11, cells.millions("year_paid"), MONEY)],
        order_by="money__year_paid",
        number=True,
    )
    rate = ListColumn(
        "Tỷ lệ",
        out=[Out("Tỷ lệ (%)", 10, "money__rate", PERCENT, 1), Out("Cần kiểm tra", 28, cells.findings)],
        order_by="money__rate",
        number=True,
    )
    status = ListColumn(
        "Trạng thái",
        out=[Out("Thời hạn", 12, "due", DATE), Out("Trạng thái", 18, cells.task_status)],
        order_by="severity",
    )
