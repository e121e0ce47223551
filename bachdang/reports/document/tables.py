"""The appendices: targets, tasks and projects as tables on landscape pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from docx.document import Document as DocumentType
from docx.shared import Pt

from bachdang.quarter.prose.appendices import Appendix, appendices, spoke
from bachdang.quarter.rows import (
    Amount,
    Heading,
    ProjectGroup,
    ProjectLine,
    QuarterReport,
    TargetLine,
    TaskLine,
)
from bachdang.reports.document.page import CENTER, RIGHT, add_landscape, write
from bachdang.reports.document.ruled import Column, RuledTable
from bachdang.vietnamese.numbers import format_date, format_decimal, format_percent

MILLION = 1_000_000
TARGETS = [
    Column("TT", 14, CENTER), Column("Chỉ tiêu", 62), Column("Đơn vị tính", 25, CENTER),
    Column("Mục tiêu", 35), Column("Kế hoạch năm", 18, RIGHT), Column("Thực hiện/ước quý", 22, RIGHT),
    Column("Lũy kế", 22, RIGHT), Column("Đánh giá", 28), Column("Đơn vị báo cáo", 26),
]  # fmt: skip
TASKS = [
    Column("STT", 12, CENTER), Column("Nhiệm vụ", 58), Column("Chủ trì", 26), Column("Thời hạn", 24, CENTER),
    Column("Kết quả trong quý", 60), Column("Trạng thái", 26), Column("Khó khăn, kiến nghị", 46),
]  # fmt: skip
PROJECTS = [
    Column("TT", 9, CENTER), Column("Dự án", 54), Column("Chủ trì", 29),
    Column("Tổng mức đầu tư", 18, RIGHT), Column("KH vốn năm", 17, RIGHT),
    Column("Giải ngân quý", 17, RIGHT), Column("Lũy kế năm", 17, RIGHT), Column("Tỷ lệ", 13, RIGHT),
    Column("Tiến độ", 78),
]  # fmt: skip
WORDS = [
    Column("TT", 9, CENTER), Column("Chương trình, đề án, nhiệm vụ", 56), Column("Đơn vị", 25),
    Column("Kết quả", 62), Column("Hạn chế, nguyên nhân", 50), Column("Nhiệm vụ thời gian tới", 50),
]  # fmt: skip


def write_appendices(document: DocumentType, report: QuarterReport) -> None:
    """Up to four tables, each on its own pages; amounts of projects in million đồng.

    What there is none of is said in the text and has no page of its own.
    """
    paint = {
        Appendix.TARGETS: _targets,
        Appendix.TASKS: _tasks,
        Appendix.PROJECTS: _projects,
        Appendix.WORDS: _words,
    }
    for one in appendices(report):
        add_landscape(document)
        write(document, one.label, bold=True, centred=True)
        write(document, one.title, bold=True, centred=True)
        as_of = write(document, f"({report.head.as_of})", italic=True, centred=True, size=Pt(12))
        as_of.paragraph_format.space_after = Pt(6)
        paint[one](document, report)


def _spanned(columns: Sequence[Column], report: QuarterReport) -> list[Column]:
    """The columns with the time covered in their titles, where that is more than the quarter."""
    return [replace(one, title=one.title.replace("quý", report.head.span)) for one in columns]


def _targets(document: DocumentType, report: QuarterReport) -> None:
    table = RuledTable(document, _spanned(TARGETS, report))
    for line in report.targets:
        if isinstance(line, Heading):
            table.add_group(f"{line.marker} {line.text}".strip())
        else:
            table.add_row(_target(line))


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
    table = RuledTable(document, _spanned(TASKS, report))
    for line in report.tasks:
        if isinstance(line, Heading):
            table.add_group(f"{line.marker} {line.text}".strip())
        else:
            table.add_row(_task(line))


def _task(line: TaskLine) -> list[str]:
    due = format_date(line.due) if isinstance(line.due, date) else line.due
    troubles = "\n".join(part for part in (line.difficulties, line.proposals) if part)
    return [str(line.number), line.title, line.lead, due, line.result, line.status_text, troubles]


def _projects(document: DocumentType, report: QuarterReport) -> None:
    write(document, "Đơn vị tính: triệu đồng", italic=True, size=Pt(11)).alignment = RIGHT
    table = RuledTable(document, _spanned(PROJECTS, report))

    def paint(group: ProjectGroup) -> None:
        if group.heading is not None:
            table.add_group(f"{group.heading.marker} {group.heading.text}".strip())
        for line in group.lines:
            table.add_row(_project(line))
        for one in group.groups:
            paint(one)

    paint(report.projects)
    table.keep_last()
    sums = report.projects.money
    cells = [
        _millions(sums.total),
        _millions(sums.year_plan),
        _millions(sums.quarter_paid),
        _millions(sums.year_paid),
    ]
    table.add_row(["", "Cộng", "", *cells, format_percent(sums.rate, at_most=1), ""], bold=True)


def _project(line: ProjectLine) -> list[str]:
    money = line.money
    amounts = (money.total, money.year_plan, money.quarter_paid, money.year_paid)
    return [
        str(line.number), line.title, line.lead, *map(_millions, amounts),
        format_percent(money.rate, at_most=1), line.progress,
    ]  # fmt: skip


def _words(document: DocumentType, report: QuarterReport) -> None:
    table = RuledTable(document, WORDS)
    part = ""
    for one in filter(spoke, report.words):
        if one.part != part:
            part = one.part
            table.add_group(one.part_title)
        nothing = f"Không phát sinh: {one.nothing_because}" if one.nothing_because else ""
        limits = "\n".join(text for text in (one.limits, one.causes) if text)
        cells = [one.number.rstrip("."), one.title, one.unit, one.result or nothing, limits, one.next_steps]
        table.add_row(cells)


def _millions(dong: int | None) -> str:
    return "" if dong is None else format_decimal(Decimal(dong) / MILLION, at_most=3)
