"""A document typed in a code page of before Unicode, turned where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bachdang.vietnamese.legacy_text import CodePage, to_unicode
from bachdang.wordplan.reading.pieces import Cell, Document, Paragraph, Table


def texts_of(document: Document) -> list[str]:
    """Every text of the document."""
    found = []
    for piece in document.pieces:
        if isinstance(piece, Paragraph):
            found.append(piece.text)
        else:
            found += [one.text for cell in _cells(piece) for one in cell.paragraphs]
    return [text for text in found if text]


def in_unicode(document: Document, page: CodePage) -> None:
    """Turn every text of the document."""
    document.pieces = [
        _turned(piece, page) if isinstance(piece, Paragraph) else piece for piece in document.pieces
    ]
    for piece in document.pieces:
        if isinstance(piece, Table):
            for cell in _cells(piece):
                cell.paragraphs = [_turned(one, page) for one in cell.paragraphs]


def _turned(paragraph: Paragraph, page: CodePage) -> Paragraph:
    return replace(paragraph, text=to_unicode(paragraph.text, page))


def _cells(table: Table) -> Iterator[Cell]:
    """Each cell once, however many places it covers."""
    seen = {id(cell): cell for row in table.rows for cell in row}
    yield from seen.values()
