"""What the office must still see to before the report goes out: on a last page, never in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docx.document import Document as DocumentType

from bachdang.quarter.rows import Heading, ProjectGroup, QuarterReport, TargetLine
from bachdang.quarter.rows.outline import Lines
from bachdang.reports.document.page import add_upright, write
from bachdang.vietnamese.corrections import verbatim

TITLE = "GHI CHÚ ĐỂ HOÀN THIỆN DỰ THẢO"
REMOVE = "Trang của Văn phòng, không thuộc báo cáo: bỏ trang này trước khi in, trình."
SILENT = "Chương trình, đề án, nhiệm vụ trọng tâm mà đơn vị chưa gửi phần kết quả thực hiện:"
READINGS = "Chỗ văn bản in sai; báo cáo chép nguyên văn, cách đọc ghi trong ngoặc:"


def write_notes(document: DocumentType, report: QuarterReport) -> None:
    """The page, when there is anything to note. `report` is the one with the readings of its errors."""
    silent = [
        f"{verbatim(one.title).removesuffix('.')} ({one.unit or 'chưa giao đơn vị báo cáo'})"
        for one in report.words
        if not one.said
    ]
    notes = [(SILENT, silent), (READINGS, _readings(report))]
    if not any(lines for _, lines in notes):
        return
    add_upright(document)
    write(document, TITLE, bold=True, centred=True, heading=True)
    write(document, REMOVE, italic=True, centred=True, heading=True)
    for title, lines in notes:
        if lines:
            write(document, title, before=8, indent=True, heading=True)
        for line in lines:
            write(document, f"- {line}", indent=True)


def _readings(report: QuarterReport) -> list[str]:
    """Every printed error once, with how it is read."""
    return [text for text in dict.fromkeys(_texts(report)) if text != verbatim(text)]


def _texts(report: QuarterReport) -> Iterator[str]:
    for words in report.words:
        yield from (words.part_title, words.title)
    yield from (line.text for line in report.targets if isinstance(line, Heading))
    yield from (line.text if isinstance(line, Heading) else line.title for line in report.tasks)
    yield from _of_group(report.projects)


def _of_group(group: ProjectGroup) -> Iterator[str]:
    if group.heading is not None:
        yield group.heading.text
    yield from (line.title for line in group.lines)
    for one in group.groups:
        yield from _of_group(one)


def as_printed(report: QuarterReport) -> QuarterReport:
    """The report with every heading and title as the document prints it, without the readings."""
    return replace(
        report,
        targets=_under_printed(report.targets),
        tasks=[
            _printed(one) if isinstance(one, Heading) else replace(one, title=verbatim(one.title))
            for one in report.tasks
        ],
        projects=_printed_group(report.projects),
        words=[
            replace(one, title=verbatim(one.title), part_title=verbatim(one.part_title))
            for one in report.words
        ],
    )


def _under_printed(lines: Sequence[Heading | TargetLine]) -> Sequence[Heading | TargetLine]:
    if isinstance(lines, Lines):
        return lines.under(_printed)
    return [_printed(one) if isinstance(one, Heading) else one for one in lines]


def _printed(heading: Heading) -> Heading:
    return replace(heading, text=verbatim(heading.text))


def _printed_group(group: ProjectGroup) -> ProjectGroup:
    return ProjectGroup(
        group.heading and _printed(group.heading),
        [replace(line, title=verbatim(line.title)) for line in group.lines],
        [_printed_group(one) for one in group.groups],
    )
