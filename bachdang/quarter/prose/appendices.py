"""Biểu 1–4: the tables behind the written report. Their numbers and titles stand here alone. Pure.

A number is the name of a form: it stays with its table when a narrowed report leaves another one out.
"""

from __future__ import annotations

from enum import Enum

from bachdang.quarter.rows.report import QuarterReport
from bachdang.standing.programmes import ProgrammeWords


class Appendix(Enum):
    """A table by its number and its title."""

    TARGETS = (1, "KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU")
    TASKS = (2, "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ CỤ THỂ")
    PROJECTS = (3, "TÌNH HÌNH THỰC HIỆN DỰ ÁN")
    WORDS = (4, "BÁO CÁO CỦA CÁC ĐƠN VỊ THEO CHƯƠNG TRÌNH, ĐỀ ÁN")

    @property
    def label(self) -> str:
        return f"Biểu {self.value[0]}"

    @property
    def title(self) -> str:
        return self.value[1]


def appendices(report: QuarterReport) -> list[Appendix]:
    """Those that the report has, in their order: what there is none of has no table."""
    counts = report.counts
    held = {
        Appendix.TARGETS: counts["targets"],
        Appendix.TASKS: counts["tasks"],
        Appendix.PROJECTS: counts["projects"],
        Appendix.WORDS: any(map(spoke, report.words)),
    }
    return [one for one in Appendix if held[one]]


def spoke(one: ProgrammeWords) -> bool:
    """Whether a unit said anything of the programme that Biểu 4 would hold."""
    return bool(one.said or one.limits or one.causes or one.next_steps)


def seen_in(report: QuarterReport, *wanted: Appendix) -> str:
    """Where the rest stands: " (Biểu 2, Biểu 3)", of those wanted that the report has; "" when none."""
    labels = [one.label for one in appendices(report) if one in wanted]
    return f" ({', '.join(labels)})" if labels else ""
