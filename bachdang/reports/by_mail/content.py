"""What the letters say: the digest, and the page of the Standing Committee as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from bachdang.quarter.prose.limits import behind, red_lines
from bachdang.quarter.prose.one_page import one_page
from bachdang.quarter.rows import ILLUSTRATIVE, QuarterReport, quarter_report
from bachdang.quarter.snapshots import latest_snapshot, mark_of, rows_of
from bachdang.reports.document.notes import as_printed
from bachdang.reports.one_page.paper import one_page_document
from bachdang.reports.pdf import NoPdf, pdf_of
from bachdang.scope.scopes import PERIOD_PARAMETER, PLAN_PARAMETER, Scope, shown_scope
from bachdang.standing.due_reports import progress_by_unit
from bachdang.standing.quarter_book import QuarterBook, book_of
from bachdang.vietnamese.numbers import format_date
from plans.models import (
    ExtensionRequest,
    MailingKind,
    Period,
    Plan,
    Proposal,
    Report,
    ReportState,
    RequestState,
)

RED = 5
"""So many red targets are named."""


@dataclass(frozen=True)
class Said:
    """One letter: its line, the lines below it, where the link leads, and the PDF that goes along."""

    period: Period
    text: str
    more: str
    url: str
    enclosure: bytes | None = None


def said_of(kind: str, plan: Plan, today: date) -> Said | None:
    """What a kind says today; None before the first round is opened."""
    scope = shown_scope(plan, today)
    if scope.period is None or scope.newest is None:
        return None
    if kind == MailingKind.DIGEST:
        return _digest(scope, scope.newest)
    return _one_page(scope, scope.period)


def _report(scope: Scope) -> QuarterReport:
    """As pages show it: a locked round as it was frozen."""
    snapshot = latest_snapshot(scope.period)
    return as_printed(rows_of(snapshot) if snapshot else quarter_report(book_of(scope)))


def _digest(scope: Scope, newest: Period) -> Said:
    book = book_of(scope) if newest == scope.period else book_of(scope).at(newest)
    due = book.due.all
    accepted = sum(1 for one in due if one.accepted)
    text = f"Bản tin, {newest.within}: đã tiếp nhận {accepted}/{len(due)} báo cáo"
    parts = [_due(book, newest), *_unsent(book), *_red(_report(scope)), _waiting(newest)]
    return Said(newest, f"{text}{_mark(scope)}.", "\n".join(parts), _address("overview", scope, newest))


def _due(book: QuarterBook, period: Period) -> str:
    if period.locked_at is not None:
        return f"Kỳ đã chốt ngày {format_date(timezone.localdate(period.locked_at))}."
    return f"Hạn gửi: {format_date(period.due)}."


def _unsent(book: QuarterBook) -> Iterator[str]:
    units = [one for one in progress_by_unit(book) if one.unsent]
    if not units:
        yield "Các đơn vị đã gửi đủ."
        return
    yield f"Chưa gửi đủ: {len(units)} đơn vị."
    yield from (f"- {one.unit}: còn {one.unsent}/{len(one.owed)} việc" for one in units)


def _red(report: QuarterReport) -> Iterator[str]:
    lines, quarter = red_lines(report), report.head.period_inside
    if not lines:
        yield f"Không có mục tiêu chậm, nguy cơ, không đạt, {quarter}."
        return
    some = f", trước hết là {RED} mục tiêu" if len(lines) > RED else ""
    yield f"Chậm, nguy cơ, không đạt, {quarter}: {len(lines)} mục tiêu{some}:"
    yield from (f"- {one.name}: {behind(one)} ({one.unit})" for one in lines[:RED])


def _waiting(period: Period) -> str:
    """What the office has to decide: of the round, and proposals of all rounds."""
    proposals = Proposal.objects.filter(report__period__plan=period.plan_id, report__counted=True)
    counts = {
        "báo cáo": Report.objects.filter(period=period, state=ReportState.SENT).count(),
        "đề nghị gia hạn": ExtensionRequest.objects.filter(period=period, state=RequestState.WAITING).count(),
        "kiến nghị": proposals.filter(decided_at=None).count(),
    }
    waiting = ", ".join(f"{count} {noun}" for noun, count in counts.items() if count)
    return f"Chờ Văn phòng Đảng ủy: {waiting or 'không có'}."


def _one_page(scope: Scope, period: Period) -> Said:
    page = one_page(_report(scope))
    text = f"Một trang, {period.within}: đã đánh giá {page.judged}/{page.total} mục tiêu{_mark(scope)}."
    enclosure, more = None, "Tệp PDF kèm thư này."
    try:
        enclosure = pdf_of(one_page_document(page, mark_of(latest_snapshot(period), timezone.now())))
    except NoPdf:
        more = "Máy chủ chưa làm được tệp PDF nên thư không kèm tệp; xem ở địa chỉ dưới đây."
    return Said(period, text, more, _address("one_page", scope, period), enclosure)


def _mark(scope: Scope) -> str:
    assert scope.plan is not None
    return f" ({ILLUSTRATIVE})" if scope.plan.illustrative else ""


def _address(name: str, scope: Scope, period: Period) -> str:
    assert scope.plan is not None
    chosen = {PLAN_PARAMETER: scope.plan.code, PERIOD_PARAMETER: period.slug}
    return f"{reverse(name)}?{urlencode(chosen)}"
