"""Standings are kept, and what is kept is never other than what the rules say."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client

from bachdang.accounts.roles import Role
from bachdang.amendments.overriding import set_override
from bachdang.errors import Overtaken
from bachdang.past_figures.checking import plan_import
from bachdang.past_figures.writing import write_import
from bachdang.reporting.flow.actions import advance
from bachdang.reporting.flow.periods import lock_period, open_period, reopen_report
from bachdang.reporting.flow.undoing import reopen_period, withdraw_period
from bachdang.spreadsheet.reading import read_table
from indicators.entry import NewFigure
from indicators.keeping import Stale, complete, judged, kept_quarters, restate, resting_on, stale_standings
from indicators.models import Baseline, Indicator, Measurement, Target, TargetStanding, TargetTerms
from indicators.rules import Form, Quarter
from indicators.standings import TargetBook
from indicators.terms.adding import add_target
from indicators.terms.amending import amend_target, newest_goal, seen_goal, withdraw_target_terms
from indicators.terms.baselines import NewBaseline, seen_baseline, set_baseline
from indicators.terms.goals import GoalDraft
from indicators.terms.planning import Span, seen_plan_figures, set_plan_figures, stored_plan_figures
from plans.flow import Step
from plans.models import Decision, Period, Plan, Report
from tests.factories import IndicatorFactory, PlanFactory, TargetFactory, UnitFactory, user_with_role
from tests.factories.flow import accepted, drafted, someone

pytestmark = pytest.mark.django_db

Q1, Q2, Q3 = (Quarter(2026, one) for one in (1, 2, 3))


class Ward:
    """A plan whose indicators rest on one another, and the people who act on it."""

    def __init__(self) -> None:
        self.plan: Plan = PlanFactory()
        unit = UnitFactory(locality=self.plan.locality)
        self.officer = user_with_role(Role.OFFICER, unit=unit)
        self.office = someone(Role.OFFICE, self.officer)
        given = {"item__plan": self.plan, "item__reporter": unit}
        self.people = IndicatorFactory(measure="người", **given)
        self.insured = IndicatorFactory(
            measure="%", denominator_accumulation="stock", scale=100, numerator_name="Người có thẻ",
            denominator_name="Dân số", denominator_from=self.people, **given,
        )  # fmt: skip
        self.budget = IndicatorFactory(accumulation="year_to_date", measure="tỷ đồng", **given)
        self.growth = IndicatorFactory(derived_rule="growth_of", derived_from=self.budget, **given)
        for indicator, value in ((self.insured, 95), (self.budget, 200), (self.growth, 10)):
            TargetFactory(indicator=indicator, terms__operator=">=", terms__value=Decimal(value))
        self.decision = Decision.objects.create(
            plan=self.plan, number="7-QĐ/ĐU", date=date(2026, 5, 4), subject="Điều chỉnh"
        )
        for quarter in (1, 2):
            open_period(plan=self.plan, year=2026, quarter=quarter, by=self.office)

    def period(self, quarter: int) -> Period:
        return Period.objects.get(plan=self.plan, year=2026, quarter=quarter)

    def figure(self, indicator: Indicator, at: Quarter, value: int) -> NewFigure:
        amount = Decimal(value)
        above, whole = (amount, None) if indicator.is_rate else (None, amount)
        return NewFigure(at.year, at.quarter, Form.OFFICIAL, value=whole, numerator=above)

    def accept(self, indicator: Indicator, at: Quarter, value: int) -> Report:
        round_ = self.period(at.quarter)
        return accepted(indicator, round_, [self.figure(indicator, at, value)], self.officer)

    def statuses(self, at: Quarter) -> list[str]:
        return [row.status for row in TargetBook(self.plan, at).rows()]


@pytest.fixture
def ward() -> Ward:
    return Ward()


def stale(plan: Plan) -> list[Stale]:
    return list(stale_standings(plan))


def test_nothing_is_kept_before_a_round_is_opened() -> None:
    plan = TargetFactory().indicator.item.plan
    assert (kept_quarters(plan), restate(plan)) == ([], 0)


def test_a_new_round_is_complete_at_once(ward: Ward) -> None:
    assert kept_quarters(ward.plan) == [Q1, Q2]
    open_period(plan=ward.plan, year=2026, quarter=3, by=ward.office)
    rows = TargetStanding.objects.filter(plan=ward.plan, year=2026, quarter=3)
    assert rows.count() == 4, "three targets, and the people that have none"
    assert complete(ward.plan) == 0
    assert stale(ward.plan) == []


def test_what_rests_on_an_indicator_is_found_by_several_steps(ward: Ward) -> None:
    again = IndicatorFactory(item__plan=ward.plan, derived_rule="growth_of", derived_from=ward.growth)
    assert resting_on(ward.plan, [ward.people.pk]) == {ward.people.pk, ward.insured.pk}
    assert resting_on(ward.plan, [ward.budget.pk]) == {ward.budget.pk, ward.growth.pk, again.pk}


def test_an_accepted_report_is_seen_at_once_and_by_what_rests_on_it(ward: Ward) -> None:
    ward.accept(ward.insured, Q1, 50)
    assert ward.statuses(Q1)[0] == "no_data"
    drafted(ward.people, ward.period(1), [ward.figure(ward.people, Q1, 100)], ward.officer)
    assert ward.statuses(Q1)[0] == "no_data", "a draft counts nowhere"
    ward.accept(ward.people, Q1, 100)
    (row,) = [one for one in TargetBook(ward.plan, Q1).rows() if one.indicator == ward.insured]
    assert row.standing.current == 50
    assert row.kept is not None
    assert stale(ward.plan) == []


def test_pages_read_what_is_kept_and_no_figures(ward: Ward, django_assert_num_queries: Any) -> None:
    """Figures are not fetched, whatever history there is; a kept row is believed."""
    ward.accept(ward.budget, Q1, 5)
    TargetStanding.objects.filter(indicator=ward.budget, year=2026, quarter=1).update(
        status="failed", detail={"status": "failed", "current": "77"}
    )
    book = TargetBook(ward.plan, Q1)
    with django_assert_num_queries(3):  # the terms, what is kept, and the verdicts of the office
        rows = {one.indicator.pk: one for one in book.rows()}
    assert rows[ward.budget.pk].standing.current == 77
    (found,) = stale(ward.plan)
    assert (found.code, found.at, found.kept) == (ward.budget.item.code, Q1, "failed")


def test_a_quarter_of_which_nothing_is_kept_is_judged_when_it_is_read(ward: Ward) -> None:
    ward.accept(ward.budget, Q1, 5)
    before = [(one.status, one.standing, one.points) for one in TargetBook(ward.plan, Q1).rows()]
    TargetStanding.objects.all().delete()
    assert before == [(one.status, one.standing, one.points) for one in TargetBook(ward.plan, Q1).rows()]
    assert stale(ward.plan), "and said to be missing"


def test_a_later_figure_leaves_earlier_quarters_alone(ward: Ward) -> None:
    first = {one.pk for one in TargetStanding.objects.filter(plan=ward.plan, quarter=1)}
    ward.accept(ward.budget, Q2, 9)
    assert first == {one.pk for one in TargetStanding.objects.filter(plan=ward.plan, quarter=1)}
    assert stale(ward.plan) == []


def test_the_settings_of_a_plan_decide(ward: Ward, client: Client) -> None:
    ward.accept(ward.budget, Q1, 1)
    client.force_login(ward.office)
    page = f"/quan-tri/plans/plan/{ward.plan.pk}/change/"
    client.post(
        page, {"slow_band": "0.50", "lenient_quarters": "0", "tolerance": "0.5", "due_soon_days": "10"}
    )
    ward.plan.refresh_from_db()
    assert ward.plan.tolerance == Decimal("0.5")
    assert stale(ward.plan) == []


def test_a_rebuild_that_breaks_leaves_the_old_rows(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = list(TargetStanding.objects.order_by("pk").values())

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("cut off")

    monkeypatch.setattr(TargetStanding.objects, "bulk_create", broken)
    with pytest.raises(RuntimeError):
        call_command("rebuild_standing")
    assert list(TargetStanding.objects.order_by("pk").values()) == kept


def test_the_command_mends_what_is_stale(ward: Ward) -> None:
    TargetStanding.objects.update(status="failed")
    assert stale(ward.plan)
    call_command("rebuild_standing", plan=ward.plan.code)
    assert stale(ward.plan) == []
    with pytest.raises(CommandError, match="Không có kế hoạch"):
        call_command("rebuild_standing", plan="KHONG-CO")


@pytest.mark.django_db(transaction=True)
def test_two_rebuilds_at_once_do_not_mix() -> None:
    ward = Ward()
    ward.accept(ward.budget, Q1, 5)
    start, errors = threading.Barrier(2), list[Exception]()

    def rebuild() -> None:
        try:
            start.wait(10)
            restate(ward.plan)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=rebuild) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert errors == []
    assert TargetStanding.objects.count() == len(list(judged(ward.plan, [Q1, Q2])))
    assert stale(ward.plan) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_change_what_one_target_rests_on_end_as_one_after_the_other() -> None:
    """Both parts of a rate are written at once: the rate knows both."""
    ward = Ward()
    start = threading.Barrier(2)

    def accept(indicator: Indicator, value: int) -> None:
        try:
            start.wait(10)
            ward.accept(indicator, Q1, value)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=accept, args=given) for given in ((ward.people, 100), (ward.insured, 50))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert Measurement.objects.filter(counted=True).count() == 2
    assert stale(ward.plan) == []


# --- Any sequence of actions ---


def _accept(ward: Ward, rng: random.Random) -> None:
    indicator = rng.choice([ward.people, ward.insured, ward.budget])
    at = Quarter(2026, rng.choice([one.quarter for one in Period.objects.filter(plan=ward.plan)]))
    ward.accept(indicator, at, rng.randint(1, 120))


def _reopen(ward: Ward, rng: random.Random) -> None:
    round_ = ward.period(1)
    if round_.locked_at is None:
        lock_period(period=round_, by=ward.office, today=date(2026, 10, 8))
    item = rng.choice([ward.people, ward.budget]).item
    report = reopen_report(item=item, period=round_, reason="Sai số", by=ward.office)
    assert report.counted is False


def _return(ward: Ward, rng: random.Random) -> None:
    report = drafted(ward.budget, ward.period(2), [ward.figure(ward.budget, Q2, 3)], ward.officer)
    report = advance(report=report, step=Step.SUBMIT, by=ward.officer, today=date(2026, 6, 1))
    head = someone(Role.HEAD, ward.officer)
    advance(report=report, step=Step.SEND_BACK, by=head, today=date(2026, 6, 1), reason="Thiếu")


def _baseline(ward: Ward, rng: random.Random) -> None:
    indicator = rng.choice([ward.people, ward.budget])
    known = Baseline.objects.filter(indicator=indicator).first()
    new = NewBaseline(date(2025, 12, 31), "Báo cáo", value=Decimal(rng.randint(1, 100)))
    taken_away = known is not None and rng.random() < 0.3
    set_baseline(
        indicator=indicator, new=None if taken_away else new, by=ward.office,
        expected=seen_baseline(known), reason="Sửa" if known else "",
    )  # fmt: skip


def _plan_figures(ward: Ward, rng: random.Random) -> None:
    target = Target.objects.get(indicator=ward.budget, series="2030")
    figures: dict[Span, Decimal] = {(2026, None): Decimal(rng.randint(10, 60))} if rng.random() < 0.8 else {}
    set_plan_figures(
        target=target, terms=target.terms_set.order_by("-valid_from")[0], figures=figures, by=ward.office,
        expected=seen_plan_figures(stored_plan_figures(target)),
    )  # fmt: skip


def goal(value: int, year: int, state: str = "active") -> GoalDraft:
    return GoalDraft(
        kind="reach", operator=">=", value=Decimal(value), horizon=date(year, 12, 31), state=state
    )


def _amend(ward: Ward, rng: random.Random) -> None:
    target = rng.choice(list(Target.objects.filter(indicator__item__plan=ward.plan)))
    newest = newest_goal(target)
    state = rng.choice(["active", "active", "suspended", "ended"])
    new = GoalDraft(
        kind="reach",
        operator=">=",
        value=Decimal(rng.randint(5, 300)),
        horizon=date(2030, 12, 31),
        state=state,
    )
    since = date(2026, min(newest.valid_from.month + 1, 12), 2)
    amend_target(
        target=target,
        decision=ward.decision,
        new=new,
        by=ward.office,
        seen=seen_goal(newest),
        valid_from=since,
    )


def _withdraw(ward: Ward, rng: random.Random) -> None:
    made = list(TargetTerms.objects.filter(decision=ward.decision))
    withdraw_target_terms(terms=rng.choice(made), by=ward.office, reason="Nhầm")


def _add_target(ward: Ward, rng: random.Random) -> None:
    new = GoalDraft(
        kind="reach", operator=">=", value=Decimal(rng.randint(5, 90)), horizon=date(2028, 12, 31)
    )
    add_target(indicator=ward.people, decision=ward.decision, new=new, by=ward.office)


def _import(ward: Ward, rng: random.Random) -> None:
    head = "Mã chỉ tiêu;Năm;Quý;Loại số liệu;Giá trị;Tử số;Mẫu số;Nguồn;Ghi chú;Văn bản"
    line = f"{ward.budget.item.code};2025;{rng.randint(1, 4)};chính thức;{rng.randint(1, 50)};;;Niên giám;;"
    found = plan_import(ward.plan, read_table(f"{head}\n{line}".encode(), "a.csv").lines, Quarter(2025, 4))
    assert not found.faults, found.faults
    write_import(plan=ward.plan, found=found, by=ward.office)


def _override(ward: Ward, rng: random.Random) -> None:
    set_override(
        item=ward.budget.item, period=ward.period(2), status=rng.choice(["met", "failed"]), reason="Ý kiến",
        by=ward.office, series="2030",
    )  # fmt: skip


def _open(ward: Ward, rng: random.Random) -> None:
    open_period(plan=ward.plan, year=2026, quarter=rng.choice([3, 4]), by=ward.office)


def _unaccept(ward: Ward, rng: random.Random) -> None:
    report = rng.choice(list(Report.objects.filter(counted=True).order_by("pk")))
    advance(report=report, step=Step.UNACCEPT, by=ward.office, today=date(2026, 10, 8), reason="Nhầm")


def _withdraw_round(ward: Ward, rng: random.Random) -> None:
    withdraw_period(period=ward.period(rng.choice([2, 3, 4])), by=ward.office)


def _unlock(ward: Ward, rng: random.Random) -> None:
    reopen_period(period=ward.period(1), reason="Nhầm", by=ward.office)


ACTIONS: list[Callable[[Ward, random.Random], None]] = [
    _accept, _accept, _accept, _reopen, _return, _baseline, _plan_figures, _amend, _withdraw, _add_target,
    _import, _override, _open, _unaccept, _withdraw_round, _unlock,
]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_after_any_sequence_of_actions_what_is_kept_is_what_the_rules_say(ward: Ward, seed: int) -> None:
    rng = random.Random(seed)
    done = set()
    for _ in range(25):
        action = rng.choice(ACTIONS)
        with suppress(ValidationError, Overtaken, IndexError, Period.DoesNotExist):
            action(ward, rng)
            done.add(action.__name__)
        assert stale(ward.plan) == [], action.__name__
    assert len(done) >= 6, "most actions are not refused"
