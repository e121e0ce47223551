"""What the workbook will hold, sheet by sheet, for the page: the first lines of each as they will stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from bachdang.quarter.rows import (
    ClearLine,
    CountTable,
    Heading,
    IssueLine,
    ProjectLine,
    QuarterReport,
    SendingLine,
    TargetLine,
    TaskLine,
)
from bachdang.quarter.rows.clear import count_lacking, lacking_lines
from bachdang.quarter.rows.targets import count_main, main_lines
from bachdang.reports.document.tables import amount_text
from bachdang.spreadsheet import shown
from bachdang.vietnamese.numbers import format_date, format_decimal, format_percent

MAIN, LINES = "chinh", 8
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


def previews(report: QuarterReport, shown: str = "") -> list[Preview]:
    """The sheets after Tổng hợp, in their order; the lines alone of the one `shown`."""

    def sheet(
        key: str, title: str, noun: str, count: int, fields: Sequence[Field], lines: Iterable[Any],
        painted: Callable[[Any], list[str]], name: str, most: int | None = LINES,
    ) -> Preview:  # fmt: skip
        first = islice((one for one in lines if not isinstance(one, Heading)), most) if key == shown else ()
        return Preview(key, title, noun, count, fields, [painted(one) for one in first], name)

    counts = report.counts
    main = main_lines(report.targets) if shown == MAIN else ()
    headline = sheet(
        MAIN, "Chỉ tiêu chủ yếu", "chỉ tiêu", count_main(report.targets), TARGETS,
        main, _target, "overview", None,
    )  # fmt: skip
    return [
        *([headline] if headline.count else []),
        sheet("chi-tieu", "Chỉ tiêu", "mục tiêu", counts["targets"], TARGETS,
              report.targets, _target, "indicator_list"),
        sheet("nhiem-vu", "Nhiệm vụ", "nhiệm vụ", counts["tasks"], TASKS, report.tasks, _task, "task_list"),
        sheet("du-an", "Dự án", "dự án", counts["projects"], PROJECTS,
              report.projects.walk(), _project, "project_list"),
        sheet("6-ro", f"{len(report.summary.axes)} rõ", "phân công chưa rõ", count_lacking(report.clear),
              CLEAR, lacking_lines(report.clear), _clear, "six_matrix"),
        sheet("vuong-mac", "Vướng mắc, kiến nghị", "dòng", len(report.issues), ISSUES,
              report.issues, _issue, "proposals"),
        sheet("tinh-hinh", "Tình hình báo cáo", "đơn vị", len(report.sending), SENDING,
              report.sending, _sending, "unit_list", None),
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
