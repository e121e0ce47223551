"""Reports on their way in the last round, and a leader's question: so that each step of the flow is seen."""

from __future__ import annotations

from datetime import date, timedelta

from bachdang.accounts.models import User
from bachdang.demo.money import LABEL
from bachdang.reporting.flow.actions import advance, save_report
from bachdang.reporting.flow.content import Content
from bachdang.scope.scopes import Scope
from bachdang.standing.due_reports import MISSING, DueReport, DueReports
from bachdang.standing.filters import TARGETS_NEEDING_ATTENTION
from bachdang.standing.quarter_book import QuarterBook
from plans.explanations import ask_explanation
from plans.flow import Step
from plans.models import ItemKind, Period

# How far the first programmes of a unit have come, one after another.
WAYS: list[list[Step]] = [
    [],
    [Step.SUBMIT],
    [Step.SUBMIT, Step.APPROVE],
    [Step.SUBMIT, Step.APPROVE, Step.RETURN],
]
UNITS = ("kinhte", "vanhoa")
DAYS_TO_ANSWER = 7


def send_some(period: Period, users: dict[str, User], today: date) -> int:
    """Drafts, reports waiting, sent and returned for the words on programmes; returns how many."""
    book = QuarterBook(Scope(period.plan, period, [period], today)).due
    count = 0
    for unit in UNITS:
        waiting = [one for one in book.all if _is_open(one, unit)]
        for one, way in zip(waiting, WAYS, strict=False):
            _send(one, way, period, users, unit, today)
            count += 1
    _ask(book, users, today)
    return count


def _is_open(one: DueReport, unit: str) -> bool:
    reporter = one.unit.code if one.unit else ""
    return one.item.kind == ItemKind.PROGRAMME and one.state == MISSING and reporter == unit


def _send(
    one: DueReport, way: list[Step], period: Period, users: dict[str, User], unit: str, today: date
) -> None:
    officer, head, office = users[unit], users[f"{unit}.ld"], users["vanphong"]
    doers = {Step.SUBMIT: officer, Step.APPROVE: head, Step.RETURN: office}
    content = Content(
        result=f"Đã triển khai các nội dung của quý theo kế hoạch {LABEL}.",
        next_steps=f"Tiếp tục thực hiện các nội dung còn lại {LABEL}.",
    )
    report = save_report(item=one.item, period=period, content=content, by=officer, seen="", today=today)
    for step in way:
        reason = f"Bổ sung kết quả cụ thể, số văn bản {LABEL}." if step is Step.RETURN else ""
        report = advance(report=report, step=step, by=doers[step], today=today, reason=reason)


def _ask(book: DueReports, users: dict[str, User], today: date) -> None:
    """The leader asks about the first target in trouble of the first unit."""
    red = {str(status) for status in TARGETS_NEEDING_ATTENTION}
    for one in book.all:
        if one.targets and one.status in red and one.unit is not None and one.unit.code == UNITS[0]:
            ask_explanation(
                item=one.item,
                text=f"Vì sao kết quả còn thấp, quý sau khắc phục thế nào? {LABEL}",
                due=today + timedelta(days=DAYS_TO_ANSWER),
                by=users["thuongtruc"],
                today=today,
            )
            return
