"""Ghi chú of a target: what stands behind its figure and its status, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bachdang.vietnamese.numbers import format_date, format_decimal
from indicators import rules
from indicators.models import Measurement
from indicators.rules import Status, TargetKind
from indicators.target_row import TargetRow
from indicators.wording import figure_text
from plans.models import Report
from plans.terms.decisions import said

INFERRED = {"horizon": "thời hạn", "value": "giá trị", "kind": "loại mục tiêu"}
# Told by other words of the note, or by the status alone.
_UNSAID = {
    rules.Reason.MISSING,
    rules.Reason.AT_HORIZON,
    rules.Reason.AT_YEAR_END,
    rules.Reason.IN_PERIOD,
    rules.Reason.MET_ALREADY,
    rules.Reason.AGAINST_LINE,
    rules.Reason.AGAINST_PLAN,
    rules.Reason.SUSPENDED,
    rules.Reason.NOTHING_OWED,
    rules.Reason.YEAR_OPEN,
    rules.Reason.BEFORE_ITS_DAY,
    rules.Reason.IN_YEAR,
}
# What says more than the grey reason itself stands in its place, once.
_GROUNDS = {
    rules.Grey.NO_GROUND: {rules.Reason.NO_BASELINE, rules.Reason.NO_PLAN_FIGURES},
    rules.Grey.SMALL_COUNT: {rules.Reason.SMALL_COUNT},
}
_WORDED_KINDS = {TargetKind.QUALITATIVE, TargetKind.MILESTONE}
_YEARLY_KINDS = {TargetKind.EVERY_YEAR, TargetKind.TREND}


def note_of(
    row: TargetRow,
    now: rules.Accumulated,
    at: rules.Quarter,
    measurements: Sequence[Measurement],
    report: Report | None,
) -> str:
    """The parts that apply, each a sentence; what officials typed comes last, as they typed it.

    `now` is the figure to date at the end of `at`, `report` the counted one of the period.
    """
    said = [f"{part[:1].upper()}{part[1:]}." for part in _parts(row, now, at)]
    typed = dict.fromkeys(one.note for one in measurements if one.note and _sent_in(one, report))
    reason = [f"Lý do chưa có số liệu: {report.no_data_reason}"] if report and report.no_data_reason else []
    return " ".join([*said, *reason, *typed])


def _sent_in(measurement: Measurement, report: Report | None) -> bool:
    return report is not None and measurement.report_id == report.pk


def _parts(row: TargetRow, now: rules.Accumulated, at: rules.Quarter) -> Iterator[str]:
    if now.numerator is not None and now.denominator is not None:
        yield f"{format_decimal(now.numerator)}/{format_decimal(now.denominator)}"
    first = rules.Quarter.of(row.item.plan.starts)
    # What is said in words has no sum that could lack a quarter.
    lacking = row.standing.missing or (() if row.terms.kind in _WORDED_KINDS else now.missing)
    missing = [one for one in lacking if one >= first]
    if missing:
        yield f"thiếu số liệu {', '.join(one.label for one in missing)}"
    elif now.quarter is not None and now.quarter != at:
        yield f"số liệu của {now.quarter.label}"
    if row.standing.kept_periods is not None:
        span = "năm" if row.terms.kind in _YEARLY_KINDS else "kỳ"
        yield "giữ {}/{} {}".format(*row.standing.kept_periods, span)
    grounds = [one for one in row.standing.reasons if row.grey and one in _GROUNDS.get(row.grey, ())]
    if row.grey is not None:
        why = ", ".join(one.label for one in grounds)
        yield f"{Status(row.computed).label.lower()}: {why or row.grey_text}"
    if row.standing.year_to_date is not None:
        yield f"đánh giá số của riêng kỳ: {figure_text(row.standing.current, row.indicator)}"
    yield from (one.label for one in row.standing.reasons if one not in {*_UNSAID, *grounds})
    if row.indicator.is_derived:
        yield "tính từ chỉ tiêu khác"
    if row.is_suspended:
        yield f"tạm dừng từ {format_date(row.terms.valid_from)} theo {said(row.terms.decision)}"
    inferred = [INFERRED.get(one, one) for one in row.terms.inferred]
    if inferred:
        yield f"suy ra {', '.join(inferred)}"
