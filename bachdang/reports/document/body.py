"""The written part: overall result, programme by programme, limits and causes, tasks ahead, proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from docx.document import Document as DocumentType

from bachdang.quarter.rows import CountTable, Heading, QuarterReport, TargetLine
from bachdang.quarter.rows.issues import PROPOSAL
from bachdang.quarter.rows.wording import compose, values_of
from bachdang.reports.document.page import write
from bachdang.reports.document.tables import amount_text
from bachdang.standing.programmes import ProgrammeWords
from bachdang.vietnamese.numbers import roman
from indicators.rules import Status

GENERAL = ("muc_tieu", "nhiem_vu", "du_an", "sau_ro")
# Position of the table of Tổng hợp that a section sums up.
COUNTED = {"muc_tieu": 0, "nhiem_vu": 2, "du_an": 4}
NO_PROGRAMME = "Không có chương trình, đề án, nhiệm vụ trọng tâm nào thuộc phạm vi báo cáo này."
NOTHING_SAID = "Các đơn vị chưa báo cáo kết quả theo chương trình trong kỳ."
NOT_JUDGED = (Status.NO_DATA, Status.NOT_DUE)


def write_body(document: DocumentType, report: QuarterReport, texts: Mapping[str, str]) -> None:
    """`texts`: the office's texts by section, as they are composed with the figures.

    What the office must still see to stands in the notes, not here.
    """
    values = values_of(report)
    said = {key: compose(text, values) for key, text in texts.items()}
    _texts(document, said["mo_dau"])
    if report.head.remark:
        write(document, report.head.remark, italic=True, indent=True)
    parts = (
        ("KẾT QUẢ CHUNG", _general),
        ("KẾT QUẢ THEO CHƯƠNG TRÌNH, ĐỀ ÁN, NHIỆM VỤ TRỌNG TÂM", _programmes),
        ("TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", _limits),
        (f"NHIỆM VỤ {report.head.following.upper()}", _next),
        ("KIẾN NGHỊ", _proposals),
    )
    for number, (title, paint) in enumerate(parts, 1):
        write(document, f"{roman(number)}. {title}", bold=True, before=8, indent=True, heading=True)
        paint(document, report, said)


def _texts(document: DocumentType, text: str) -> None:
    for line in text.splitlines():
        if line.strip():
            write(document, line.strip(), indent=True)


def _general(document: DocumentType, report: QuarterReport, said: Mapping[str, str]) -> None:
    """A sentence on what a narrowed report has none of would only say zeros: it says that there is none."""
    for key in GENERAL:
        table = report.summary.tables[COUNTED[key]] if key in COUNTED else None
        if report.head.about and table is not None and not table.counts.total():
            write(document, f"Không có {table.noun} nào thuộc phạm vi báo cáo này.", indent=True)
        else:
            _texts(document, said[key])
        if key == "muc_tieu" and report.unassigned:
            nobody = f"Trong số còn thiếu số liệu có {report.unassigned} chỉ tiêu chưa giao đơn vị báo cáo."
            write(document, nobody, indent=True)


def _programmes(document: DocumentType, report: QuarterReport, said: Mapping[str, str]) -> None:
    _texts(document, said["chuong_trinh"])
    targets = _targets_by_programme(report)
    part = ""
    told = [(one, targets.get(one.code) or targets.get(one.title, [])) for one in report.words]
    told = [(one, lines) for one, lines in told if one.said or lines]
    if not told:
        write(document, NO_PROGRAMME if not report.words else NOTHING_SAID, indent=True)
    for one, lines in told:
        if one.part != part:
            part = one.part
            write(document, one.part_title, bold=True, indent=True, heading=True)
        title = f"{one.number} {one.title}".strip()
        write(document, title, bold=True, italic=True, indent=True, heading=True)
        _texts(document, one.result or _nothing(one))
        if lines:
            write(document, f"Mục tiêu: {_counted(lines, report.summary.tables[0])}.", indent=True)
        for line in lines:
            if line.status not in NOT_JUDGED:
                write(document, f"- {_figure(line)}", indent=True)


def _nothing(one: ProgrammeWords) -> str:
    return f"Không phát sinh: {one.nothing_because}" if one.nothing_because else ""


def _targets_by_programme(report: QuarterReport) -> dict[str, list[TargetLine]]:
    """Targets by the code of their programme, by the text of its heading in rows that were frozen without.

    Those of the vision are left to the appendix.
    """
    found: dict[str, list[TargetLine]] = {}
    heading = ""
    for line in report.targets:
        if isinstance(line, Heading):
            heading = line.text
        elif not line.is_vision:
            found.setdefault(line.owner.programme or heading, []).append(line)
    return found


def _counted(lines: list[TargetLine], table: CountTable) -> str:
    counts = Counter(line.status for line in lines)
    return ", ".join(f"{counts[one.key]} {one.label.lower()}" for one in table.looks if counts[one.key])


def _figure(line: TargetLine) -> str:
    now = amount_text(line.to_date, line.is_state)
    measure = "" if line.is_state or not now or line.to_date.number is None else line.measure
    shown = f"{now}{measure}" if measure == "%" else f"{now} {measure}".strip()
    status = f"{line.status_text[:1].lower()}{line.status_text[1:]}"
    if now and line.status_text.startswith(now):  # a rating is its own verdict
        return f"{line.name} (mục tiêu {line.wording}): {status}."
    return f"{line.name}: {shown or 'chưa có số liệu'} (mục tiêu {line.wording}), {status}."


def _limits(document: DocumentType, report: QuarterReport, said: Mapping[str, str]) -> None:
    _texts(document, said["han_che"])
    _each(document, report, _limited, "Các đơn vị chưa nêu hạn chế trong kỳ.")


def _limited(one: ProgrammeWords) -> str:
    causes = f"Nguyên nhân: {one.causes}" if one.causes else ""
    parts = [part for part in (one.limits, causes) if part]
    return ("\n" if any("\n" in part for part in parts) else " ").join(parts)


def _next(document: DocumentType, report: QuarterReport, said: Mapping[str, str]) -> None:
    _texts(document, said["quy_sau"])
    head = report.head
    if head.next_quarter not in ("", head.following) and any(one.next_steps for one in report.words):
        said_for = f"Nhiệm vụ các đơn vị đã nêu cho {head.next_quarter}:"
        write(document, said_for, italic=True, indent=True, heading=True)
    nothing = f"Các đơn vị chưa nêu nhiệm vụ {head.following}."
    _each(document, report, lambda one: one.next_steps, nothing)


def _each(
    document: DocumentType, report: QuarterReport, text_of: Callable[[ProgrammeWords], str], nothing: str
) -> None:
    """A dash a programme that says something, else the sentence that nothing was said."""
    found = [(one, text) for one in report.words if (text := text_of(one))]
    for one, text in found:
        title = f"- {one.title.removesuffix('.')}:"
        if "\n" in text:
            write(document, title, indent=True).paragraph_format.keep_with_next = True
            _texts(document, text)
        else:
            _texts(document, f"{title} {text}")
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
            about, text = one.title.removesuffix("."), one.text.removesuffix(".")
            yield f"- {about}: {text} ({one.unit} kiến nghị{to}; {one.state.lower()})."
