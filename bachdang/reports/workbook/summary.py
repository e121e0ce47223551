"""Sheet Tổng hợp: counts with live totals and an editable chart, what is missing, how clear, what changed."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.pagebreak import Break

from bachdang.office.rows import CountTable, QuarterReport, Summary
from bachdang.reports.workbook.common import TONES, new_sheet
from bachdang.spreadsheet import Column, Formula, Kind, Sheet, Value

STATUSES = 8
COLUMNS = [
    Column("TT", 9, align="center"),
    Column("Nội dung", 58),
    *[Column("", 11, Kind.NUMBER)] * STATUSES,
    Column("Tổng", 10, Kind.NUMBER),
]
LAST = "K"
CHART_ROWS = 24


def paint_summary(workbook: Workbook, report: QuarterReport) -> None:
    """The first sheet: what the Standing Committee reads when it reads no further."""
    summary = report.summary
    title = "TỔNG HỢP KẾT QUẢ THỰC HIỆN KẾ HOẠCH"
    sheet = new_sheet(workbook, "Tổng hợp", COLUMNS, report.head, title)
    for line in _sentences(summary):
        sheet.write_note(line)
    sheet.skip()
    for number, table in enumerate(summary.tables):
        _paint_counts(sheet, table)
        if number == 0 and table.lines:
            _add_chart(sheet, table)
        sheet.skip()
    _paint_owing(sheet, summary)
    _paint_axes(sheet, summary)
    _paint_changes(sheet, summary)


def _sentences(summary: Summary) -> list[str]:
    vision = sum(summary.vision.values())
    sent = summary.owed - summary.missing
    lines = [f"Chỉ tiêu đến kỳ báo cáo: {summary.owed}; đã có số liệu {sent}, còn thiếu {summary.missing}."]
    lines.append(f"Có {summary.estimated} chỉ tiêu dựa trên số ước.")
    if vision:
        lines.append(f"Ngoài ra có {vision} mục tiêu tầm nhìn sau thời hạn của kế hoạch, tính riêng.")
    return lines


def _paint_counts(sheet: Sheet, table: CountTable) -> None:
    """One table of counts: a line a group, totals across and below as formulas."""
    sheet.columns = tuple(COLUMNS)
    sheet.write_note(table.title)
    looks = [Column(look.label, 11, Kind.NUMBER) for look in table.looks]
    sheet.write_header(
        [Column("TT", 9, align="center"), Column(table.by, 58), *looks, Column("Tổng", 10, Kind.NUMBER)],
        autofilter=False,
        repeated=False,
    )
    first = sheet.next_row
    for line in table.lines:
        counts: list[Value] = [line.counts.get(look.key, 0) for look in table.looks]
        row = sheet.next_row
        sheet.write_row([line.marker, line.name, *counts, Formula(f"=SUM(C{row}:J{row})")])
    if table.lines:
        sums: list[Value] = [
            Formula(f"=SUM({chr(67 + i)}{first}:{chr(67 + i)}{sheet.row})") for i in range(9)
        ]
        sheet.write_row(["", "Cộng", *sums], bold=True)


def _add_chart(sheet: Sheet, table: CountTable) -> None:
    """A native stacked bar chart of the table just painted, under it."""
    last = sheet.row - 1
    first = last - len(table.lines) + 1
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title = table.title
    chart.height, chart.width = 11.5, 30
    data = Reference(sheet.worksheet, min_col=3, max_col=2 + STATUSES, min_row=first - 1, max_row=last)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet.worksheet, min_col=1, min_row=first, max_row=last))
    for series, look in zip(chart.series, table.looks, strict=True):
        series.graphicalProperties.solidFill = TONES.get(
            look.tone, "C5CCD4" if look.key == "no_data" else "E4E8EC"
        )
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorUnit = 2
    chart.legend.position = "b"
    sheet.worksheet.row_breaks.append(Break(id=sheet.row))
    sheet.worksheet.add_chart(chart, f"A{sheet.next_row}")
    sheet.skip(CHART_ROWS)


def _paint_owing(sheet: Sheet, summary: Summary) -> None:
    sheet.columns = tuple(COLUMNS)
    sheet.write_note("Tình hình số liệu theo đơn vị báo cáo")
    sheet.write_header(
        [
            Column("TT", 9, align="center"),
            Column("Đơn vị", 58),
            Column("Đến kỳ", 11, Kind.NUMBER),
            Column("Còn thiếu", 11, Kind.NUMBER),
            Column("Số ước", 11, Kind.NUMBER),
        ],
        autofilter=False,
        repeated=False,
    )
    for number, one in enumerate(summary.owing, 1):
        sheet.write_row([str(number), one.unit, one.owed, len(one.missing), len(one.estimated)])
    sheet.skip()


def _paint_axes(sheet: Sheet, summary: Summary) -> None:
    sheet.columns = tuple(COLUMNS)
    sheet.write_note("Phân công “6 rõ”: số phân công đã rõ từng mặt")
    sheet.write_header(
        [
            Column("TT", 9, align="center"),
            Column("Mặt", 58),
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
    sheet.skip()


def _paint_changes(sheet: Sheet, summary: Summary) -> None:
    if not summary.since:
        return
    sheet.columns = tuple(COLUMNS)
    sheet.write_note(f"Mục tiêu thay đổi đánh giá so với {summary.since}: {len(summary.changes)}")
    if not summary.changes:
        return
    sheet.write_header(
        [Column("Mã", 9, align="center"), Column("Chỉ tiêu", 58), Column("Trước", 11), Column("Nay", 11)],
        autofilter=False,
        repeated=False,
    )
    for one in summary.changes:
        sheet.write_row([one.code, one.name, one.before, one.now])
