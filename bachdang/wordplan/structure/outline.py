"""The pieces of a document as lines: each with its kind and the line it stands under.

A printed or counted marker says how deep a line stands; without one, its words, bold and the line above do.
Nothing is left out: what fits nowhere is a line of the kind "unread", in its place and with the reason.
"""

from __future__ import annotations

from bachdang.wordplan.lines import LETTERHEAD, UNREAD, Line, Reading
from bachdang.wordplan.reading.pieces import Document, Paragraph, Table
from bachdang.wordplan.structure import wording
from bachdang.wordplan.structure.breaks import join_broken
from bachdang.wordplan.structure.ends import Ends
from bachdang.wordplan.structure.letterhead import read_letterhead, read_preamble
from bachdang.wordplan.structure.markers import Depth, Marked, is_next, split_marker
from bachdang.wordplan.structure.naming import bullet_kind, numbered_kind
from bachdang.wordplan.structure.placing import Open, marker_of, placed
from bachdang.wordplan.tables.annexes import Annexes
from bachdang.wordplan.times import plan_years
from plans.models import ClauseKind as Kind

_YEAR_DEPTH, _FAR = Depth.SMALL - 1, 9999
_STRAY = "đứng trước phần đầu tiên của văn bản"


def read_lines(document: Document) -> Reading:
    """The lines of a document, with what it leaves unread and remarks on it."""
    join_broken(document)
    outline = _Outline(Reading(unread=list(map(str, document.unread)), remarks=list(document.remarks)))
    for piece in document.pieces:
        outline.take(piece)
    outline.finish()
    return outline.reading


