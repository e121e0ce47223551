"""One sentence a target: its figure, against the plan, against the same period, and the verdict. Pure.

A figure is spoken of as its kind asks: what adds up "9 tháng ước đạt", a level "đến hết quý III đạt", a
growth "tăng" or "giảm". Differences are those of the figures as they are shown: who subtracts them agrees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bachdang.quarter.rows.head import Head
from bachdang.quarter.rows.targets import TargetLine
from bachdang.vietnamese.numbers import format_date, format_decimal
from indicators.rules import Accumulation, Grey, Status, TargetKind

POINTS = "điểm phần trăm"
GROWTH_NAME = "Tốc độ tăng "
ESTIMATE = " (ước)"
LONG = 8
"""Characters of a unit of measure that is said once in a sentence."""
SO_FAR = {"I": "quý I", "II": "6 tháng", "III": "9 tháng", "IV": "cả năm"}
_UNJUDGED = (Status.NO_DATA.value, Status.NOT_DUE.value)


@dataclass(frozen=True)
class Time:
    """How sentences name the time: "9 tháng" of what adds up, "đến hết quý III/2026" of a level."""

    so_far: str
    until: str

    @classmethod
    def of(cls, head: Head) -> Time:
        """From the label of the quarter that a report ends with: "quý III/2026"."""
        label = head.quarter or head.period_inside
        numeral = label.removeprefix("quý ").partition("/")[0]
        return cls(SO_FAR.get(numeral, head.span), f"đến hết {label}")

    @property
    def now(self) -> str:
        """ "quý III/2026"."""
        return self.until.removeprefix("đến hết ")


def sentence(line: TargetLine, time: Time) -> str:
    """All of it, with its full stop. What has no number is its verdict, beside what was promised."""
    if line.to_date.number is None or line.is_state:
        promised = "" if line.kind == TargetKind.QUALITATIVE else f", mục tiêu {line.wording}"
        return f"{line.name}: {verdict(line)}{promised}."
    said = [_figure(line, time), *_comparisons(line)]
    return f"{', '.join(part for part in said if part)}; {verdict(line)}."


def verdict(line: TargetLine) -> str:
    """The status within a sentence; of one that cannot be judged also why.

    That it rests on an estimate is said of the figure.
    """
    word = line.status_text[:1].lower() + line.status_text[1:].removesuffix(ESTIMATE)
    reached = line.to_date.value
    if isinstance(reached, date):
        return f"{word}, hoàn thành ngày {format_date(reached)}"
    return _unjudged(line, word) if line.grey and line.status in _UNJUDGED else word


def title_verdict(line: TargetLine) -> str:
    """The verdict standing alone, as in a cell."""
    said = verdict(line)
    return said[:1].upper() + said[1:]


def _unjudged(line: TargetLine, word: str) -> str:
    """Why there is no verdict, in words that do not contradict a figure that stands before them."""
    if line.grey == Grey.SUSPENDED.label:
        return line.grey
    if line.grey == Grey.NOT_MEASURED.label:
        return word
    if line.grey == Grey.NOT_REPORTED.label:
        return f"kỳ này {word}" if line.figure_of else word
    if line.status == Status.NO_DATA and line.to_date.value is not None:
        return f"chưa đánh giá được ({line.grey})"
    return f"{word} ({line.grey})"


def short_figure(line: TargetLine) -> str:
    """The figure alone with its unit: "59,61%", "606 doanh nghiệp", "chưa có số liệu"."""
    value = line.to_date.value
    if isinstance(value, date):
        return f"hoàn thành ngày {format_date(value)}"
    if not isinstance(value, Decimal):
        return value.lower() if value else "chưa có số liệu"
    if line.is_state:
        return "đạt" if value >= 1 else "chưa đạt"
    least = "ít nhất " if line.to_date.partial else ""
    return f"{least}{measured(value, line.measure)}"


def measured(value: Decimal, measure: str) -> str:
    """A figure as prose rounds it: two decimals, one from a hundred on, none from ten thousand on."""
    gap = "" if measure.startswith("%") else " "
    return f"{format_decimal(rounded(value))}{gap}{measure}"


def rounded(value: Decimal) -> Decimal:
    places = 2 if abs(value) < 100 else 1 if abs(value) < 10_000 else 0
    shown = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return shown if shown else abs(shown)


def _figure(line: TargetLine, time: Time) -> str:
    """The subject and what it has come to."""
    value = line.to_date.number
    assert value is not None
    estimate = "ước " if line.to_date.estimated else ""
    when = line.figure_of or _when(line, time)
    if line.accumulation == Accumulation.GROWTH and line.name.startswith(GROWTH_NAME):
        subject = line.name.removeprefix(GROWTH_NAME)
        subject = subject[:1].upper() + subject[1:]
        return f"{subject} {when} {estimate}{_growth(value)} so với cùng kỳ"
    verb = "ở mức" if line.lower_is_better else "đạt"
    return f"{line.name} {when} {estimate}{verb} {short_figure(line)}"


def _when(line: TargetLine, time: Time) -> str:
    if line.accumulation in (Accumulation.YEAR_TO_DATE, Accumulation.GROWTH):
        return time.so_far
    if line.accumulation == Accumulation.PLAN_TO_DATE:
        return f"từ đầu giai đoạn {time.until}"
    return time.until


def _growth(value: Decimal) -> str:
    """ "tăng 15,3%", "giảm 1,2%", "không tăng"."""
    shown = rounded(value)
    if not shown:
        return "không tăng"
    return f"{'tăng' if shown > 0 else 'giảm'} {format_decimal(abs(shown))}%"


def _comparisons(line: TargetLine) -> Iterator[str]:
    yield against_plan(line)
    yield against_last_year(line) or _against_last_quarter(line)


def against_plan(line: TargetLine) -> str:
    """Against the year's plan, else what was needed by now, else the target."""
    value, plan, goal = line.to_date.number, line.plan_figure, f"mục tiêu {line.wording}"
    assert value is not None
    if plan is not None and _adds_up(line):
        if line.against_plan is None:
            return f"kế hoạch năm {measured(plan, line.measure)}"
        return f"bằng {_percent(line.against_plan)} kế hoạch năm ({measured(plan, line.measure)})"
    if plan is not None:
        return f"{_apart(value, plan, line)} kế hoạch năm ({_again(plan, line)})"
    if line.goal is not None and (line.kind in _BY_GOAL or line.status in _REACHED):
        return f"{_apart(value, line.goal, line)} {goal}"
    if line.expected is not None and line.kind in _BY_PACE:
        needed = f"mức cần đạt đến nay ({_again(line.expected, line)})"
        return f"{_apart(value, line.expected, line)} {needed}, {goal}"
    return goal


