"""Sheet Tổng hợp: counts with live totals and an editable chart, what is missing, how clear, what changed."""

from __future__ import annotations

from dataclasses import replace

from bachdang.quarter.rows import CountTable, QuarterReport, Summary
from bachdang.quarter.rows.summary import CountLine
from bachdang.reports.workbook.charts import add_bars
from bachdang.reports.workbook.common import Book, new_sheet
from bachdang.spreadsheet import Column, Formula, Kind, Sheet, Value
from bachdang.standing.words import short_title

STATUSES = 8
NAME_WIDTH, STATUS_WIDTH = 92, 13
"""As wide as makes a name and a status short: three pages are smaller type, not fewer lines."""
COLUMNS = [
    Column("TT", 9, align="center"),
    Column("Nội dung", NAME_WIDTH),
    *[Column("", STATUS_WIDTH, Kind.NUMBER)] * STATUSES,
    Column("Tổng", 12, Kind.NUMBER),
]
CHANGE_COLUMNS = [
    Column("Mã", 9, align="center"),
    Column("Chỉ tiêu", NAME_WIDTH),
    Column("Trước", 2 * STATUS_WIDTH, align="center", span=2),
    Column("Nay", 2 * STATUS_WIDTH, align="center", span=2),
]
NAME = 90
"""Letters of a name that fit on one line."""
CHART_ROWS = 16
LISTED = 6
"""Changes that are listed here; of more the page of the quarter tells."""


def paint_summary(book: Book) -> None:
    """The first sheet, three pages for a ward: what the Standing Committee reads when it reads no further.

    On the first page the picture and who answers, then the table of the picture, then tasks and projects.
    """
    report = book.report
    summary = report.summary
    title = "TỔNG HỢP KẾT QUẢ THỰC HIỆN KẾ HOẠCH"
    sheet = new_sheet(book, "Tổng hợp", COLUMNS, title)
    for line in _sentences(report):
        sheet.write_note(line)
    sheet.skip()
    units, programmes, *others = painted_tables(summary)
    height = min(7 + len(programmes.lines), CHART_ROWS) if programmes.lines else 0
    at = sheet.next_row
    sheet.skip(height + 1 if height else 0)
    if height:
        sheet.keep_together(at, sheet.row)
    _paint_counts(sheet, units)
    _paint_axes(sheet, summary)
    header = _paint_counts(sheet, programmes)
    if height:
        add_bars(sheet, programmes, header=header, at=at, height=height, names=1)
    for table in others:
        _paint_counts(sheet, table)
    _paint_changes(sheet, summary)
    sheet.break_pages()


def painted_tables(summary: Summary) -> list[CountTable]:
    """The tables of counts as they follow one another: targets by unit and by programme, tasks, projects, and
    both by unit. Names are short: each stands on one line.
    """
    programmes, units, tasks, task_units, projects, project_units = summary.tables
    found = [units, programmes, tasks, projects, _by_unit(task_units, project_units)]
    return [replace(one, lines=[_named_shortly(line) for line in one.lines]) for one in found]


def _named_shortly(line: CountLine) -> CountLine:
    return replace(line, name=short_title(line.name, NAME))


def _by_unit(tasks: CountTable, projects: CountTable) -> CountTable:
    """Both tables of units in one, what a unit has to do side by side; units in the order of the first."""
    lines = [
        replace(line, name=f"{line.name}: {table.noun}")
        for table in (tasks, projects)
        for line in table.lines
    ]
    order = {key: place for place, key in enumerate(dict.fromkeys(line.key for line in lines))}
    rows = sorted(lines, key=lambda line: order[line.key])
    numbered = [replace(line, marker=str(number)) for number, line in enumerate(rows, 1)]
    return replace(tasks, title="Nhiệm vụ, dự án theo đơn vị báo cáo", lines=numbered)


