"""Many reports at once: a unit sends all its drafts, a head or the office decides on what was ticked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.models import User
from bachdang.accounts.roles import APPROVE_REPORT, may
from bachdang.errors import Overtaken
from bachdang.reporting.flow.actions import advance, move, settle
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
            Step.SEND_BACK: "đã trả lại người nhập",
            Step.RETURN: "đã trả lại đơn vị",
        }
        return f"{verbs[self.step]} {self.done} báo cáo."

    @contextmanager
    def noting(self, report: Report) -> Iterator[None]:
        """What refuses the step of one report is kept by its code, and stops no other."""
        try:
            yield
        except ValidationError as error:
            self.refused.append(f"{report.item.code}: {' '.join(error.messages)}")
        except (PermissionDenied, Overtaken) as error:
            self.refused.append(f"{report.item.code}: {error}")


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


@dataclass(frozen=True)
class Choice:
    """One report that was ticked: its `version` as the person saw it, and a reason of its own."""

    report: int
    version: int
    reason: str = ""


@transaction.atomic
def decide(
    chosen: Collection[Choice], *, period: Period, step: Step, by: User, today: date, reason: str = ""
) -> Outcome:
    """One decision over the ticked reports of a round, and no others.

    What changed since it was seen is named and left, the rest is done. In a locked round what was accepted
    makes one new version of the snapshot, with the decision's reason. `reason`: for those without their own.
    """
    outcome, moved = Outcome(step), list[Report]()
    seen = {one.report: one for one in chosen}
    rows = Report.objects.visible_to(by).filter(period=period, pk__in=seen)
    for report in rows.select_related("item__plan", "unit", "period").order_by("item__kind", "item__order"):
        one = seen[report.pk]
        with outcome.noting(report), transaction.atomic():
            own = one.reason.strip() or reason
            moved.append(move(report=report, step=step, by=by, today=today, reason=own, version=one.version))
            outcome.done += 1
    settle(moved, step, by, reason)
    return outcome


def _each(reports: Iterable[Report], step: Step, by: User, today: date) -> Outcome:
    outcome = Outcome(step)
    for report in reports:
        with outcome.noting(report), transaction.atomic():
            advance(report=report, step=step, by=by, today=today)
            outcome.done += 1
    return outcome
