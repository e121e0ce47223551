"""Columns of the lists."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables

# Columns hold rows of indicators.standings.TargetRow, office.tasks.TaskRow and office.projects.ProjectRow.


class Cell(tables.TemplateColumn):
    """A column drawn by templates/<app>/cells/<name>.html, where `record` is the row."""

    def __init__(self, template: str, *, number: bool = False, **kwargs: Any) -> None:
        css = {"class": "num"} if number else {}
        super().__init__(template_name=template, attrs={"th": css, "td": css}, **kwargs)


class TargetTable(tables.Table):
    code = tables.Column(accessor="item__code", verbose_name="Mã", order_by="item__order")
    title = Cell("indicators/cells/title.html", verbose_name="Chỉ tiêu", accessor="title")
    goal = Cell("indicators/cells/goal.html", verbose_name="Mục tiêu", accessor="wording", orderable=False)
    current = Cell(
        "indicators/cells/current.html", number=True, verbose_name="Lũy kế", accessor="title", orderable=False
    )
    course = Cell(
        "indicators/cells/course.html", verbose_name="Diễn biến", accessor="points", orderable=False
    )
    achievement = Cell(
        "indicators/cells/achievement.html",
        number=True,
        verbose_name="Đạt",
        accessor="standing__achievement",
        orderable=False,
    )
    status = Cell("indicators/cells/status.html", verbose_name="Đánh giá", accessor="status")
    reporter = Cell(
        "indicators/cells/reporter.html",
        accessor="item__reporter",
        verbose_name="Đơn vị báo cáo",
        order_by="item__reporter_id",
        default="Chưa giao",
    )

    class Meta:
        attrs = {"class": "table table--lists"}
        orderable = True


class CoverageTable(tables.Table):
    place = Cell("plans/cells/place.html", verbose_name="Vị trí", accessor="clause", order_by="clause__order")
    text = Cell("plans/cells/clause_text.html", verbose_name="Nguyên văn", accessor="clause", orderable=False)
    targets = Cell(
        "plans/cells/measured_by.html", verbose_name="Đo bằng", accessor="targets", orderable=False
    )

    class Meta:
        attrs = {"class": "table table--lists"}


class ProgrammeTable(tables.Table):
    """In the document's order, under the headings of its parts."""

    number = tables.Column(accessor="clause__marker", verbose_name="Số")
    title = Cell("plans/cells/programme_title.html", verbose_name="Chương trình, đề án", accessor="title")
    reporter = Cell("plans/cells/reporter.html", verbose_name="Đơn vị báo cáo", accessor="item")
    targets = Cell("plans/cells/programme_targets.html", verbose_name="Mục tiêu", accessor="targets")
    tasks = Cell("plans/cells/programme_tasks.html", verbose_name="Nhiệm vụ", accessor="tasks")
    words = Cell("plans/cells/programme_words.html", verbose_name="Báo cáo quý", accessor="words")

    class Meta:
        attrs = {"class": "table table--lists table--programmes"}
        template_name = "components/grouped_table.html"
        orderable = False


class TaskTable(tables.Table):
    code = tables.Column(accessor="place", verbose_name="Số", order_by="item__order")
    title = Cell("plans/cells/task_title.html", verbose_name="Nhiệm vụ", accessor="title")
    lead = Cell("plans/cells/lead.html", verbose_name="Chủ trì", accessor="lead_text", orderable=False)
    time = Cell("plans/cells/time.html", verbose_name="Thời hạn", accessor="time_text", orderable=False)
    status = Cell("plans/cells/status.html", verbose_name="Trạng thái", accessor="status")

    class Meta:
        attrs = {"class": "table table--lists"}
        orderable = True


class ProjectTable(tables.Table):
    code = tables.Column(accessor="place", verbose_name="TT", order_by="item__order")
    title = Cell("projects/cells/title.html", verbose_name="Dự án", accessor="title")
    lead = Cell(
        "projects/cells/lead.html",
        verbose_name="Chủ trì, thực hiện",
        accessor="lead_text",
        orderable=False,
    )
    stage = tables.Column(accessor="stage_label", verbose_name="Giai đoạn", default="—", orderable=False)
    total = Cell(
        "projects/cells/total.html",
        number=True,
        verbose_name="Tổng mức đầu tư",
        accessor="money",
        orderable=False,
    )
    plan = Cell(
        "projects/cells/year_plan.html",
        number=True,
        verbose_name="KH vốn năm",
        accessor="money",
        orderable=False,
    )
    paid = Cell(
        "projects/cells/year_paid.html",
        number=True,
        verbose_name="Giải ngân năm",
        accessor="money",
        orderable=False,
    )
    rate = Cell(
        "projects/cells/rate.html", number=True, verbose_name="Tỷ lệ", accessor="money", orderable=False
    )
    status = Cell("plans/cells/status.html", verbose_name="Trạng thái", accessor="status")

    class Meta:
        attrs = {"class": "table table--lists table--projects"}
        orderable = True
