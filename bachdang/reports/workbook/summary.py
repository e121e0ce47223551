"""Sheet Tổng hợp: counts with live totals and an editable chart, what is missing, how clear, what changed."""

from __future__ import annotations

from bachdang.quarter.rows import CountTable, QuarterReport, Summary
from bachdang.reports.workbook.charts import add_bars
from bachdang.reports.workbook.common import Book, new_sheet
from bachdang.spreadsheet import Column, Formula, Kind, Sheet, Value

STATUSES = 8
COLUMNS = [
    Column("TT", 9, align="center"),
    Column("Nội dung", 78),
    *[Column("", 11, Kind.NUMBER)] * STATUSES,
    Column("Tổng", 10, Kind.NUMBER),
]
CHART_ROWS = 21
CHANGES = 28
"""Rows of the table of changes that fit on a page; more of them begin with the titles again."""


def paint_summary(book: Book) -> None:
    """The first sheet: what the Standing Committee reads when it reads no further.

    Its first page is a picture, the long table of that picture comes on the second.
    """
    report = book.report
    summary = report.summary
    title = "TỔNG HỢP KẾT QUẢ THỰC HIỆN KẾ HOẠCH"
    sheet = new_sheet(book, "Tổng hợp", COLUMNS, title)
    for line in _sentences(report):
        sheet.write_note(line)
    sheet.skip()
    first, *others = summary.tables
    _paint_counts(sheet, first, chart_first=True)
    for position, table in enumerate(others):
        _paint_counts(sheet, table, drawn=position % 2 == 0)
    _paint_owing(sheet, summary)
    _paint_axes(sheet, summary)
    _paint_changes(sheet, summary)
    sheet.break_pages()


def _sentences(report: QuarterReport) -> list[str]:
    summary = report.summary
    vision = sum(summary.vision.values())
    due = f"Chỉ tiêu đến kỳ báo cáo {report.head.quarter}".strip()
    lines = [f"{due}: {summary.owed}; đã có số liệu {report.accepted}, còn thiếu {summary.missing}."]
    if report.unassigned:
        lines.append(f"Trong số còn thiếu, chưa giao đơn vị báo cáo: {report.unassigned}.")
    lines.append(f"Có {summary.estimated} chỉ tiêu dựa trên số ước.")
    if vision:
        lines.append(f"Ngoài ra có {vision} mục tiêu tầm nhìn sau thời hạn của kế hoạch, tính riêng.")
    return lines


def _paint_counts(sheet: Sheet, table: CountTable, *, chart_first: bool = False, drawn: bool = False) -> None:
    """One table of counts: a line a group, totals across and below as formulas.

    `chart_first`: its chart stands over it; `drawn`: under it. Of each pair of tables that of units is drawn.
    """
    if not table.lines:
        return
    at, drawn = sheet.next_row, drawn or chart_first
    height = min(7 + len(table.lines), CHART_ROWS)
    if chart_first:
        sheet.skip(height + 1)
        sheet.keep_together(at, sheet.row)
    top = sheet.next_row
    header = _paint_table(sheet, table)
    if drawn and not chart_first:
        at = sheet.next_row + 1
        sheet.skip(height + 1)
    sheet.keep_together(top, sheet.row)
    if drawn:
        add_bars(sheet, table, header=header, at=at, height=height, names=1 if chart_first else 2)
    sheet.skip()


def _paint_table(sheet: Sheet, table: CountTable) -> int:
    """Returns the row of its titles."""
    sheet.columns = tuple(COLUMNS)
    sheet.write_note(table.title, heading=True)
    looks = [Column(look.label, 11, Kind.NUMBER) for look in table.looks]
    header = sheet.write_header(
        [Column("TT", 9, align="center"), Column(table.by, 78), *looks, Column("Tổng", 10, Kind.NUMBER)],
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


def _paint_owing(sheet: Sheet, summary: Summary) -> None:
    top = sheet.next_row
    sheet.columns = tuple(COLUMNS)
    sheet.write_note("Tình hình số liệu theo đơn vị báo cáo", heading=True)
    sheet.write_header(
        [
            Column("TT", 9, align="center"),
            Column("Đơn vị", 78),
            Column("Đến kỳ", 11, Kind.NUMBER),
            Column("Còn thiếu", 11, Kind.NUMBER),
            Column("Số ước", 11, Kind.NUMBER),
        ],
        autofilter=False,
        repeated=False,
    )
    for number, one in enumerate(summary.owing, 1):
        sheet.write_row([str(number), one.unit, one.owed, len(one.missing), len(one.estimated)])
    sheet.keep_together(top, sheet.row)
    sheet.skip()


def _paint_axes(sheet: Sheet, summary: Summary) -> None:
    top = sheet.next_row
    sheet.columns = tuple(COLUMNS)
    sheet.write_note("Phân công “6 rõ”: số phân công đã rõ từng mặt", heading=True)
    sheet.write_header(
        [
            Column("TT", 9, align="center"),
            Column("Mặt", 78),
            Column("Đã rõ", 11, Kind.NUMBER),
            Column("Tổng số", 11, Kind.NUMBER),
            Column("Tỷ lệ (%)", 11, Kind.PERCENT, 1),
        ],
        autofilter=False,
        repeated=False,
    )
    for number, axis in enumerate(summary.axes, 1):
        row = sheet.next_row
        rate = Formula(f"=C{row}/D{row}") if axis.total else None
        sheet.write_row([str(number), axis.label, axis.clear, axis.total, rate])
    sheet.keep_together(top, sheet.row)
    sheet.skip()


def _paint_changes(sheet: Sheet, summary: Summary) -> None:
    """What is judged otherwise than before; without any, that there is none."""
    if not summary.since:
        return
    top = sheet.next_row
    sheet.columns = tuple(COLUMNS)
    sheet.write_note(
        f"Mục tiêu thay đổi đánh giá so với {summary.since}: {len(summary.changes)}", heading=True
    )
    columns = [
        Column("Mã", 9, align="center"),
        Column("Chỉ tiêu", 78),
        Column("Trước", 22, align="center", span=2),
        Column("Nay", 22, align="center", span=2),
    ]
    for first in range(0, len(summary.changes), CHANGES):
        sheet.write_header(columns, autofilter=False, repeated=False)
        for one in summary.changes[first : first + CHANGES]:
            sheet.write_row([one.code, one.name, one.before, one.now])
        sheet.keep_together(top, sheet.row)
        top = sheet.next_row
