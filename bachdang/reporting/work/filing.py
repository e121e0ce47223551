"""A report saved, its papers attached and sent on by one press: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from bachdang.accounts.models import User
from bachdang.reporting.flow.actions import advance, save_report
from bachdang.reporting.flow.content import Content
from plans.evidence import attach_document, attach_file
from plans.flow import Step
from plans.models import Item, Period, Report


@dataclass(frozen=True)
class Papers:
    """What stands behind a report: a file, the number and day of a document, or both."""

    file: UploadedFile[Any] | None = None
    number: str = ""
    day: date | None = None


def attach(report: Report, papers: Papers, by: User) -> None:
    """Put papers behind a draft. Raises ValidationError, PermissionDenied."""
    if papers.file:
        attach_file(report=report, name=papers.file.name or "", content=papers.file.read(), by=by)
    if papers.number:
        attach_document(report=report, number=papers.number, day=papers.day, by=by)


@transaction.atomic
def file_report(
    *,
    item: Item,
    period: Period,
    content: Content,
    by: User,
    seen: str,
    today: date,
    papers: Papers | None = None,
    step: Step | None = None,
) -> Report:
    """Save the draft, attach its papers, take the step with it. Raises what save_report and advance do."""
    report = save_report(item=item, period=period, content=content, by=by, seen=seen, today=today)
    if papers is not None:
        attach(report, papers, by)
    return advance(report=report, step=step, by=by, today=today) if step is not None else report
