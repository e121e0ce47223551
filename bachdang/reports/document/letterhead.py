"""The head and the foot of a written report: its letterhead, who signs, who receives it."""

from __future__ import annotations

from docx.document import Document as DocumentType

from bachdang.quarter.rows import Head
from bachdang.reports.document.page import fill, rule_above, side_by_side
from bachdang.reports.letterhead import Paper


def write_letterhead(document: DocumentType, head: Head, paper: Paper) -> None:
    """The two blocks beside each other, with "DỰ THẢO" under the number."""
    left, right = side_by_side(document, paper.widths).rows[0].cells
    for line, bold in paper.left_lines:
        fill(left, line, bold=bold)
    fill(left, paper.number)
    fill(left, "DỰ THẢO", bold=True)
    for line in paper.right:
        fill(right, line, bold=True)
    rule_above(fill(right, ""))
    fill(right, head.place_and_date, italic=True)


def write_signature(document: DocumentType, paper: Paper, recipients: list[str]) -> None:
    """Nơi nhận at the left, who signs at the right; nothing is signed here."""
    left, right = side_by_side(document, (82, 83)).rows[0].cells
    fill(left, "Nơi nhận:", bold=True, italic=True, centred=False)
    for line in [*recipients, paper.kept]:
        fill(left, f"- {line}", centred=False)
    for line in paper.signs:
        fill(right, line, bold=True)