def _sentences(report: QuarterReport) -> list[str]:
    summary = report.summary
    vision = sum(summary.vision.values())
    due = f"Chỉ tiêu đến kỳ báo cáo {report.head.quarter}".strip()
    lines = [f"{due}: {summary.owed}; đã có số liệu {report.accepted}, còn thiếu {summary.missing}."]
    lacking = [f"{one.unit} {len(one.missing)}/{one.owed}" for one in summary.owing if one.missing]
    if lacking:
        lines.append(f"Còn thiếu theo đơn vị: {'; '.join(lacking)}.")
    if report.unassigned:
        lines.append(f"Trong số còn thiếu, chưa giao đơn vị báo cáo: {report.unassigned}.")
    lines.append(f"Có {summary.estimated} chỉ tiêu dựa trên số ước.")
    if vision:
        lines.append(f"Ngoài ra có {vision} mục tiêu tầm nhìn sau thời hạn của kế hoạch, tính riêng.")
    return lines


def _paint_counts(sheet: Sheet, table: CountTable) -> int:
    """A line a group, totals across and below as formulas. Returns the row of the titles."""
    if not table.lines:
        return sheet.row
    top = sheet.next_row
    header = _paint_table(sheet, table)
    sheet.keep_together(top, sheet.row)
    sheet.skip()
    return header


def _paint_table(sheet: Sheet, table: CountTable) -> int:
    """Returns the row of its titles."""
    sheet.columns = tuple(COLUMNS)
    sheet.write_note(table.title, heading=True)
    looks = [Column(look.label, STATUS_WIDTH, Kind.NUMBER) for look in table.looks]
    header = sheet.write_header(
        [
            Column("TT", 9, align="center"),
            Column(table.by, NAME_WIDTH),
            *looks,
            Column("Tổng", 12, Kind.NUMBER),
        ],
        autofilter=False,
        repeated=False,
    )
    for line in table.lines:
        counts: list[Value] = [line.counts.get(look.key, 0) for look in table.looks]
        row = sheet.next_row
        sheet.write_row([line.marker, line.name, *counts, Formula(f"=SUM(C{row}:J{row})")])
    last = sheet.row
    sums: list[Value] = [Formula(f"=SUM({chr(67 + i)}{header + 1}:{chr(67 + i)}{last})") for i in range(9)]
    sheet.write_row(["", "Cộng", *sums], bold=True)
    return header


def _paint_axes(sheet: Sheet, summary: Summary) -> None:
    """How clear the assignments are, an axis a column."""
    if not summary.axes:
        return
    top = sheet.next_row
    sheet.columns = tuple(COLUMNS)
    sheet.write_note(f"Phân công “{len(summary.axes)} rõ”: số phân công đã rõ từng mặt", heading=True)
    axes = summary.axes[:STATUSES]
    empty = STATUSES + 1 - len(axes)
    sheet.write_header(
        [Column("", 9), Column("", NAME_WIDTH)]
        + [Column(one.label, STATUS_WIDTH, Kind.NUMBER) for one in axes]
        + [Column("", STATUS_WIDTH * empty, span=empty)],
        autofilter=False,
        repeated=False,
    )
    sheet.write_row(["", "Đã rõ", *(one.clear for one in axes), None])
    sheet.write_row(["", "Tổng số phân công", *(one.total for one in axes), None])
    sheet.keep_together(top, sheet.row)
    sheet.skip()


def _paint_changes(sheet: Sheet, summary: Summary) -> None:
    """What is judged otherwise than before, the first of it; without any, that there is none."""
    if not summary.since:
        return
    top = sheet.next_row
    sheet.columns = tuple(COLUMNS)
    found = len(summary.changes)
    sheet.write_note(f"Mục tiêu thay đổi đánh giá so với {summary.since}: {found}", heading=True)
    if not found:
        return
    sheet.write_header(CHANGE_COLUMNS, autofilter=False, repeated=False)
    for one in summary.changes[:LISTED]:
        sheet.write_row([one.code, one.name, one.before, one.now])
    if found > LISTED:
        sheet.write_note(f"Còn {found - LISTED} mục tiêu khác: lọc cột Đánh giá của trang Chỉ tiêu.")
    sheet.keep_together(top, sheet.row)
