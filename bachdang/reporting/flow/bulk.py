"""Many reports at once: a head sends all of the unit's, the office accepts all that is clean."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import ACCEPT_REPORT, APPROVE_REPORT, may
from bachdang.reporting.flow.actions import advance
from bachdang.reporting.flow.checks import warnings_of
from plans.flow import Step
from plans.models import Period, Report


@dataclass
class Outcome:
    """What a bulk step did, and what it left with the reason."""

    step: Step
    done: int = 0
    refused: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        verbs = {
            Step.SUBMIT: "đã trình lãnh đạo đơn vị",
            Step.APPROVE: "đã gửi Văn phòng Đảng ủy",
            Step.ACCEPT: "đã tiếp nhận",
        }
        return f"{verbs[self.step]} {self.done} báo cáo."


def send_all(*, period: Period, by: User, today: date, items: Collection[int] | None = None) -> Outcome:
    """Send every draft of the unit on: to the head, or by the head to the office (what waits included).

    What was returned and not changed since stays: sent again as it is, it would only come back. On its own
    page it can be sent all the same. `items`: only the reports of these.
    """
    head = may(by, APPROVE_REPORT)
    states = ["draft", "waiting"] if head else ["draft"]
    found = Report.objects.editable_by(by).filter(period=period, state__in=states)
    if items is not None:
        found = found.filter(item__in=items)
    reports = list(found.select_related("item", "unit").order_by("item__kind", "item__order"))
    same = {one.pk for one in reports if one.is_uncorrected}
    step = Step.APPROVE if head else Step.SUBMIT
    outcome = _each([one for one in reports if one.pk not in same], step, by, today)
    if codes := [one.item.code for one in reports if one.pk in same]:
        text = f"{len(codes)} báo cáo bị trả lại chưa sửa nên chưa gửi: {', '.join(codes)}."
        outcome.refused.append(text)
    return outcome


def approve_waiting(*, period: Period, by: User, today: date) -> Outcome:
    """A head approves all that waits, of the own unit and the units under it, and sends it to the office."""
    if not may(by, APPROVE_REPORT):
        raise PermissionDenied("Chỉ lãnh đạo đơn vị duyệt báo cáo.")
    found = Report.objects.reviewed_by(by).filter(period=period, state="waiting")
    reports = found.select_related("item", "unit").order_by("item__kind", "item__order")
    return _each(reports, Step.APPROVE, by, today)


def _each(reports: Iterable[Report], step: Step, by: User, today: date) -> Outcome:
    outcome = Outcome(step)
    for report in reports:
        try:
            with transaction.atomic():
                advance(report=report, step=step, by=by, today=today)
            outcome.done += 1
        except ValidationError as error:
            outcome.refused.append(f"{report.item.code}: {' '.join(error.messages)}")
        except PermissionDenied as error:
            outcome.refused.append(f"{report.item.code}: {error}")
    return outcome


def accept_clean(*, period: Period, by: User, today: date, unit: Unit | None = None) -> Outcome:
    """Accept every report that was sent and raises no question; the others wait to be read one by one."""
    if not may(by, ACCEPT_REPORT):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy tiếp nhận báo cáo.")
    found = Report.objects.visible_to(by).filter(period=period, state="sent")
    if unit is not None:
        found = found.filter(unit=unit)
    reports = list(found.select_related("item", "unit").order_by("item__kind", "item__order"))
    doubtful = warnings_of(reports)
    outcome = _each([one for one in reports if one.pk not in doubtful], Step.ACCEPT, by, today)
    outcome.refused.extend(
        f"{one.item.code}: {'; '.join(doubtful[one.pk])}" for one in reports if one.pk in doubtful
    )
    return outcome