class _Outline:
    """What is open while the document is read from its beginning to its end."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.stack: list[Open] = []
        self.letter = ""
        self.title: Line | None = None
        self.abstract: Line | None = None
        self.unnamed: Line | None = None
        self.ends = Ends(reading)
        self.annexes = Annexes(reading)
        self.begun = False
        self.last: dict[int, tuple[int, ...]] = {}
        self.siblings: dict[tuple[int, int], int] = {}

    def take(self, piece: Paragraph | Table) -> None:
        if isinstance(piece, Table):
            self._table(piece)
            return
        marked = marker_of(piece, self.letter, self.stack)
        if marked.depth == Depth.ANNEX:
            self.annexes.begin(marked)
        elif self.annexes.is_open:
            self.annexes.paragraph(piece, marked)
        elif wording.is_recipients(piece.text) and len(piece.text) < 300:
            self.ends.begin(piece.text)
        elif self._ends(piece, marked):
            self.ends.paragraph(marked)
        elif not self.begun and not self._begins(marked, piece):
            self._before_sections(piece)
        else:
            self.begun = True
            self._body(piece, marked)

    def _ends(self, piece: Paragraph, marked: Marked) -> bool:
        """Whether a line belongs to the end of the document; a section that begins there closes it."""
        if self.ends.is_open:
            self.ends.is_open = marked.depth not in (Depth.LETTER, Depth.ROMAN) or not marked.text
            return self.ends.is_open
        short = self.begun and marked.depth == Depth.NONE and len(piece.text) < 80
        return short and wording.is_signature(piece.text)

    def finish(self) -> None:
        self.annexes.finish()
        kinds = {line.kind for line in self.reading.lines}
        if not kinds & {Kind.SECTION, Kind.HEADING, Kind.PROGRAMME, Kind.ANNEX, Kind.TABLE_HEAD}:
            self.reading.remarks.append(
                "Không thấy đề mục nào (A., I., 1. …) hay bảng phụ lục: mọi dòng được đọc là đoạn thường."
            )

    def _table(self, table: Table) -> None:
        words = [text for row in range(len(table.rows)) for text in table.texts(row)]
        if not self.begun and not self.title and any(map(wording.is_letterhead, _flat(words))):
            texts = list(dict.fromkeys(_flat(words)))
            read_letterhead(texts, self.reading.head)
            self.reading.add(UNREAD, text=" · ".join(texts), doubts=[LETTERHEAD])
        elif not self.annexes.is_open and any(map(wording.is_recipients, words)):
            self.ends.table(table)
        else:
            self.annexes.table(table)

    # Before the first section

    def _begins(self, marked: Marked, piece: Paragraph) -> bool:
        return marked.depth in (Depth.LETTER, Depth.ROMAN) or (
            marked.depth == Depth.NUMBER and (piece.bold or self.abstract is not None)
        )

    def _before_sections(self, piece: Paragraph) -> None:
        if self.title is None:
            if wording.is_title(piece.text):
                self.title = self.reading.add(Kind.TITLE, text=piece.text)
            elif wording.is_letterhead(piece.text) or piece.text.isupper() or len(piece.text) < 60:
                read_letterhead([piece.text], self.reading.head)
                self.reading.add(UNREAD, text=piece.text, doubts=[LETTERHEAD])
            else:
                self.reading.add(Kind.PARAGRAPH, text=piece.text, doubts=[_STRAY])
        elif not any(letter.isalnum() for letter in piece.text):
            self.reading.add(UNREAD, text=piece.text, doubts=["dòng kẻ"])
        elif self.abstract is None:
            self.abstract = self.reading.add(Kind.TITLE, parent=self.title.number, text=piece.text)
        elif piece.centred and self.reading.lines[-1] is self.abstract:
            self.abstract.text = f"{self.abstract.text} {piece.text}"
        else:
            read_preamble(piece.text, self.reading.head)
            self.reading.add(Kind.PARAGRAPH, text=piece.text)

    # Sections, headings, bullets

    def _body(self, piece: Paragraph, marked: Marked) -> None:
        if marked.depth == Depth.LETTER and not marked.text:
            self._part(marked)
        elif not any(letter.isalnum() for letter in marked.text):
            self.reading.add(UNREAD, text=piece.text, doubts=["không có chữ"])
        elif marked.marker == "*" and _is_heading(marked.text):
            self._heading(marked)
        elif marked.marker == "*":
            self._note(marked)
        elif marked.depth >= Depth.DASH and wording.year_of(piece.text):
            self._year(piece.text)
        elif marked.depth in (Depth.DASH, Depth.PLUS):
            self._bullet(piece, marked)
        elif marked.depth == Depth.NONE:
            self._plain(piece)
        else:
            self._numbered(piece, marked)

    def _part(self, marked: Marked) -> None:
        """ "Phần thứ nhất" alone on its line: what it is called follows."""
        self._close(marked.depth)
        line = self.reading.add(Kind.SECTION, text=marked.marker)
        self.stack.append((marked.depth, line, marked.values))
        self.unnamed = line

    def _heading(self, marked: Marked) -> None:
        """ "* Mục tiêu cụ thể" heads what stands below it."""
        self._close(_YEAR_DEPTH)
        above = _number(self._open_line())
        line = self.reading.add(Kind.HEADING, parent=above, marker=marked.marker, text=marked.text)
        self.stack.append((_YEAR_DEPTH, line, ()))

    def _numbered(self, piece: Paragraph, marked: Marked) -> None:
        marked = placed(marked, self.stack, self.last.get(Depth.SMALL, (0,))[-1])
        depth = marked.depth
        if depth == Depth.LETTER and len(marked.marker) <= 2:
            self.letter = marked.marker[0]
        self._close(depth)
        above = self._open_line()
        kind, doubt = numbered_kind(self.reading, above, marked, bold=piece.bold)
        if kind in (Kind.ASSIGNMENT, Kind.SCHEDULE, Kind.RESOURCES):
            self._assigned(marked.text, marked.marker, above)
            self.stack.append((depth, self.reading.lines[-1], marked.values))
            return
        line = self.reading.add(kind, parent=_number(above), marker=marked.marker, text=marked.text)
        self._check_order(line, marked, above)
        if doubt:
            line.doubt(doubt)
        self.stack.append((depth, line, marked.values))

    def _check_order(self, line: Line, marked: Marked, above: Line | None) -> None:
        """A number that is not the next one is kept as printed and asked about."""
        if not marked.values:
            line.doubt(f"kiểu số “{marked.marker}” lạ, chưa rõ đứng dưới mục nào")
            return
        before, at = self.last.get(marked.depth), marked.values[-1]
        sibling = self.siblings.get((line.parent, marked.depth), 0)
        # Numbers may go on over sections instead of beginning again.
        goes_on = before is not None and not sibling and is_next(marked.depth, before[-1], at)
        if not is_next(marked.depth, sibling, at) and not goes_on:
            line.doubt(f"số “{marked.marker}” không nối tiếp mục trước")
        self.siblings[line.parent, marked.depth] = at
        if len(marked.values) > 1 and above is not None and not _fits(marked.values, above):
            line.doubt(f"số “{marked.marker}” không khớp với mục cha “{above.marker}”")
        self.last[marked.depth] = marked.values

    def _bullet(self, piece: Paragraph, marked: Marked) -> None:
        self._close(marked.depth)
        above = self._open_line()
        kind, doubt = bullet_kind(self.reading, above)
        line = self.reading.add(kind, parent=_number(above), marker=marked.marker, text=marked.text)
        if doubt:
            line.doubt(doubt)
        self.stack.append((marked.depth, line, ()))

    def _plain(self, piece: Paragraph) -> None:
        if self.unnamed is not None and self.unnamed is self.reading.lines[-1] and _is_name(piece):
            self.unnamed.marker, self.unnamed.text = self.unnamed.text, piece.text
            return
        self._close(Depth.DASH)
        while self.stack and self.stack[-1][1].kind in (
            Kind.DUTY,
            Kind.ASSIGNMENT,
            Kind.SCHEDULE,
            Kind.RESOURCES,
            Kind.BULLET,
        ):
            self.stack.pop()
        if wording.assigned_kind(piece.text):
            while (
                self.stack
                and self.stack[-1][1].kind != Kind.PROGRAMME
                and any(one.kind == Kind.PROGRAMME for _, one, _ in self.stack)
            ):
                self.stack.pop()
            self._assigned(piece.text, "", self._open_line())
            return
        above = self._open_line()
        if (
            piece.bold
            and len(piece.text) < 150
            and not wording.is_sentence(piece.text)
            and not piece.text.endswith(":")
        ):
            line = self.reading.add(Kind.HEADING, parent=_number(above), text=piece.text)
            line.doubt("không có số; đọc là đề mục vì chữ đậm")
            self.stack.append((_YEAR_DEPTH, line, ()))
            return
        kind, doubt = bullet_kind(self.reading, above, plain=True)
        line = self.reading.add(kind, parent=_number(above), text=piece.text)
        if doubt:
            line.doubt(doubt)

    def _year(self, text: str) -> None:
        """Goals until a year: a heading when they stand below it, else what is said of that year."""
        self._close(_YEAR_DEPTH)
        above = self._open_line()
        year, rest = wording.year_of(text) or (0, "")
        if not rest:
            line = self.reading.add(Kind.HEADING, parent=_number(above), text=text)
            self.stack.append((_YEAR_DEPTH, line, ()))
        else:
            kind = Kind.VISION if year > self._last_year() else Kind.SPECIFIC_GOAL
            self.reading.add(kind, parent=_number(above), text=text)

    def _last_year(self) -> int:
        """The plan's last year as its title says; without one no year is beyond the plan."""
        titles = [line.text for line in self.reading.lines if line.kind == Kind.TITLE]
        return plan_years(titles).last or _FAR

    def _note(self, marked: Marked) -> None:
        """A note at the end of a part belongs to the whole part."""
        self._close(Depth.ROMAN)
        self.reading.add(Kind.PARAGRAPH, parent=_number(self._open_line()), marker="*", text=marked.text)

    def _assigned(self, text: str, marker: str, above: Line | None) -> None:
        parts = wording.split_assigned(text)
        for at, part in enumerate(parts):
            kind = wording.assigned_kind(part) or Kind.ASSIGNMENT
            line = self.reading.add(kind, parent=_number(above), marker="" if at else marker, text=part)
            if len(parts) > 1:
                line.doubt("tách ra từ một đoạn nêu cả phân công, thời gian, nguồn lực")

    # The stack

    def _close(self, depth: int) -> None:
        while self.stack and self.stack[-1][0] >= depth:
            self.stack.pop()

    def _open_line(self) -> Line | None:
        return self.stack[-1][1] if self.stack else None


def _is_heading(text: str) -> bool:
    return bool(wording.mode_of(text) or wording.year_of(text)) and not wording.is_statement(text)


def _is_name(piece: Paragraph) -> bool:
    """Whether a line looks like what a part is called."""
    return piece.bold or piece.centred or piece.text.isupper()


def _number(line: Line | None) -> int:
    return line.number if line else 0


def _flat(texts: list[str]) -> list[str]:
    return [line for text in texts for line in text.split("\n") if line.strip()]


def _fits(values: tuple[int, ...], above: Line) -> bool:
    """Whether 1.2. stands under 1. (or under something that is no number at all)."""
    found = split_marker(f"{above.marker} x")
    return not found.values or found.depth < Depth.NUMBER or values[:-1] == found.values