_BY_GOAL = (TargetKind.AVERAGE_GROWTH, TargetKind.MAINTAIN)
_BY_PACE = (TargetKind.REACH, TargetKind.EVERY_YEAR)
_REACHED = (Status.EXCEEDED.value, Status.MET.value)


def against_last_year(line: TargetLine) -> str:
    before, now = line.last_year, line.to_date.number
    if before is None or now is None or line.figure_of:
        return ""
    if line.accumulation == Accumulation.GROWTH:
        return f"cùng kỳ năm trước {_growth(before)}"
    if line.measure.startswith("%"):
        return f"{_apart(now, before, line)} cùng kỳ năm trước ({_again(before, line)})"
    if line.against_last_year is None:
        return f"cùng kỳ năm trước {measured(before, line.measure)}"
    change = ((line.against_last_year - 1) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    if not change:
        return "bằng cùng kỳ năm trước"
    return f"{'tăng' if change > 0 else 'giảm'} {format_decimal(abs(change))}% so với cùng kỳ năm trước"


def _against_last_quarter(line: TargetLine) -> str:
    now, before = line.to_date.number, line.previous
    if now is None or before is None or line.figure_of:
        return ""
    return f"{_apart(now, before, line)} quý trước ({_again(before, line)})"


def _adds_up(line: TargetLine) -> bool:
    """Whether the figure is a part of what the whole year is to bring."""
    sums = (Accumulation.YEAR_TO_DATE, Accumulation.PLAN_TO_DATE)
    return line.accumulation in sums and not line.measure.startswith("%")


def _apart(value: Decimal, other: Decimal, line: TargetLine) -> str:
    """ "cao hơn 0,3 điểm phần trăm so với"; "bằng" when they are equal, "xấp xỉ" when they only look so."""
    gap = rounded(value) - rounded(other)
    if not gap:
        return "bằng" if value == other else "xấp xỉ"
    unit = POINTS if line.measure.startswith("%") else "" if len(line.measure) > LONG else line.measure
    apart = f"{format_decimal(abs(gap))} {unit}".strip()
    return f"{'cao' if gap > 0 else 'thấp'} hơn {apart} so với"


def _again(value: Decimal, line: TargetLine) -> str:
    """A second figure of the sentence: a long unit of measure is not said again."""
    return format_decimal(rounded(value)) if len(line.measure) > LONG else measured(value, line.measure)


def _percent(ratio: Decimal) -> str:
    return f"{format_decimal(ratio * 100, at_most=1)}%"
