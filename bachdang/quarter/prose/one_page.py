"""Một trang: the quarter for the Standing Committee, made of the report's own rows. Pure, no query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bachdang.quarter.prose.limits import behind_figure, red_lines
from bachdang.quarter.prose.sentences import (
    Time,
    against_last_year,
    against_plan,
    short_figure,
    title_verdict,
)
from bachdang.quarter.prose.shortening import first_sentences
from bachdang.quarter.rows.head import Head
from bachdang.quarter.rows.issues import DIFFICULTY
from bachdang.quarter.rows.report import QuarterReport
from bachdang.quarter.rows.sending import SendingLine
from bachdang.quarter.rows.targets import TargetLine, main_lines
from bachdang.ui.statuses import Look, look_of
from indicators.rules import Status

RED = 10
NO_REASON = "Đơn vị chưa nêu nguyên nhân."
_UNJUDGED = (Status.NO_DATA.value, Status.NOT_DUE.value)


@dataclass(frozen=True)
class HeadlineRow:
    """One of the plan's main figures: what it has come to, against what, and how it stands."""

    line: TargetLine
    when: str
    figure: str
    plan: str
    last_year: str
    look: Look
    verdict: str


@dataclass(frozen=True)
class RedRow:
    """One target that is behind: by how much, who answers, and why, in the unit's own words."""

    number: int
    line: TargetLine
    behind: str
    reason: str
    look: Look


@dataclass(frozen=True)
class OnePage:
    """Headline, red items, timeliness; `more_red` are left to the list."""

    head: Head
    judged: int
    total: int
    counts: Sequence[tuple[Look, int]]
    headline: Sequence[HeadlineRow]
    red: Sequence[RedRow]
    more_red: int
    sending: Sequence[SendingLine]


def one_page(report: QuarterReport) -> OnePage:
    """The page of a report, frozen or of now."""
    looks, counts = report.looks, report.summary.tables[0].counts
    red = red_lines(report)
    reasons = _reasons(report)
    time = Time.of(report.head)
    return OnePage(
        head=report.head,
        judged=sum(count for key, count in counts.items() if key not in _UNJUDGED),
        total=counts.total(),
        counts=[(look, counts[look.key]) for look in report.summary.tables[0].looks if counts[look.key]],
        headline=[_headline(line, time, looks) for line in main_lines(report.targets)],
        red=[
            RedRow(number, line, _behind(line), _reason(line, reasons), _look(line, looks))
            for number, line in enumerate(red[:RED], 1)
        ],
        more_red=max(len(red) - RED, 0),
        sending=report.sending,
    )


def _look(line: TargetLine, looks: dict[str, Look]) -> Look:
    return looks.get(line.status) or look_of(line.status)


def _headline(line: TargetLine, time: Time, looks: dict[str, Look]) -> HeadlineRow:
    has_number = line.to_date.number is not None and not line.is_state
    return HeadlineRow(
        line=line,
        when=line.figure_of or time.now,
        figure=short_figure(line),
        plan=against_plan(line) if has_number else f"mục tiêu {line.wording}",
        last_year=against_last_year(line) if has_number else "",
        look=_look(line, looks),
        verdict=title_verdict(line),
    )


def _behind(line: TargetLine) -> str:
    return behind_figure(line) or f"mục tiêu {line.wording}"


def _reasons(report: QuarterReport) -> dict[str, str]:
    """What units wrote of an item or of a programme, by its code."""
    found = {one.code: one.causes or one.limits for one in report.words if one.causes or one.limits}
    return found | {one.code: one.text for one in report.issues if one.kind == DIFFICULTY and one.text}


def _reason(line: TargetLine, reasons: dict[str, str]) -> str:
    text = reasons.get(line.code) or reasons.get(line.owner.programme, "")
    return first_sentences(text, 140) if text else NO_REASON
