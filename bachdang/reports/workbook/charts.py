"""Native charts of a workbook: stacked bars over the cells of a table, which stay editable."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)

from bachdang.quarter.rows import CountTable
from bachdang.reports.workbook.common import TONES
from bachdang.spreadsheet import FONT, Sheet

# What has no colour of its own in a cell is told apart in bars all the same.
BARS = TONES | {"done-late": "6FA98A", "no-data": "8894A1", "suspended": "B9C2CC", "not-due": "E1E6EB"}
GRID = "D9DEE4"


def add_bars(sheet: Sheet, table: CountTable, *, header: int, at: int, height: int, names: int) -> None:
    """Bars of the table whose titles stand in row `header`, over `height` rows from `at` and all columns.

    `names` is the column (from 1) that names the bars.
    """
    first, last = header + 1, header + len(table.lines)
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 45
    data = Reference(sheet.worksheet, min_col=3, max_col=2 + len(table.looks), min_row=header, max_row=last)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet.worksheet, min_col=names, min_row=first, max_row=last))
    for series, look in zip(chart.series, table.looks, strict=True):
        series.graphicalProperties.solidFill = BARS[look.tone]
    _draw(chart, table.title)
    columns = len(sheet.columns)
    begins, ends = AnchorMarker(col=0, row=at - 1), AnchorMarker(col=columns, row=at - 1 + height)
    vars(chart)["anchor"] = TwoCellAnchor(editAs="oneCell", _from=begins, to=ends)  # typed as a cell alone
    sheet.worksheet.add_chart(chart)


def _draw(chart: BarChart, title: str) -> None:
    """Title, axes and legend in the house font; the first bar on top, the numbers below."""
    run = RegularTextRun(rPr=_letters(12, bold=True), t=title)
    text = Paragraph(pPr=ParagraphProperties(defRPr=_letters(12, bold=True)), r=[run])
    chart.title = Title(tx=Text(rich=RichText(p=[text])), overlay=False)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.crosses = "max"
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines = ChartLines(spPr=_grid())
    chart.x_axis.tickLblSkip = 1
    chart.legend.position = "b"
    for part in (chart.x_axis, chart.y_axis, chart.legend):
        part.txPr = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_letters(8)))])


def _letters(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(latin=Font(typeface=FONT), sz=size * 100, b=bold)


def _grid() -> GraphicalProperties:
    return GraphicalProperties(ln=LineProperties(solidFill=GRID))
