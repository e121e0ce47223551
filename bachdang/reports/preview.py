"""What the workbook will hold, sheet by sheet, for the page: the first lines of each as they will stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bachdang.quarter.rows import (
    ClearLine,
    CountTable,
    IssueLine,
    ProjectLine,
    QuarterReport,
    SendingLine,
    TargetLine,
    TaskLine,
)
from bachdang.reports.document.tables import amount_text
from bachdang.spreadsheet import shown
from bachdang.vietnamese.numbers import format_date, format_decimal, format_percent

LINES = 8
MILLION = 10**6


@dataclass(frozen=True)
class Field:
    """A column of the preview."""

    title: str
    number: bool = False


Counted = tuple[CountTable, list[Field], list[list[tuple[Field, str]]]]
"""A table of counts, its columns, and its lines."""


@dataclass(frozen=True)
class Preview:
    """A sheet's first lines; `count` is how many it has in all, `name` its list on the site ("" for none)."""

    key: str
    sheet: str
    noun: str
    count: int
    fields: Sequence[Field]
    rows: Sequence[Sequence[str]]
    name: str = ""

    @property
    def lines(self) -> list[list[tuple[Field, str]]]:
        return [list(zip(self.fields, row, strict=True)) for row in self.rows]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def previews(report: QuarterReport) -> list[Preview]:
    """The sheets after Tổng hợp, in their order."""
    targets = [one for one in report.targets if isinstance(one, TargetLine)]
    tasks = [one for one in report.tasks if isinstance(one, TaskLine)]
    projects = list(report.projects.walk())
    clear = [one for one in report.clear if isinstance(one, ClearLine)]
    issues, sending = report.issues, report.sending
    return [
        Preview("chi-tieu", "Chỉ tiêu", "mục tiêu", len(targets), TARGETS,
                [_target(one) for one in targets[:LINES]], "indicator_list"),
        Preview("nhiem-vu", "Nhiệm vụ", "nhiệm vụ", len(tasks), TASKS,
                [_task(one) for one in tasks[:LINES]], "task_list"),
        Preview("du-an", "Dự án", "dự án", len(projects), PROJECTS,
                [_project(one) for one in projects[:LINES]], "project_list"),
        Preview("6-ro", "6 rõ", "phân công", len(clear), CLEAR,
                [_clear(one) for one in clear[:LINES]], "six_matrix"),
        Preview("vuong-mac", "Vướng mắc, kiến nghị", "dòng", len(issues), ISSUES,
                [_issue(one) for one in issues[:LINES]], "proposals"),
        Preview("tinh-hinh", "Tình hình báo cáo", "đơn vị", len(sending), SENDING,
                [_sending(one) for one in sending], "unit_list"),
    ]  # fmt: skip


def count_tables(
    report: QuarterReport,
) -> list[tuple[CountTable, list[Field], list[list[tuple[Field, str]]]]]:
    """The tables of Tổng hợp with the statuses that occur, the sum of each last."""
    found = []
    for table in report.summary.tables:
        counts = table.counts
        looks = [look for look in table.looks if counts[look.key]]
        fields = [Field(table.by), *(Field(look.label, True) for look in looks), Field("Tổng", True)]
        lines = [
            [f"{line.marker} {line.name}".strip(), *(_count(line.counts.get(look.key, 0)) for look in looks),
             str(line.total)]
            for line in table.lines
        ]  # fmt: skip
        lines.append(["Cộng", *(str(counts[look.key]) for look in looks), str(counts.total())])
        found.append((table, fields, [list(zip(fields, one, strict=True)) for one in lines]))
    return found


def _columns(*titles: str) -> tuple[Field, ...]:
    """Columns by their titles; a title that begins with # is one of numbers."""
    return tuple(Field(title.lstrip("#"), title.startswith("#")) for title in titles)


TARGETS = _columns(
    "TT", "Chỉ tiêu", "#Kế hoạch năm", "#Thực hiện/ước", "#Lũy kế", "Đánh giá", "Đơn vị báo cáo"
)
TASKS = _columns("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Trạng thái")
PROJECTS = _columns("TT", "Dự án", "#Tổng mức đầu tư", "#KH vốn năm", "#Lũy kế năm", "#Tỷ lệ", "Trạng thái")
CLEAR = _columns("Vị trí", "Phân công", "Đơn vị báo cáo", "#Số mặt rõ", "Tiến độ")
ISSUES = _columns("TT", "Loại", "Chỉ tiêu, nhiệm vụ, dự án", "Đơn vị", "Nội dung", "Tình trạng")
SENDING = _columns("TT", "Đơn vị", "#Đúng hạn", "#Gửi muộn", "#Quá hạn chưa gửi", "#Chưa đến hạn")


def _target(line: TargetLine) -> list[str]:
    plan = format_decimal(shown(line.plan_figure), at_most=2)
    return [
        line.code, line.name, plan, amount_text(line.of_quarter, line.is_state),
        amount_text(line.to_date, line.is_state), line.status_text, line.unit,
    ]  # fmt: skip


def _task(line: TaskLine) -> list[str]:
    due = format_date(line.due) if isinstance(line.due, date) else line.due
    return [str(line.number), line.title, line.lead, due, line.status_text]


def _project(line: ProjectLine) -> list[str]:
    money = line.money
    rate = format_percent(money.rate, at_most=1)
    amounts = [_millions(one) for one in (money.total, money.year_plan, money.year_paid)]
    return [str(line.number), line.title, *amounts, rate, line.status_text]


def _clear(line: ClearLine) -> list[str]:
    return [line.place, line.title, line.unit, f"{line.clear}/{len(line.answers)}", line.status_text]


def _issue(line: IssueLine) -> list[str]:
    return [str(line.number), line.kind_text, f"{line.code} {line.title}", line.unit, line.text, line.state]


def _sending(line: SendingLine) -> list[str]:
    told = line.told
    counts = [_count(one) for one in (told.on_time, told.late, told.missing, told.pending)]
    return [str(line.number), line.unit, *counts]


def _count(number: int) -> str:
    return str(number) if number else ""


def _millions(dong: int | None) -> str:
    return "" if dong is None else format_decimal(Decimal(dong) / MILLION, at_most=3)
