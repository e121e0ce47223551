"""The blocks of the written report, as rich as four pages allow. Pure: the same rows give the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bachdang.quarter.prose.ahead import ahead
from bachdang.quarter.prose.appendices import Appendix
from bachdang.quarter.prose.detail import LEVELS, Detail
from bachdang.quarter.prose.limits import limits
from bachdang.quarter.prose.programmes import programmes
from bachdang.quarter.prose.proposals import proposals
from bachdang.quarter.prose.sentences import Time, sentence
from bachdang.quarter.rows.report import QuarterReport
from bachdang.quarter.rows.targets import main_lines
from bachdang.quarter.rows.wording import compose, values_of

LINE = 72
"""Characters of a line of body text, on the safe side."""
LINES = 144
"""Lines that four pages hold beside letterhead, title, headings and signature."""
NO_HEADLINE = f"Kế hoạch chưa chọn chỉ tiêu chủ yếu; kết quả từng mục tiêu nêu tại {Appendix.TARGETS.label}."


@dataclass(frozen=True)
class Draft:
    """The paragraphs of each block, and the figures and names that a text may use."""

    blocks: Mapping[str, Sequence[str]]
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        """About how many lines of paper they take, with the space between paragraphs."""
        texts = [text for block in self.blocks.values() for text in block]
        return sum(-(-len(text) // LINE) for text in texts) + len(texts) // 3


def draft_of(report: QuarterReport, texts: Mapping[str, str]) -> Draft:
    """The richest draft that stays within four pages. `texts`: the office's own, by section."""
    values = values_of(report)
    said = {key: _paragraphs(compose(text, values)) for key, text in texts.items()}
    drafts = [Draft(_blocks(report, said, detail), values) for detail in LEVELS]
    return next((one for one in drafts if one.lines <= LINES), drafts[-1])


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _blocks(report: QuarterReport, said: Mapping[str, list[str]], detail: Detail) -> dict[str, list[str]]:
    return {
        "mo_dau": [*said["mo_dau"], *([report.head.remark] if report.head.remark else [])],
        "chi_tieu_chu_yeu": headline_sentences(report),
        "ket_qua_chung": _general(report, said),
        "ket_qua_chuong_trinh": [*said["chuong_trinh"], *programmes(report, detail)],
        "han_che_nguyen_nhan": [*said["han_che"], *limits(report, detail)],
        "nhiem_vu_ky_sau": [*said["quy_sau"], *ahead(report, detail)],
        "kien_nghi": [*said["kien_nghi"], *proposals(report, detail)],
    }


def headline_sentences(report: QuarterReport) -> list[str]:
    """A dash for each of the plan's main figures, with a verdict or without; a part of it may have none."""
    time = Time.of(report.head)
    found = [f"- {sentence(line, time)}" for line in main_lines(report.targets)]
    return found or ([] if report.head.about else [NO_HEADLINE])


GENERAL = {"muc_tieu": 0, "nhiem_vu": 2, "du_an": 4, "sau_ro": None}
"""The sections of the general part, and the table of Tổng hợp that each sums up."""


def _general(report: QuarterReport, said: Mapping[str, list[str]]) -> list[str]:
    """A sentence on what a narrowed report has none of would only say zeros: it says that there is none."""
    found: list[str] = []
    for key, position in GENERAL.items():
        table = report.summary.tables[position] if position is not None else None
        if report.head.about and table is not None and not table.counts.total():
            found.append(f"Không có {table.noun} nào thuộc phạm vi báo cáo này.")
        else:
            found.extend(said[key])
        if key == "muc_tieu" and report.unassigned:
            nobody = f"Trong số còn thiếu số liệu có {report.unassigned} chỉ tiêu chưa giao đơn vị báo cáo."
            found.append(nobody)
    return found
