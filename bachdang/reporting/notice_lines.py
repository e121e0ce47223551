"""Thông báo as lines: what asks for something, one line for all of a kind in a round, with names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.accounts.roles import ACCEPT_REPORT, may
from bachdang.reporting.flow.checks import doubts_of
from bachdang.reporting.flow.notices import period_query
from plans.models import Notice, Period, Report, ReportState, Terms, Topic

GROUPED = (Topic.APPROVE, Topic.RETURNED, Topic.REOPENED)
"""Topics about reports: one line a round."""
_SINGLE = {Topic.APPROVE: "chờ duyệt", Topic.RETURNED: "bị trả lại", Topic.REOPENED: "được mở lại"}


@dataclass(frozen=True)
class NoticeLine:
    """One line: of one notice, or of all of a topic in a round with the reports by name."""

    text: str
    url: str
    at: datetime | None = None
    unseen: bool = False
    names: list[tuple[str, str]] = field(default_factory=list)


def lines_of(user: User, today: date) -> list[NoticeLine]:
    """What asks for something of a person, the newest first; a constant number of queries."""
    notices = list(Notice.objects.visible_to(user).asking().select_related("period"))
    to_accept = _to_accept(user)
    reports = _reports(notices)
    named = _titles([*reports.values(), *to_accept], today)
    found = [*_accepting(to_accept, named)]
    groups: dict[tuple[str, int], list[Notice]] = defaultdict(list)
    for one in notices:
        key = (one.topic, one.period_id or 0) if _report_pk(one) in reports else ("", one.pk)
        groups[key].append(one)
    for (topic, _), rows in groups.items():
        found.append(_grouped(Topic(topic), rows, reports, named) if topic else _alone(rows[0]))
    return found


def unseen_count(user: User) -> int:
    """How many lines have something new; for the head of every page. One query."""
    rows = Notice.objects.visible_to(user).filter(read_at=None, done_at=None)
    keys = rows.values_list("topic", "period", "pk")
    return len({(topic, period) if topic in GROUPED else (topic, pk) for topic, period, pk in keys})


def _alone(one: Notice) -> NoticeLine:
    return NoticeLine(one.text, one.url, one.created_at, one.read_at is None)


def _grouped(
    topic: Topic, rows: Sequence[Notice], reports: dict[int, Report], named: dict[int, str]
) -> NoticeLine:
    """ "17 báo cáo chờ duyệt, quý IV/2026, 3 có cờ"; a single report by its name."""
    period, about = rows[0].period, [reports[_report_pk(one)] for one in rows]
    assert period is not None
    unseen = any(one.read_at is None for one in rows)
    if len(about) == 1:
        text = f"{named[about[0].pk]}: {_SINGLE[topic]}, {period.within}{_reason(topic, about[0])}"
        return NoticeLine(text, rows[0].url, rows[0].created_at, unseen)
    text = f"{len(about)} {topic.label}, {period.within}"
    if topic == Topic.APPROVE:
        text += _flagged(about)
    names = [(f"{named[one.pk]}{_reason(topic, one)}", _report_url(one, period)) for one in about]
    page = "review" if topic == Topic.APPROVE else "my_work"
    return NoticeLine(text, reverse(page) + period_query(period), rows[0].created_at, unseen, names)


def _accepting(reports: Sequence[Report], named: dict[int, str]) -> Iterator[NoticeLine]:
    """What waits for the Party office, a line a round."""
    rounds: dict[Period, list[Report]] = defaultdict(list)
    for one in reports:
        rounds[one.period].append(one)
    for period, some in rounds.items():
        text = f"{len(some)} báo cáo chờ tiếp nhận, {period.within}{_flagged(some)}"
        names = [(f"{named[one.pk]} ({one.unit})", _report_url(one, period)) for one in some]
        yield NoticeLine(text, reverse("period_detail", args=[period.slug]), names=names)


def _to_accept(user: User) -> list[Report]:
    if not may(user, ACCEPT_REPORT):
        return []
    found = Report.objects.visible_to(user).filter(state=ReportState.SENT, period__locked_at=None)
    rows = found.select_related("item", "unit", "period").order_by("-period", "item__kind", "item__order")
    return list(rows)


def _flagged(reports: Sequence[Report]) -> str:
    count = len(doubts_of(reports))
    return f", {count} có cờ" if count else ""


def _reason(topic: Topic, report: Report) -> str:
    reasons = {Topic.RETURNED: report.return_reason, Topic.REOPENED: report.reopen_reason}
    reason = reasons.get(topic, "")
    return f": {reason}" if reason else ""


def _report_url(report: Report, period: Period) -> str:
    return reverse("report_form", args=[report.item.code]) + period_query(period)


def _report_pk(one: Notice) -> int:
    """The report that a notice of a grouped topic speaks of; 0 for others."""
    kind, _, pk = one.about.partition(":")
    return int(pk) if kind == "report" and one.topic in GROUPED and one.period_id else 0


def _reports(notices: Iterable[Notice]) -> dict[int, Report]:
    wanted = {pk for one in notices if (pk := _report_pk(one))}
    return Report.objects.select_related("item", "unit", "period").in_bulk(wanted) if wanted else {}


def _titles(reports: Sequence[Report], today: date) -> dict[int, str]:
    """Code and name by report."""
    items = {one.item_id for one in reports}
    rows = Terms.objects.valid_on(today).filter(item__in=items) if items else []
    titles = {one.item_id: one.title for one in rows}
    return {one.pk: f"{one.item.code} {titles.get(one.item_id, '')}".strip() for one in reports}
