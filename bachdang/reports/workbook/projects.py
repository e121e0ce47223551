"""Sheet Dự án: money in triệu đồng, with live sums and rates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bachdang.quarter.rows import ProjectGroup, ProjectLine
from bachdang.reports.workbook.common import Book, new_sheet, spanned
from bachdang.spreadsheet import Column, Formula, Kind, Sheet, Value
from bachdang.standing.money import Money

MILLION = 1_000_000
COLUMNS = [
    Column("TT", 6, align="center"),
    Column("Dự án", 32),
    Column("Chủ trì", 17),
    Column("Nguồn vốn", 17),
    Column("Tổng mức đầu tư", 10.5, Kind.NUMBER),
    Column("KH vốn trung hạn", 10.5, Kind.NUMBER),
    Column("KH vốn năm", 9.5, Kind.NUMBER),
    Column("Giải ngân quý", 9.5, Kind.NUMBER),
    Column("Lũy kế năm", 9.5, Kind.NUMBER),
    Column("Tỷ lệ (%)", 8, Kind.PERCENT, 1),
    Column("Lũy kế từ khởi công", 10.5, Kind.NUMBER),
    Column("Tiến độ, GPMB", 34),
    Column("Vướng mắc", 16),
    Column("Kiến nghị", 16),
]
# Column letter → the amount it holds.
AMOUNTS = {
    "E": "total",
    "F": "medium_term",
    "G": "year_plan",
    "H": "quarter_paid",
    "I": "year_paid",
    "K": "all_paid",
}


def paint_projects(book: Book) -> None:
    """Projects by group and field; a group's amounts are the sums of the rows below it."""
    report = book.report
    title = report.head.projects("Tình hình thực hiện các dự án").upper()
    sheet = new_sheet(book, "Dự án", spanned(COLUMNS, report.head), title)
    sheet.write_note("Đơn vị tính: triệu đồng")
    sheet.write_header(frozen_columns=2)
    root = report.projects
    _paint_group(sheet, root)
    if not report.counts["projects"]:
        sheet.write_note("Không có dự án nào thuộc phạm vi báo cáo này.")
    elif root.groups:
        tops = list(_heading_rows(root, sheet.row - _height(root) + 1))
        values = _sums(root.money, tops, sheet.next_row)
        sheet.keep_together(sheet.row, sheet.write_group("TỔNG CỘNG", level=1, values=values))
    sheet.break_pages()


def _height(group: ProjectGroup) -> int:
    """How many rows a group takes, its own heading included."""
    below = sum(_height(one) for one in group.groups)
    return (group.heading is not None) + len(group.lines) + below


def _heading_rows(group: ProjectGroup, first: int) -> Iterator[int]:
    """The rows of the headings right below a group whose content begins at `first`."""
    row = first + len(group.lines)
    for one in group.groups:
        yield row
        row += _height(one)


def _paint_group(sheet: Sheet, group: ProjectGroup) -> None:
    if group.heading is not None:
        row = sheet.next_row
        lines = range(row + 1, row + 1 + len(group.lines))
        parts = [*lines, *_heading_rows(group, row + 1)]
        sheet.write_group(
            group.heading.text,
            marker=group.heading.marker,
            level=group.heading.level,
            values=_sums(group.money, parts, row),
        )
    for line in group.lines:
        sheet.write_row(_values(line, sheet.next_row))
    for one in group.groups:
        _paint_group(sheet, one)


def _sums(money: Money, rows: list[int], row: int) -> dict[int, Value]:
    """Live sums over the rows, for the amounts that any of them has; every money column is set."""
    values: dict[int, Value] = {}
    for letter, name in AMOUNTS.items():
        known = getattr(money, name) is not None
        values[ord(letter) - ord("A")] = Formula(_sum(letter, rows)) if known else None
    values[9] = _rate(money, row)
    return values


def _sum(letter: str, rows: list[int]) -> str:
    if rows == list(range(rows[0], rows[-1] + 1)) and len(rows) > 1:
        return f"=SUM({letter}{rows[0]}:{letter}{rows[-1]})"
    return "=" + "+".join(f"{letter}{row}" for row in rows)


def _rate(money: Money, row: int) -> Value:
    return Formula(f"=I{row}/G{row}") if money.rate is not None else None


def _millions(dong: int | None) -> Decimal | None:
    return None if dong is None else Decimal(dong) / MILLION


def _values(line: ProjectLine, row: int) -> list[Value]:
    money = line.money
    return [
        str(line.number),
        line.title,
        line.lead,
        line.sources,
        _millions(money.total),
        _millions(money.medium_term),
        _millions(money.year_plan),
        _millions(money.quarter_paid),
        _millions(money.year_paid),
        _rate(money, row),
        _millions(money.all_paid),
        line.progress,
        line.difficulties,
        line.proposals,
    ]
