"""Loading the illustrative data: one transaction, refused on a database that holds anything real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.demo.delegations import delegate
from bachdang.demo.figures import record_history, record_quarters
from bachdang.demo.own_work import set_own_work
from bachdang.demo.people import create_accounts
from bachdang.demo.progress import report_projects, report_tasks
from bachdang.demo.under_way import send_some
from bachdang.demo.words import report_words
from bachdang.reporting.flow.periods import open_period
from indicators.keeping import restate
from indicators.models import Measurement
from plans.models import Plan
from plans.rules import default_due

YEAR = 2026
QUARTERS = (1, 2, 3)
DAYS_LEFT = 10


class DemoRefused(Exception):
    """The database holds real accounts or figures, or no plan at all."""


@dataclass(frozen=True)
class DemoSummary:
    """How many of each kind were made; nothing when the data was there already."""

    accounts: int
    delegated: int = 0
    figures: int = 0
    task_reports: int = 0
    project_reports: int = 0
    words: int = 0
    under_way: int = 0

    def __str__(self) -> str:
        if not self.figures:
            return f"Số liệu minh họa đã có; {self.accounts} tài khoản minh họa."
        return (
            f"Số liệu minh họa: {self.accounts} tài khoản, {self.delegated} phân công, "
            f"{self.figures} số liệu, "
            f"{self.task_reports} báo cáo nhiệm vụ, {self.project_reports} báo cáo dự án, "
            f"{self.words} báo cáo chương trình, tổ chức thực hiện, "
            f"{self.under_way} báo cáo đang gửi."
        )


@transaction.atomic
def load_demo(*, password: str) -> DemoSummary:
    """Fill the newest plan with illustrative data, once. Raises DemoRefused on a real database."""
    plan = Plan.objects.order_by("-starts", "-id").first()
    if plan is None:
        raise DemoRefused("Chưa có kế hoạch. Chạy load_plan trước.")
    if not plan.illustrative and (User.objects.exists() or Measurement.objects.exists()):
        raise DemoRefused("Cơ sở dữ liệu đã có tài khoản hoặc số liệu thật: không nạp số liệu minh họa.")
    users = create_accounts(plan, password)
    if plan.illustrative:
        return DemoSummary(accounts=len(users))
    plan.illustrative = True
    plan.save(update_fields=["illustrative"])
    record_event(
        verb="load_demo",
        subject=plan,
        by=None,
        locality=plan.locality_id,
        changes={"illustrative": (False, True)},
    )
    return _fill(plan, users)


def _due(quarter: int) -> date:
    """The decree's day; that of the last round is still to come, so that one can try the entry of figures."""
    due = default_due(YEAR, quarter)
    return max(due, timezone.localdate() + timedelta(days=DAYS_LEFT)) if quarter == QUARTERS[-1] else due


def _fill(plan: Plan, users: dict[str, User]) -> DemoSummary:
    delegated = delegate(plan, users)
    periods = [
        open_period(plan=plan, year=YEAR, quarter=quarter, by=users["vanphong"], due=_due(quarter))
        for quarter in QUARTERS
    ]
    figures = record_history(plan) + record_quarters(plan, periods, users)
    tasks, projects = report_tasks(plan, periods, users), report_projects(plan, periods, users)
    words = report_words(plan, periods, users)
    set_own_work(plan, users, timezone.localdate())
    restate(plan)
    return DemoSummary(
        accounts=len(users),
        delegated=delegated,
        figures=figures,
        task_reports=tasks,
        project_reports=projects,
        words=words,
        under_way=send_some(periods[-1], users, timezone.localdate()),
    )
