"""Sheet 6 rõ (by how many axes the plan has): what is not clear, unit by unit; what is needs no paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bachdang.quarter.rows import ClearLine, QuarterReport
from bachdang.reports.workbook.common import Book, new_sheet, paint_status
from bachdang.spreadsheet import Column

UNCLEAR = "Chưa rõ"
"""How an answer begins its line that says what is missing (quarter.rows.clear)."""


COLUMNS = [
    Column("Vị trí", 15),
    Column("Phân công", 70),
    Column("Mặt chưa rõ", 92),
    Column("Số mặt rõ", 10, align="center"),
    Column("Tiến độ", 20, align="center"),
]


def paint_clear(book: Book) -> None:
    """Every assignment that lacks an answer to one of the plan's own axes, under the unit that reports it."""
    report = book.report
    axes = [axis.label for axis in report.summary.axes]
    name = f"{len(axes)} rõ"
    sheet = new_sheet(book, name, COLUMNS, f"PHÂN CÔNG CHƯA “{name.upper()}”")
    lines = [line for line in report.clear if isinstance(line, ClearLine)]
    unclear = [line for line in lines if line.lacks]
    sheet.write_note(f"{len(unclear)} trong {len(lines)} phân công còn mặt chưa rõ.")
    sheet.write_header(frozen_columns=2)
    looks = report.looks
    for unit, rows in _by_unit(report, unclear):
        sheet.write_group(f"{unit} ({len(rows)})")
        for line in rows:
            lacks = [
                f"{axis} {lack}" for axis, lack in zip(axes, map(_lacking, line.answers), strict=True) if lack
            ]
            clear = f"{line.clear}/{len(line.answers)}"
            row = sheet.write_row([line.place, line.title, "; ".join(lacks), clear, line.status_text])
            if line.status:
                paint_status(sheet, row, len(COLUMNS), looks[line.status])
    sheet.break_pages()


def _by_unit(report: QuarterReport, lines: Sequence[ClearLine]) -> Iterator[tuple[str, list[ClearLine]]]:
    """Units in the order in which they first come in the document."""
    found: dict[str, list[ClearLine]] = {}
    for line in lines:
        found.setdefault(line.unit, []).append(line)
    yield from found.items()


def _lacking(answer: str) -> str:
    """What an answer lacks: "(thiếu sản phẩm)", or "(chưa nêu)"; "" when it is clear."""
    last = answer.rsplit("\n", 1)[-1]
    if not last.startswith(UNCLEAR):
        return ""
    return f"({last.removeprefix(f'{UNCLEAR}: ')})" if last != UNCLEAR else "(chưa nêu)"
