"""The annexes of a plan: titles, tables with groups and rows, tables that go on over pages."""

from __future__ import annotations

from typing import Final

from bachdang.vietnamese.text import fold
from bachdang.wordplan.lines import UNREAD, Line, Reading
from bachdang.wordplan.reading.pieces import Cell, Paragraph, Table
from bachdang.wordplan.structure.markers import Depth, Marked
from bachdang.wordplan.tables.columns import Columns, find_columns
from bachdang.wordplan.tables.rows import Group, Row, Skipped, read_row
from plans.models import ClauseKind as Kind

_NO_HEAD: Final = (
    "bảng không có đầu bảng nhận ra được (cần các cột như Nhiệm vụ, Chủ trì, Thời gian; Tên dự án, Nguồn vốn)"
)


class Annexes:
    """What is open while annexes are read: the annex, its table's columns, its groups."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.is_open = False
        self._annex: Line | None = None
        self._columns: Columns | None = None
        self._groups: list[tuple[Line, Marked]] = []
        self._above: list[Cell] | None = None
        self._row: Line | None = None
        self._dropped: dict[str, int] = {}
        self._has_table = False

    def begin(self, marked: Marked) -> None:
        self.is_open = True
        self._annex = self._reading.add(Kind.ANNEX, marker=marked.marker, text=marked.text or marked.marker)
        self._columns, self._groups, self._row, self._has_table = None, [], None, False

    def paragraph(self, piece: Paragraph, marked: Marked) -> None:
        """More of the annex's title, a group between two tables, or a remark."""
        annex = self._annex
        if annex is None:
            return
        if not any(letter.isalnum() for letter in piece.text):
            self._reading.add(UNREAD, text=piece.text, doubts=["không có chữ"])
        elif not self._has_table and not self._groups and self._is_title(piece, annex):
            annex.text = piece.text if annex.text == annex.marker else f"{annex.text} {piece.text}"
        elif marked.depth in (Depth.LETTER, Depth.ROMAN):
            self._group(marked)
        else:
            self._reading.add(Kind.PARAGRAPH, parent=annex.number, text=piece.text)

    def _is_title(self, piece: Paragraph, annex: Line) -> bool:
        return annex.text == annex.marker or (
            not piece.text.startswith("(") and (piece.text.isupper() or piece.bold)
        )

    def table(self, table: Table) -> None:
        columns = find_columns(
            table, about_projects=self._annex is not None and "du an" in fold(self._annex.text)
        )
        start = columns.rows if columns else 0
        if columns is None:
            if self._columns is None or len(self._columns.titles) != table.width:
                self._unread(table)
                return
            columns = self._columns
        elif self._columns is None or _line(self._columns.titles) != _line(columns.titles):
            self._head(columns)
        self._columns, self._above, self._has_table = columns, None, True
        for row in table.rows[start:]:
            self._take(row, columns)

    def finish(self) -> None:
        for title, count in self._dropped.items():
            self._reading.unread.append(
                f"cột “{title}” của phụ lục: {count} ô có chữ không có chỗ trong kế hoạch"
            )

    # Heads, groups, rows

    def _head(self, columns: Columns) -> None:
        parent = self._annex.number if self._annex else 0
        head = self._reading.add(
            Kind.TABLE_HEAD, parent=parent, cells=list(columns.titles), doubts=list(columns.doubts)
        )
        if self._columns is not None and self._columns.is_projects == columns.is_projects:
            head.doubt("bảng thứ hai cùng loại trong phụ lục này")
        elif self._columns is None:
            self._groups = []

    def _take(self, row: list[Cell], columns: Columns) -> None:
        found = read_row(row, columns, self._above)
        if found is None and self._row is not None:
            self._continue(row, columns)
        elif isinstance(found, Group):
            self._group(found.marked)
            self._above = None
        elif isinstance(found, Skipped) and found.reason:
            self._reading.add(UNREAD, text=found.text, doubts=[found.reason])
        elif isinstance(found, Row):
            kind = Kind.PROJECT if columns.is_projects else Kind.TASK
            self._row = self._reading.add(
                kind, parent=self._parent(), marker=found.marker, cells=found.cells, doubts=found.doubts
            )
            self._above = row
            self._drop(row, columns)

    def _parent(self) -> int:
        if self._groups:
            return self._groups[-1][0].number
        return self._annex.number if self._annex else 0

    def _drop(self, row: list[Cell], columns: Columns) -> None:
        """What stands in columns that the plan's format does not have."""
        for place in columns.others:
            if row[place].text:
                title = " ".join(columns.titles[place].split())
                self._dropped[title] = self._dropped.get(title, 0) + 1

    def _continue(self, row: list[Cell], columns: Columns) -> None:
        """More words in the cells of the row above."""
        line, above = self._row, self._above
        if line is None or above is None or line.cells is None:
            return
        fresh = [Cell([]) if cell is over else cell for cell, over in zip(row, above, strict=False)]
        more = read_row(fresh, columns, None)
        if isinstance(more, Row):
            for at, text in enumerate(more.cells):
                if text and text not in line.cells[at]:
                    line.cells[at] = f"{line.cells[at]}\n{text}".strip()
                    line.doubt("hàng nối từ hai hàng của bảng (ngắt trang hoặc nhiều dòng)")
        self._above = row

    def _group(self, marked: Marked) -> None:
        """A group; a numbering that begins again inside one that has no rows yet is nested in it."""
        parent, doubt = self._place(marked)
        line = self._reading.add(Kind.GROUP, parent=parent, marker=marked.marker, text=marked.text)
        if doubt:
            line.doubt(doubt)
        self._groups.append((line, marked))
        self._row = self._above = None

    def _place(self, marked: Marked) -> tuple[int, str]:
        root = self._annex.number if self._annex else 0
        if not self._groups:
            return root, ""
        last, before = self._groups[-1]
        empty = self._reading.lines[-1] is last
        restarts = marked.values == (1,) and before.depth == marked.depth
        if empty and before.marker and (restarts or marked.depth > before.depth):
            return last.number, ""
        while self._groups:
            last, before = self._groups[-1]
            if before.depth == marked.depth and _next(before, marked):
                self._groups.pop()
                return last.parent, ""
            if before.depth < marked.depth:
                return last.number, ""
            if len(self._groups) == 1 or self._groups[-2][1].depth != marked.depth:
                break
            if not _next(self._groups[-2][1], marked):
                break
            self._groups.pop()
        last, before = self._groups.pop()
        groups = sum(line.kind == Kind.GROUP and line.parent == last.parent for line in self._reading.lines)
        if not marked.marker or marked.values == (groups + 1,):
            return last.parent, ""
        return last.parent, f"số “{marked.marker}” không nối tiếp nhóm trước (“{before.marker}”)"

    def _unread(self, table: Table) -> None:
        for at, row in enumerate(table.rows):
            cells = {id(cell): " ".join(cell.text.split()) for cell in row}.values()
            text = " | ".join(cell for cell in cells if cell)
            if text:
                self._reading.add(
                    UNREAD, text=text, doubts=[_NO_HEAD if at == 0 else "hàng của bảng chưa đọc ở trên"]
                )


def _next(before: Marked, here: Marked) -> bool:
    return bool(before.values and here.values) and here.values[-1] == before.values[-1] + 1


def _line(titles: list[str]) -> list[str]:
    return [fold(" ".join(title.split())) for title in titles]
