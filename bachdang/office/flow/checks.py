"""What the office should look at before it accepts a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bachdang.numbers import format_decimal
from bachdang.office.flow.project_checks import project_warnings
from indicators.entry import as_new_figure, leaping_parts
from indicators.models import Measurement
from plans.models import Report


def warnings_of(reports: Sequence[Report]) -> dict[int, list[str]]:
    """Reasons to read a report, by its primary key; those without any are clean. Constant queries."""
    found: dict[int, list[str]] = defaultdict(list)
    figures = _figures(reports)
    earlier = _earlier({one.item_id for one in reports})
    money = project_warnings(reports)
    for report in reports:
        if report.no_data_reason:
            what = "chưa có số liệu" if report.item.kind == "indicator" else "không phát sinh"
            found[report.pk].append(f"{what}: {report.no_data_reason}")
        if report.reopen_reason:
            found[report.pk].append("mở lại sau khi chốt")
        found[report.pk].extend(money.get(report.pk, []))
        for one in figures.get(report.pk, []):
            before = [last for last in earlier.get(one.indicator_id, []) if _at(last) < _at(one)]
            if amounts := _leaps(one, before[-1]) if before else "":
                found[report.pk].append(f"chênh từ 10 lần trở lên so kỳ trước ({amounts})")
    return {pk: reasons for pk, reasons in found.items() if reasons}


def _figures(reports: Sequence[Report]) -> dict[int, list[Measurement]]:
    found: dict[int, list[Measurement]] = defaultdict(list)
    for one in Measurement.objects.filter(report__in=[one.pk for one in reports]):
        found[one.report_id or 0].append(one)
    return found


def _earlier(items: set[int]) -> dict[int, list[Measurement]]:
    found: dict[int, list[Measurement]] = defaultdict(list)
    rows = Measurement.objects.counted().filter(indicator__in=items, rating="")
    for one in rows.order_by("year", "quarter"):
        found[one.indicator_id].append(one)
    return found


def _at(one: Measurement) -> tuple[int, int]:
    return one.year, one.quarter


def _leaps(now: Measurement, last: Measurement) -> str:
    """What is ten times as large or small: the value, or a part of a rate."""
    leaps = leaping_parts(as_new_figure(now), as_new_figure(last))
    return "; ".join(f"{format_decimal(new)} so với {format_decimal(old)}" for _, new, old in leaps)
