"""The appendices: targets, tasks and projects as tables on landscape pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from docx.document import Document as DocumentType
from docx.shared import Pt

from bachdang.numbers import format_date, format_decimal, format_percent
from bachdang.office.rows import (
    Amount,
    Heading,
    ProjectGroup,
    ProjectLine,
    QuarterReport,
    TargetLine,
    TaskLine,
)
from bachdang.reports.document.page import RIGHT, add_group, add_landscape, add_row, add_table, write

MILLION = 1_000_000
TARGETS = [
    ("TT", 14.0), ("Chỉ tiêu", 62.0), ("Đơn vị tính", 20.0), ("Mục tiêu", 36.0), ("Kế hoạch năm", 20.0),
    ("Thực hiện/ước quý", 22.0), ("Lũy kế", 22.0), ("Đánh giá", 28.0), ("Đơn vị báo cáo", 28.0),
]  # fmt: skip
TASKS = [
    ("STT", 12.0), ("Nhiệm vụ", 60.0), ("Chủ trì", 24.0), ("Thời hạn", 26.0), ("Kết quả trong quý", 60.0),
    ("Trạng thái", 26.0), ("Khó khăn, kiến nghị", 44.0),
]  # fmt: skip
PROJECTS = [
    ("TT", 10.0), ("Dự án", 62.0), ("Chủ trì", 26.0), ("Tổng mức đầu tư", 24.0), ("KH vốn năm", 22.0),
    ("Giải ngân quý", 22.0), ("Lũy kế năm", 22.0), ("Tỷ lệ", 14.0), ("Tiến độ", 50.0),
]  # fmt: skip


def write_appendices(document: DocumentType, report: QuarterReport) -> None:
    """Three tables, each on its own pages; amounts of projects in million đồng."""
    tables = (
        ("KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU", "", _targets),
        ("TÌNH HÌNH THỰC HIỆN NHIỆM VỤ CỤ THỂ", "", _tasks),
        ("TÌNH HÌNH THỰC HIỆN DỰ ÁN", "Đơn vị tính: triệu đồng", _projects),
    )
    for number, (title, note, paint) in enumerate(tables, 1):
        add_landscape(document)
        write(document, f"Phụ lục {number}", bold=True, centred=True)
        write(document, title, bold=True, centred=True)
        write(document, f"({report.head.as_of})", italic=True, centred=True, size=Pt(12))
        if note:
            write(document, note, italic=True, size=Pt(11)).alignment = RIGHT
        paint(document, report)


def _targets(document: DocumentType, report: QuarterReport) -> None:
    table = add_table(document, TARGETS)
    for line in report.targets:
        if isinstance(line, Heading):
            add_group(table, f"{line.marker} {line.text}".strip())
        else:
            add_row(table, TARGETS, _target(line))


def _target(line: TargetLine) -> list[str]:
    plan = format_decimal(line.plan_figure, at_most=2)
    return [
        line.code, line.name, line.measure, line.wording, plan, amount_text(line.of_quarter, line.is_state),
        amount_text(line.to_date, line.is_state), line.status_text, line.unit,
    ]  # fmt: skip


def amount_text(amount: Amount, is_state: bool = False) -> str:
    """A figure in words: "ít nhất 12,5", "Có", a date; "" where there is none."""
    value = amount.value
    if isinstance(value, Decimal):
        if is_state:
            return "Có" if value >= 1 else "Không"
        return f"{'ít nhất ' if amount.partial else ''}{format_decimal(value, at_most=2)}"
    return format_date(value) if isinstance(value, date) else value or ""


def _tasks(document: DocumentType, report: QuarterReport) -> None:
    table = add_table(document, TASKS)
    for line in report.tasks:
        if isinstance(line, Heading):
            add_group(table, f"{line.marker} {line.text}".strip())
        else:
            add_row(table, TASKS, _task(line))


def _task(line: TaskLine) -> list[str]:
    due = format_date(line.due) if isinstance(line.due, date) else line.due
    troubles = "\n".join(part for part in (line.difficulties, line.proposals) if part)
    return [str(line.number), line.title, line.lead, due, line.result, line.status_text, troubles]


def _projects(document: DocumentType, report: QuarterReport) -> None:
    table = add_table(document, PROJECTS)

    def paint(group: ProjectGroup) -> None:
        if group.heading is not None:
            add_group(table, f"{group.heading.marker} {group.heading.text}".strip())
        for line in group.lines:
            add_row(table, PROJECTS, _project(line))
        for one in group.groups:
            paint(one)

    paint(report.projects)
    sums = report.projects.money
    cells = [
        _millions(sums.total),
        _millions(sums.year_plan),
        _millions(sums.quarter_paid),
        _millions(sums.year_paid),
    ]
    add_row(table, PROJECTS, ["", "Cộng", "", *cells, format_percent(sums.rate, at_most=1), ""], bold=True)


def _project(line: ProjectLine) -> list[str]:
    money = line.money
    amounts = (money.total, money.year_plan, money.quarter_paid, money.year_paid)
    return [
        str(line.number), line.title, line.lead, *map(_millions, amounts),
        format_percent(money.rate, at_most=1), line.progress,
    ]  # fmt: skip


def _millions(dong: int | None) -> str:
    return "" if dong is None else format_decimal(Decimal(dong) / MILLION, at_most=3)
