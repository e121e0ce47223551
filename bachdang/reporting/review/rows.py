"""The rows of the review table: each report with what it is judged against and what speaks for reading it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from bachdang.accounts.models import Unit, User
from bachdang.reporting.flow.checks import Doubt, doubts_of
from bachdang.reporting.flow.short import short_texts
from bachdang.reporting.review.known import Known, known_of, short_figure
from bachdang.reporting.review.would import Would, would_give
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.numbers import format_date
from indicators.entry import as_new_figure
from indicators.models import Measurement
from indicators.rules import Quarter
from plans.due_days import DueDays
from plans.flow import sent_late
from plans.models import Evidence, Item, ItemKind, Report, ReportState, Terms


@dataclass(frozen=True)
class Flag:
    """What a reviewer should know; one that `holds` keeps the report out of a choice of many."""

    label: str
    words: str
    holds: bool = True


@dataclass(frozen=True)
class Said:
    """What a report says: in one cell, and with all it says."""

    short: str = ""
    whole: str = ""


@dataclass
class ReviewRow:
    """One report that waits for a decision; `ticked` and `reason` are what was chosen and typed."""

    report: Report
    title: str
    said: Said
    known: Known
    would: Would | None = None
    flags: Sequence[Flag] = ()
    evidence: Sequence[Evidence] = ()
    ticked: bool = False
    reason: str = ""
    error: str = ""

    @property
    def item(self) -> Item:
        return self.report.item

    @property
    def unit(self) -> Unit:
        return self.report.unit

    @property
    def stamp(self) -> str:
        """The very state of the report that the page shows."""
        return f"{self.report.pk}.{self.report.version}"

    @property
    def is_flagged(self) -> bool:
        return any(flag.holds for flag in self.flags)

    @property
    def sender(self) -> User | None:
        """Who took the step that brought it here."""
        sent = self.report.state == ReportState.SENT
        return self.report.sent_by if sent else self.report.submitted_by  # type: ignore[return-value]

    @property
    def sent_at(self) -> datetime | None:
        return self.report.sent_at if self.report.state == ReportState.SENT else self.report.submitted_at


def review_rows(scope: Scope, reports: Sequence[Report], user: User) -> list[ReviewRow]:
    """Reports of the scope's round with all that a decision rests on. A constant number of queries.

    The status they would give is that if all of these reports counted.
    """
    assert scope.plan is not None
    if not reports:
        return []
    book = QuarterBook(scope, Q(item__in=[one.item_id for one in reports]))
    known, before = known_of(book), _before(scope, reports)
    said, titles, flags = _said(reports, scope.quarter), _titles(scope, reports), _flags(book, reports)
    evidence, would = _evidence(user, reports), would_give(book, reports)
    return [
        ReviewRow(
            one,
            titles.get(one.item_id, ""),
            said[one.pk],
            known=known.get(one.item_id) or Known(previous=before.get(one.item_id, "")),
            would=would.get(one.item_id),
            flags=flags[one.pk],
            evidence=evidence.get(one.pk, ()),
        )
        for one in reports
    ]


def _titles(scope: Scope, reports: Sequence[Report]) -> dict[int, str]:
    named = Terms.objects.valid_on(scope.ends).filter(item__in=[one.item_id for one in reports])
    return {one.item_id: one.title for one in named}


def _before(scope: Scope, reports: Sequence[Report]) -> dict[int, str]:
    """What was accepted in the quarter before of what has no figures, by item."""
    at = scope.previous
    items = [one.item_id for one in reports if one.item.kind != ItemKind.INDICATOR]
    found = Report.objects.counted().filter(
        item__in=items, period__plan=scope.plan, period__year=at.year, period__quarter=at.quarter
    )
    rows = list(found.select_related("item"))
    texts = short_texts(rows)
    return {one.item_id: texts[one.pk] for one in rows}


def _said(reports: Sequence[Report], at: Quarter) -> dict[int, Said]:
    """An indicator's figure of the round stands alone in its cell; why there is none is a flag."""
    whole = short_texts(reports, reasons=False)
    figures: dict[int, str] = {}
    rows = Measurement.objects.filter(
        report__in=[one.pk for one in reports], year=at.year, quarter=at.quarter
    )
    for one in rows.select_related("indicator").order_by("-form"):
        assert one.report_id is not None
        text = short_figure(as_new_figure(one), one.indicator)
        figures[one.report_id] = f"{text} (ước)" if one.form == "estimate" else text
    return {one.pk: Said(figures.get(one.pk, whole[one.pk]), whole[one.pk]) for one in reports}


def _flags(book: QuarterBook, reports: Sequence[Report]) -> dict[int, list[Flag]]:
    doubts, notes, dues = doubts_of(reports), _notes(reports), book.due_days
    return {one.pk: [*_own_flags(one, doubts, notes, dues)] for one in reports}


def _own_flags(
    report: Report, doubts: Mapping[int, list[Doubt]], notes: Mapping[int, str], dues: DueDays
) -> Iterator[Flag]:
    for doubt in doubts.get(report.pk, ()):
        yield Flag(doubt.label, doubt.words)
    due = dues.day(report.period, report.unit_id, report.item_id)
    day = report.first_sent_on or (report.submitted_at and timezone.localdate(report.submitted_at))
    if day is not None and (late := sent_late(due, day)):
        yield Flag("muộn", f"{late}: ngày {format_date(day)}, hạn {format_date(due)}", holds=False)
    if report.corrected:
        yield Flag("đã sửa", f"đã sửa sau khi bị trả lại: {report.return_reason}", holds=False)
    if report.correction_reason:
        yield Flag("bản sửa", f"sửa số đã tiếp nhận: {report.correction_reason}", holds=False)
    if note := notes.get(report.pk):
        yield Flag("ghi chú", f"ghi chú: {note}", holds=False)
    if report.difficulties:
        yield Flag("vướng mắc", f"vướng mắc: {' '.join(report.difficulties.split())}", holds=False)


def _notes(reports: Sequence[Report]) -> dict[int, str]:
    rows = Measurement.objects.filter(report__in=[one.pk for one in reports]).exclude(note="")
    found: dict[int, list[str]] = defaultdict(list)
    for report, note in rows.order_by("pk").values_list("report", "note"):
        if note not in found[report or 0]:
            found[report or 0].append(note)
    return {pk: "; ".join(some) for pk, some in found.items()}


def _evidence(user: User, reports: Sequence[Report]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.readable_by(user).filter(report__in=[one.pk for one in reports])
    for one in rows.select_related("upload").order_by("pk"):
        found[one.report_id or 0].append(one)
    return found
