"""Kết quả theo chương trình: how the targets of each stand, then what its unit wrote. Pure."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from bachdang.quarter.prose.appendices import Appendix, seen_in
from bachdang.quarter.prose.detail import Detail
from bachdang.quarter.prose.sentences import short_figure
from bachdang.quarter.prose.shortening import (
    cut,
    ended,
    first_sentences,
    lower_first,
    programme_name,
    together,
)
from bachdang.quarter.rows.outline import Heading
from bachdang.quarter.rows.report import QuarterReport
from bachdang.quarter.rows.targets import TargetLine
from bachdang.standing.programmes import ProgrammeWords
from indicators.rules import Status

NO_PROGRAMME = "Không có chương trình, đề án, nhiệm vụ trọng tâm nào thuộc phạm vi báo cáo này."
NOTHING_SAID = "Các đơn vị chưa báo cáo kết quả theo chương trình trong kỳ."
COUNTS = "Số mục tiêu đạt, vượt hoặc đúng tiến độ trên tổng số"
WORDS = "Kết quả do các đơn vị báo cáo:"
GOOD = (Status.EXCEEDED, Status.MET, Status.ON_TRACK)
BAD = (Status.FAILED, Status.AT_RISK, Status.SLOW)


def programmes(report: QuarterReport, detail: Detail) -> list[str]:
    """A paragraph of counts for each part of the document, then the words; all of them stand in Biểu 4."""
    if not report.words:
        return [NO_PROGRAMME]
    return [*_counted_parts(report, detail), *_words(report, detail)] or [NOTHING_SAID]


def targets_by_programme(report: QuarterReport) -> dict[str, list[TargetLine]]:
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


def _counted_parts(report: QuarterReport, detail: Detail) -> list[str]:
    """ "- Các chương trình: Số mục tiêu đạt … trên tổng số: Chương trình … 5/8 (nguy cơ 1, chậm 2); …"."""
    targets = targets_by_programme(report)
    found = []
    for title, group in groupby(report.words, key=lambda one: one.part_title):
        counted = [
            f"{programme_name(one.title, detail.name)} {_counts(lines, detail)}"
            for one in group
            if (lines := targets.get(one.code) or targets.get(one.title))
        ]
        if counted:
            found.append(f"- {title.capitalize()} ({COUNTS[:1].lower()}{COUNTS[1:]}): {'; '.join(counted)}.")
    return found


def _counts(lines: list[TargetLine], detail: Detail) -> str:
    """ "5/9 (không đạt 1, chậm 2: tỷ lệ … 43%; chưa đánh giá 1)"."""
    counts = Counter(line.status for line in lines)
    good, total = sum(counts[one.value] for one in GOOD), len(lines)
    bad = [f"{one.label.lower()} {counts[one.value]}" for one in BAD if counts[one.value]]
    grey = total - good - sum(counts[one.value] for one in BAD)
    said = [f"{', '.join(bad)}{_worst(lines, detail)}"] if bad else []
    said += [f"chưa đánh giá {grey}"] if grey else []
    return f"{good}/{total} ({'; '.join(said)})" if said else f"{good}/{total}"


def _worst(lines: list[TargetLine], detail: Detail) -> str:
    """The first figure of the worst verdict: what has no number is left to the appendix."""
    if not detail.words:
        return ""
    measured = (
        one for status in BAD for one in lines if one.status == status and one.to_date.number is not None
    )
    worst = next((one for one in measured if not one.is_state), None)
    return f": {lower_first(cut(worst.name, detail.name))} {short_figure(worst)}" if worst else ""


def _words(report: QuarterReport, detail: Detail) -> list[str]:
    """The units' own words, the same words once with all they were said of."""
    said = together((_own(one), programme_name(one.title, detail.name)) for one in report.words)
    shown = said[: detail.items]
    found = [
        ended(f"- {_of(one.by)}: {lower_first(first_sentences(one.text, detail.text))}") for one in shown
    ]
    if len(said) > len(shown):
        found.append(f"- Và {len(said) - len(shown)} nội dung khác{seen_in(report, Appendix.WORDS)}.")
    return [WORDS, *found] if found else []


def _own(one: ProgrammeWords) -> str:
    if one.result or not one.nothing_because:
        return one.result
    return f"Không phát sinh ({lower_first(one.nothing_because.rstrip('.'))})"


def _of(names: tuple[str, ...]) -> str:
    shown = "; ".join(names[:2])
    return f"{shown} và {len(names) - 2} nội dung khác" if len(names) > 2 else shown
