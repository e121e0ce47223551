"""The quarterly report as a Word draft that the office can edit; the system signs and numbers nothing."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, time

from docx.shared import Pt

from bachdang.quarter.rows import ILLUSTRATIVE, QuarterReport
from bachdang.reports.document.body import write_body
from bachdang.reports.document.letterhead import write_letterhead, write_signature
from bachdang.reports.document.notes import as_printed, write_notes
from bachdang.reports.document.page import new_document, number_pages, write, write_foot
from bachdang.reports.document.tables import write_appendices
from bachdang.reports.letterhead import paper_of, written_by

__all__ = ["document_name", "quarter_document"]


def quarter_document(
    report: QuarterReport, texts: Mapping[str, str], letterhead: str, mark: str = ""
) -> bytes:
    """Letterhead, title, the written part, the signature block left open, the tables as appendices, and last
    what the office must still see to.

    `texts`: the office's text for every key of rows.wording.SECTIONS. `mark` stands at the foot of each page.
    """
    head, noted, report = report.head, report, as_printed(report)
    document = new_document()
    paper = paper_of(head, letterhead)
    write_letterhead(document, head, paper)
    write(document, "BÁO CÁO", bold=True, centred=True, before=18, size=Pt(16))
    write(document, f"kết quả triển khai {head.plan_title}", bold=True, centred=True)
    write(document, head.period_inside, bold=True, centred=True)
    if head.about:
        write(document, f"({head.about})", italic=True, centred=True)
    if head.illustrative:
        write(document, ILLUSTRATIVE, bold=True, centred=True)
    write(document, "-----", centred=True)
    write_body(document, written_by(report, paper), texts)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    write(document, "", before=12, heading=True)
    write_signature(document, paper, ["…", "…"])
    number_pages(document)
    write_foot(document, mark)
    write_appendices(document, report)
    write_notes(document, noted)
    properties = document.core_properties
    properties.title, properties.author = f"Báo cáo {head.period}", paper.writer
    properties.created = properties.modified = datetime.combine(head.judged_on, time())
    properties.language = "vi-VN"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def document_name(report: QuarterReport) -> str:
    """The name of the file: "bao-cao-2026-Q3.docx"."""
    return f"{report.head.file_name}.docx"
