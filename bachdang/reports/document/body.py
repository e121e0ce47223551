"""The written part: overall result, programme by programme, limits and causes, next quarter, proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from docx.document import Document as DocumentType

from bachdang.numbers import roman
from bachdang.office.programmes import ProgrammeWords
from bachdang.office.rows import Heading, QuarterReport, TargetLine
from bachdang.office.rows.issues import PROPOSAL
from bachdang.office.rows.wording import compose, values_of
from bachdang.reports.document.page import write
from bachdang.reports.document.tables import amount_text
from indicators.choices import Status

GENERAL = ("muc_tieu", "nhiem_vu", "du_an", "sau_ro")
JUDGED = [one for one in Status if one not in (Status.NO_DATA, Status.NOT_DUE)]


def write_body(document: DocumentType, report: QuarterReport, texts: Mapping[str, str]) -> None:
    """`texts`: the office's texts by section, as they are composed with the figures."""
    values = values_of(report)
    said = {key: compose(text, values) for key, text in texts.items()}
    _texts(document, said["mo_dau"])
    parts = (
        ("KẾT QUẢ CHUNG", _general),
        ("KẾT QUẢ THEO CHƯƠNG TRÌNH, ĐỀ ÁN, NHIỆM VỤ TRỌNG TÂM", _programmes),
        ("TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", _limits),
        ("NHIỆM VỤ QUÝ SAU", _next),
        ("KIẾN NGHỊ", _proposals),
    )
    for number, (title, paint) in enumerate(parts, 1):
        write(document, f"{roman(number)}. {title}", bold=True, before=8, indent=True)
        paint(document, report, said)


def _texts(document: DocumentType, text: str) -> None:
    for line in text.splitlines():
        if line.strip():
            write(document, line.strip(), indent=True)


def _general(document: DocumentType, report: QuarterReport, said: Mapping[str, str]) -> None:
    for key in GENERAL:
        _texts(document, said[key])


def _programmes(document: DocumentType, report: QuarterReport, said: Mapping[str, str]) -> None:
    _texts(document, said["chuong_trinh"])
    targets = _targets_by_programme(report)
    part = ""
    for one in report.words:
        if one.part != part:
            part = one.part
            write(document, f"{one.part} {one.part_title}".strip(), bold=True, indent=True)
        write(document, f"{one.number} {one.title}".strip(), bold=True, italic=True, indent=True)
        _texts(document, one.result or _nothing(one))
        lines = targets.get(one.title, [])
        if lines:
            write(document, f"Mục tiêu: {_counted(lines)}.", indent=True)
        for line in lines:
            if Status(line.status) in JUDGED:
                write(document, f"- {_figure(line)}", indent=True)


def _nothing(one: ProgrammeWords) -> str:
    if one.nothing_because:
        return f"Không phát sinh: {one.nothing_because}"
    return f"Chưa có báo cáo bằng lời ({one.unit or 'chưa giao đơn vị báo cáo'})."


def _targets_by_programme(report: QuarterReport) -> dict[str, list[TargetLine]]:
    """Targets under the text of the programme's heading; those of the vision are left to the appendix."""
    found: dict[str, list[TargetLine]] = {}
    heading = ""
    for line in report.targets:
        if isinstance(line, Heading):
            heading = line.text
        elif heading:
            found.setdefault(heading, []).append(line)
    return found


def _counted(lines: list[TargetLine]) -> str:
    counts = Counter(line.status for line in lines)
    return ", ".join(f"{counts[one.value]} {one.label.lower()}" for one in Status if counts[one.value])


def _figure(line: TargetLine) -> str:
    now = amount_text(line.to_date, line.is_state)
    measure = "" if line.is_state or not now or line.to_date.number is None else line.measure
    shown = f"{now}{measure}" if measure == "%" else f"{now} {measure}".strip()
    return f"{line.name}: {shown or 'chưa có số liệu'} (mục tiêu {line.wording}), {line.status_text.lower()}."


def _limits(document: DocumentType, report: QuarterReport, said: Mapping[str, str]) -> None:
    _texts(document, said["han_che"])
    _each(document, report, _limited, "Các đơn vị chưa nêu hạn chế trong kỳ.")


def _limited(one: ProgrammeWords) -> str:
    causes = f"Nguyên nhân: {one.causes}" if one.causes else ""
    return " ".join(part for part in (one.limits, causes) if part)


def _next(document: DocumentType, report: QuarterReport, said: Mapping[str, str]) -> None:
    _texts(document, said["quy_sau"])
    _each(document, report, lambda one: one.next_steps, "Các đơn vị chưa nêu nhiệm vụ quý sau.")


def _each(
    document: DocumentType, report: QuarterReport, text_of: Callable[[ProgrammeWords], str], nothing: str
) -> None:
    """A dash a programme that says something, else the sentence that nothing was said."""
    found = [(one, text) for one in report.words if (text := text_of(one))]
    for one, text in found:
        write(document, f"- {one.title}: {text}", indent=True)
    if not found:
        write(document, nothing, indent=True)


def _proposals(document: DocumentType, report: QuarterReport, said: Mapping[str, str]) -> None:
    _texts(document, said["kien_nghi"])
    lines = list(_proposed(report))
    for line in lines or ["Không có kiến nghị trong kỳ."]:
        write(document, line, indent=True)


def _proposed(report: QuarterReport) -> Iterator[str]:
    for one in report.issues:
        if one.kind == PROPOSAL:
            to = f" với {one.to}" if one.to else ""
            state = f" ({one.state.lower()})" if one.state else ""
            yield f"- {one.unit} kiến nghị{to}: {one.text}{state}"
