"""Kiến nghị: what waits for a decision, by its addressee; the same words once. Pure."""

from __future__ import annotations

from bachdang.quarter.prose.appendices import Appendix, seen_in
from bachdang.quarter.prose.detail import Detail
from bachdang.quarter.prose.shortening import cut, first_sentences, together
from bachdang.quarter.rows.issues import PROPOSAL
from bachdang.quarter.rows.report import QuarterReport
from bachdang.vietnamese.corrections import verbatim

NONE = "Không có kiến nghị chờ giải quyết trong kỳ."


def proposals(report: QuarterReport, detail: Detail) -> list[str]:
    """ "- Với Sở Tài chính: Đề nghị … (Phòng KTHT&ĐT: Giải ngân vốn đầu tư công)"."""
    found: list[str] = []
    waiting = [one for one in report.issues if one.kind == PROPOSAL and not one.answer]
    addressees = dict.fromkeys(one.to for one in waiting)
    for to in addressees:
        said = together(
            (one.text, f"{one.unit}: {cut(verbatim(one.title), detail.name // 2)}")
            for one in waiting
            if one.to == to
        )
        found.extend(f"- {f'Với {to}: ' if to else ''}{_worded(one.text, one.by, detail)}." for one in said)
    shown = found[: detail.items]
    if len(found) > len(shown):
        where = seen_in(report, Appendix.TASKS, Appendix.PROJECTS)
        shown.append(f"- Và {len(found) - len(shown)} kiến nghị khác{where}.")
    return shown or [NONE]


def _worded(text: str, by: tuple[str, ...], detail: Detail) -> str:
    most = 3 if detail.words else 1
    rest = f"; và {len(by) - most} việc khác" if len(by) > most else ""
    return f"{first_sentences(text, detail.text)} ({'; '.join(by[:most])}{rest})"
