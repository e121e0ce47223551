"""The annexes of a plan: titles, tables with groups and rows, tables that go on over pages."""

from __future__ import annotations

from typing import Final

from bachdang.vietnamese.text import fold
from bachdang.wordplan.lines import UNREAD, Line, Reading
from bachdang.wordplan.reading.pieces import Cell, Paragraph, Table
from bachdang.wordplan.structure.markers import Marked, split_marker
from bachdang.wordplan.tables.columns import Columns, find_columns, is_of_targets
from bachdang.wordplan.tables.rows import Group, Row, Skipped, content, is_heading, read_row
from plans.models import ClauseKind as Kind

_NO_HEAD: Final = (
    "bảng không có đầu bảng nhận ra được (cần các cột như Nhiệm vụ, Chủ trì, Thời gian; Tên dự án, Nguồn vốn)"
)
_TARGETS: Final = "bảng chỉ tiêu, không phải nhiệm vụ hay dự án: chưa đọc; cần nhập từng hàng thành chỉ tiêu"
_ABOVE_HEAD: Final = "hàng đứng trên đầu bảng"


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
        elif is_heading(marked):
            self._group(marked)
        elif not self._has_table and not self._groups and self._is_title(piece, annex):
            annex.text = piece.text if annex.text == annex.marker else f"{annex.text} {piece.text}"
        else:
            self._reading.add(Kind.PARAGRAPH, parent=annex.number, text=piece.text)

    def _is_title(self, piece: Paragraph, annex: Line) -> bool:
        return annex.text == annex.marker or (
            not piece.text.startswith("(") and (piece.text.isupper() or piece.bold)
        )

    def table(self, table: Table) -> None:
        if is_of_targets(table):
            self._unread(table, _TARGETS)
            self._columns, self._has_table = None, True
            return
        about_projects = self._annex is not None and "du an" in fold(self._annex.text)
        columns, start = find_columns(table, about_projects=about_projects), 0
        if columns is not None:
            self._above_head(table.rows[: columns.at], columns)
            start = columns.at + columns.height
            if not self._goes_on(columns):
                self._head(columns)
        elif self._columns is not None and len(self._columns.titles) == table.width:
            columns = self._columns
        else:
            self._unread(table, _NO_HEAD)
            return
        self._columns, self._above, self._has_table = columns, None, True
        for row in table.rows[start:]:
            self._take(row, columns)

    def _goes_on(self, columns: Columns) -> bool:
        """Whether a head is that of the table before, typed again."""
        return self._columns is not None and _line(self._columns.titles) == _line(columns.titles)

    def _above_head(self, rows: list[list[Cell]], columns: Columns) -> None:
        """What stands above a head: a group of what follows, the rest of the table before, or a remark."""
        for row in rows:
            texts = [cell.text for cell in {id(cell): cell for cell in row}.values() if cell.text]
            marked = split_marker(" ".join(" | ".join(texts).split()), bullets=False)
            if len(texts) == 1 and is_heading(marked):
                self._group(marked)
            elif len(texts) > 1 and self._goes_on(columns):
                self._take(row, columns)
            elif texts:
                self._reading.add(UNREAD, text=" ".join(" | ".join(texts).split()), doubts=[_ABOVE_HEAD])

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
        for at, text in enumerate(content(fresh, columns).cells):
            if not set(text.split("\n")) <= {"", *line.cells[at].split("\n")}:
                line.cells[at] = f"{line.cells[at]}\n{text}".strip()
                line.doubt("hàng nối từ hai hàng của bảng (ngắt trang hoặc nhiều dòng)")
        self._drop(fresh, columns)
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
        empty = all(line.parent != last.number for line in self._reading.lines[last.number :])
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

    def _unread(self, table: Table, reason: str) -> None:
        for at, row in enumerate(table.rows):
            cells = {id(cell): " ".join(cell.text.split()) for cell in row}.values()
            text = " | ".join(cell for cell in cells if cell)
            if text:
                self._reading.add(
                    UNREAD, text=text, doubts=[reason if at == 0 else "hàng của bảng chưa đọc ở trên"]
                )


def _next(before: Marked, here: Marked) -> bool:
    return bool(before.values and here.values) and here.values[-1] == before.values[-1] + 1


def _line(titles: list[str]) -> list[str]:
    return [fold(" ".join(title.split())) for title in titles]
