"""Short ways through the reader, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument

from bachdang.planfile.reading import read_plan_file
from bachdang.planfile.yamlfile import Entry
from bachdang.wordplan.drafting.draft import Draft, write_draft
from bachdang.wordplan.drafting.writing import as_text
from bachdang.wordplan.lines import Line, Reading
from bachdang.wordplan.reading import read_document
from bachdang.wordplan.structure.outline import read_lines
from tests.wordplan.documents import as_bytes


def lines_of(document: WordDocument) -> Reading:
    return read_lines(read_document(as_bytes(document)))


def draft_of(document: WordDocument, units: list[dict[str, Any]] | None = None) -> Draft:
    return write_draft(lines_of(document), units or [])


def checked(draft: Draft, folder: Path) -> Entry:
    """The draft as its file, through all checks of the plan file."""
    path = folder / "draft.yaml"
    path.write_text(as_text(draft), "utf-8")
    return read_plan_file(path)


def shown(line: Line) -> tuple[str, str, str]:
    return str(line.kind), line.marker, line.words
