"""What heads and the office should look at before a report passes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bachdang.reporting.flow.project_checks import project_warnings
from bachdang.vietnamese.numbers import format_decimal
from indicators.entry import as_new_figure
from indicators.magnitudes import FAR, Known, grounds, leaps
from indicators.models import Measurement
from plans.models import Report
from plans.rules import quarter_end


class Doubt(NamedTuple):
    """A reason to read a report before it passes: in two words for a list, and in full."""

    label: str
    words: str


def doubts_of(reports: Sequence[Report]) -> dict[int, list[Doubt]]:
    """Reasons to read a report, by its primary key; those without any are clean. Constant queries."""
    found: dict[int, list[Doubt]] = defaultdict(list)
    figures = _figures(reports)
    earlier = _earlier({one.item_id for one in reports})
    stated = _grounds(reports)
    money = project_warnings(reports)
    for report in reports:
        if report.no_data_reason:
            what = "chưa có số liệu" if report.item.kind == "indicator" else "không phát sinh"
            found[report.pk].append(Doubt(what, f"{what}: {report.no_data_reason}"))
        if report.reopen_reason:
            found[report.pk].append(Doubt("mở lại", f"mở lại sau khi chốt: {report.reopen_reason}"))
        found[report.pk].extend(Doubt("tiến độ, tiền", text) for text in money.get(report.pk, []))
        for one in figures.get(report.pk, []):
            before = [last for last in earlier.get(one.indicator_id, []) if _at(last) < _at(one)]
            last = as_new_figure(before[-1]) if before else None
            found[report.pk].extend(_leaps(one, replace(stated[one.indicator_id], last=last)))
    return {pk: reasons for pk, reasons in found.items() if reasons}


def _figures(reports: Sequence[Report]) -> dict[int, list[Measurement]]:
    found: dict[int, list[Measurement]] = defaultdict(list)
    rows = Measurement.objects.filter(report__in=[one.pk for one in reports])
    for one in rows.select_related("indicator"):
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


def _grounds(reports: Sequence[Report]) -> dict[int, Known]:
    """Baselines and targets at the end of the round; all reports are of one."""
    if not reports:
        return {}
    period = reports[0].period
    return grounds({one.item_id for one in reports}, quarter_end(period.year, period.quarter))


def _leaps(now: Measurement, known: Known) -> Iterator[Doubt]:
    """What is ten times as large or small as what is known: the value, or a part of a rate."""
    texts: dict[str, list[str]] = defaultdict(list)
    for one in leaps(now.indicator, as_new_figure(now), known):
        texts[one.against].append(f"{format_decimal(one.new, at_most=4)} so với {one.old_text}")
    for against, amounts in texts.items():
        yield Doubt("lệch 10 lần", f"{FAR} so {against} ({'; '.join(amounts)})")
