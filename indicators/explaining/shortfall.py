"""What a target is short of, in the unit of its figure: the words beside a status that is not good."""

from __future__ import annotations

from decimal import Decimal

from indicators import rules
from indicators.rules import Rating, Reason, Status, TargetKind
from indicators.target_row import TargetRow
from indicators.wording import figure_text, is_state, with_measure

AGAINST = {Reason.AGAINST_PLAN, Reason.AGAINST_LINE}


def shortfall(row: TargetRow) -> str:
    """Why the target stands as it does, shortly: "đến hết quý III/2026 cần 60,97%, mới đạt 59,61%, thiếu 1,36
    điểm"; "mới đạt 96%, mục tiêu duy trì 100%, thiếu 4 điểm" where the target itself is compared. "" when the
    figures do not say: the office's own verdict, no figure, nothing lacking.
    """
    standing = row.standing
    if row.override is not None or row.is_plain:
        return ""
    if standing.rating is not None:
        return f"đơn vị tự đánh giá “{Rating(standing.rating.value).label}”"
    if standing.compared is not None and standing.current is not None:
        return _against_before(row, standing.compared, standing.current)
    if AGAINST & set(row.standing.reasons):
        return against_expectation(row)
    return _against_goal(row)


def against_expectation(row: TargetRow) -> str:
    """By when how much is needed, how much is there, what lacks; "" where no amount is expected (rule 5)."""
    standing = row.standing
    expected, now = standing.expected_value, compared(row)
    if expected is None or now is None:
        return ""
    until = f"đến hết {(standing.judged_at or row.at).label}"
    needed, there = _apart(row, expected, now)
    if standing.status is Status.ON_TRACK:
        return f"{until} cần {needed}, đã đạt {there}"
    if _is_lower_better(row):
        return f"{until} cần không quá {needed}, hiện {there}, {_lack(row, expected, now)}"
    return f"{until} cần {needed}, mới đạt {there}, {_lack(row, expected, now)}"


def compared(row: TargetRow) -> Decimal | None:
    """The figure that is compared: the mean to date where yearly growth is averaged."""
    standing = row.standing
    averaged = row.terms.kind == TargetKind.AVERAGE_GROWTH and not standing.inside_year
    return standing.forecast if standing.formula is not None and averaged else standing.current


def needed_value(row: TargetRow) -> Decimal | None:
    """Cần đạt: the figure expected at the end of the quarter; of what is compared with the target itself its
    value. None where nothing is expected yet.
    """
    if row.is_plain or is_state(row.indicator):
        return None
    if row.standing.expected_value is not None:
        return row.standing.expected_value
    judged = row.computed not in {Status.NO_DATA, Status.NOT_DUE}
    return row.terms.value if judged and row.terms.kind != TargetKind.CHANGE else None


def _against_goal(row: TargetRow) -> str:
    goal, now = row.terms.value, row.standing.current
    unjudged = row.computed in {Status.NO_DATA, Status.NOT_DUE}
    if unjudged or goal is None or now is None or row.terms.kind == TargetKind.CHANGE:
        return ""
    if is_state(row.indicator):
        return f"hiện: {figure_text(now, row.indicator).lower()}, mục tiêu {row.wording}"
    lower = _is_lower_better(row)
    if (now <= goal) if lower else (now >= goal):
        return ""
    there = _apart(row, goal, now)[1]
    return f"{'hiện' if lower else 'mới đạt'} {there}, mục tiêu {row.wording}, {_lack(row, goal, now)}"


def _against_before(row: TargetRow, before: Decimal, now: Decimal) -> str:
    """A yearly trend: this year beside the one before."""
    then = "cùng kỳ năm trước" if row.standing.inside_year else "năm trước"
    was, there = _apart(row, before, now)
    lower = _is_lower_better(row)
    worse = now > before if lower else now < before
    words = f"{'hiện' if lower else 'mới đạt'} {there}, {then} {was}"
    return f"{words}, {_lack(row, before, now)}" if worse else words


def _is_lower_better(row: TargetRow) -> bool:
    return row.indicator.direction == rules.Direction.LOWER


def _apart(row: TargetRow, expected: Decimal, now: Decimal) -> tuple[str, str]:
    """Both numbers with their unit, with more decimals where two would make them look alike."""
    measure = row.indicator.measure
    places = next((count for count in (2, 4, 6) if round(expected, count) != round(now, count)), 2)
    return with_measure(expected, measure, places), with_measure(now, measure, places)


def _lack(row: TargetRow, expected: Decimal, now: Decimal) -> str:
    unit = "điểm" if row.indicator.measure.startswith("%") else row.indicator.measure
    gap = abs(expected - now)
    places = next((count for count in (2, 4, 6) if round(gap, count)), 2)
    return f"{'vượt' if _is_lower_better(row) else 'thiếu'} {with_measure(gap, unit, places)}"
