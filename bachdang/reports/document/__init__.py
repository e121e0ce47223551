"""The quarterly report as a Word draft that the office can send; the system signs and numbers nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from bachdang.quarter.prose.draft import draft_of
from bachdang.quarter.rows import QuarterReport
from bachdang.reports.document.fields import field_values
from bachdang.reports.document.notes import as_printed, write_notes
from bachdang.reports.document.page import save
from bachdang.reports.document.tables import write_appendices
from bachdang.reports.document.template import fill, first_template
from bachdang.reports.letterhead import paper_of, written_by

__all__ = ["document_name", "quarter_document"]


def quarter_document(
    report: QuarterReport,
    texts: Mapping[str, str],
    letterhead: str,
    mark: str = "",
    template: bytes | None = None,
) -> bytes:
    """The filled template, the tables as appendices, and last what the office must still see to.

    `texts`: the office's text for every key of rows.wording.SECTIONS. `mark` stands at the foot of each page.
    `template`: the office's own, else the one the program begins with.
    """
    head, noted, report = report.head, report, as_printed(report)
    paper = paper_of(head, letterhead)
    draft = draft_of(written_by(report, paper), texts)
    document = fill(template or first_template(head, paper), field_values(report, draft, mark))
    write_appendices(document, report)
    write_notes(document, noted)
    properties = document.core_properties
    properties.title, properties.author = f"Báo cáo {head.period}", paper.writer
    properties.created = properties.modified = datetime.combine(head.judged_on, time())
    properties.language = "vi-VN"
    return save(document)


def document_name(report: QuarterReport) -> str:
    """The name of the file: "bao-cao-2026-Q3.docx"."""
    return f"{report.head.file_name}.docx"
