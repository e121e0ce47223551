"""The workbook on paper: charts over the cells of their tables, pages that end between tables."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.quarter.rows import QuarterReport
from bachdang.quarter.rows.narrowing import Only, narrow
from bachdang.reports.workbook import quarter_workbook
from bachdang.reports.workbook.summary import LISTED, painted_tables
from bachdang.spreadsheet.pages import page_height, row_points
from bachdang.standing.spans import SIX, named_span
from tests.factories.remembered import illustrative_ward
from tests.reports.test_spans import report_of as report_of_span
from tests.reports.test_workbook import SHEETS, opened, report_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> QuarterReport:
    return report_of(illustrative_ward())


def summary_of(report: QuarterReport) -> Worksheet:
    return opened(quarter_workbook(report))["Tổng hợp"]


def cells(sheet: Worksheet, reference: str) -> list[Any]:
    left, top, right, bottom = range_boundaries(reference.rpartition("!")[2])
    rows = sheet.iter_rows(top, bottom, left, right, values_only=True)
    return [value for row in rows for value in row]


def pages(sheet: Worksheet) -> list[range]:
    ends = [0, *(one.id for one in sheet.row_breaks.brk), sheet.max_row]
    return [range(first + 1, last + 1) for first, last in pairwise(ends)]


def test_the_chart_draws_the_cells_of_its_table(report: QuarterReport) -> None:
    sheet, table = summary_of(report), report.summary.tables[0]
    (chart,) = sheet._charts  # type: ignore[attr-defined]
    assert chart.title.tx.rich.p[0].r[0].t == table.title
    for series, look in zip(chart.series, table.looks, strict=True):
        assert cells(sheet, series.tx.strRef.f) == [look.label]
        drawn = cells(sheet, series.val.numRef.f)
        assert drawn == [line.counts.get(look.key, 0) for line in table.lines]
        assert cells(sheet, series.cat.numRef.f) == [line.marker for line in table.lines]


def test_no_chart_hides_a_cell_or_is_cut_by_a_page(report: QuarterReport) -> None:
    sheet = summary_of(report)
    for chart in sheet._charts:  # type: ignore[attr-defined]
        top, bottom = chart.anchor._from.row + 1, chart.anchor.to.row
        assert not any(cells(sheet, f"A{top}:K{bottom}"))
        assert any(top in page and bottom in page for page in pages(sheet))


def test_each_table_of_the_summary_stands_on_one_page_and_all_on_three(report: QuarterReport) -> None:
    sheet = summary_of(report)
    titles = [one.title for one in painted_tables(report.summary)]
    for page in pages(sheet):
        found = cells(sheet, f"A{page[0]}:B{page[-1]}")
        assert sum(one in titles for one in found) == found.count("Cộng")
    assert len(pages(sheet)) == 3


def test_of_many_changes_the_first_are_listed_and_the_others_counted() -> None:
    span = report_of_span(illustrative_ward(), named_span(SIX, 2026))
    changes = [*span.summary.changes, *span.summary.changes][: 2 * LISTED]
    sheet = summary_of(with_changes(span, changes))
    head = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 3).value == "Trước")
    assert [sheet.cell(head + number, 1).value for number in range(1, LISTED + 1)] == [
        one.code for one in changes[:LISTED]
    ]
    assert str(sheet.cell(head + LISTED + 1, 1).value).startswith(
        f"Còn {len(changes) - LISTED} mục tiêu khác"
    )


def with_changes(report: QuarterReport, changes: list[Any]) -> QuarterReport:
    return replace(report, summary=replace(report.summary, changes=changes))


@pytest.mark.parametrize("name", SHEETS)
def test_no_page_is_higher_than_the_paper_nor_ends_with_a_heading(report: QuarterReport, name: str) -> None:
    sheet = opened(quarter_workbook(report))[name]
    room = page_height(sheet, sheet.max_column)
    for page in pages(sheet):
        assert sum(row_points(sheet, row) for row in page) <= room
    for page in pages(sheet)[:-1]:
        assert not _is_group(sheet, page[-1])


def _is_group(sheet: Worksheet, row: int) -> bool:
    merged = [one for one in sheet.merged_cells.ranges if one.min_row == row]
    return any(one.max_col > one.min_col + 1 for one in merged)


def test_what_there_is_none_of_is_said(report: QuarterReport) -> None:
    book = opened(quarter_workbook(narrow(report, Only(programme="B.I.5"))))
    for name, noun in (("Nhiệm vụ", "nhiệm vụ"), ("Dự án", "dự án")):
        column = [row[0].value for row in book[name].iter_rows()]
        assert column[-1] == f"Không có {noun} nào thuộc phạm vi báo cáo này."
    shown = [row[0].value for row in book["Chỉ tiêu"].iter_rows()]
    assert not [one for one in shown if str(one).startswith("Không có")]
