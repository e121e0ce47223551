"""Targets amended, suspended, added and withdrawn under a decision; what a suspended one shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.standing.due_reports import is_due
from indicators.explaining import explain
from indicators.models import Baseline, Indicator, Measurement, Target, TargetTerms
from indicators.rules import Quarter
from indicators.standings import TargetBook
from indicators.terms.adding import (
    NewIndicator,
    add_indicator,
    add_target,
    indicator_faults,
    next_code,
)
from indicators.terms.amending import amend_target, newest_goal, seen_goal, withdraw_target_terms
from indicators.terms.goals import GoalDraft
from plans.models import Decision, Item, Terms
from plans.terms.decisions import record_decision
from plans.terms.versions import StaleTerms
from tests.factories import IndicatorFactory, ItemFactory, PeriodFactory, TargetFactory, user_with_role

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 2)
Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)


@pytest.fixture
def target() -> Target:
    programme = ItemFactory()
    indicator = IndicatorFactory(item__code="01.01", item__parent=programme, item__plan=programme.plan)
    return TargetFactory(indicator=indicator)


@pytest.fixture
def office() -> User:
    return user_with_role(Role.OFFICE)


@pytest.fixture
def decision(target: Target, office: User) -> Decision:
    return record_decision(plan=target.indicator.item.plan, number="125-QĐ/ĐU", date=DAY, by=office)


def amend(
    target: Target, decision: Decision | None, by: User, *, valid_from: date | None = None, **new: Any
) -> TargetTerms:
    newest = newest_goal(target)
    return amend_target(
        target=target,
        decision=decision,
        new=replace(GoalDraft.of(newest), **new),
        by=by,
        seen=seen_goal(newest),
        valid_from=valid_from,
    )


def measured(target: Target, value: int) -> None:
    for quarter in (3, 4):
        Measurement.objects.create(
            indicator=target.indicator, year=2026, quarter=quarter, form="official", value=value,
            source="thử", counted=True,
        )  # fmt: skip


def test_each_quarter_is_judged_by_what_held_at_its_end(
    target: Target, decision: Decision, office: User
) -> None:
    measured(target, 85)
    amend(target, decision, office, value=Decimal(90), operator=">=")
    book = TargetBook(decision.plan, Q4)
    (before,), (after,) = book.rows(Q3), book.rows(Q4)
    assert (before.wording, before.status) == ("trên 80%", "met")
    assert after.wording == "từ 90% trở lên"
    assert (after.status, after.grey_text) == ("no_data", "thiếu số gốc hoặc kế hoạch năm")
    event = AuditEvent.objects.get(verb="amend")
    assert event.changes == {"Mục tiêu": ["trên 80%", "từ 90% trở lên"]}
    assert event.item_id == target.indicator_id


def test_what_was_read_out_of_the_words_is_stated_once_amended(
    target: Target, decision: Decision, office: User
) -> None:
    target.terms_set.update(inferred=["horizon", "value"])
    assert amend(target, decision, office, value=Decimal(90)).inferred == ["horizon"]


@pytest.mark.parametrize(
    ("new", "field", "told"),
    [
        ({"operator": "<"}, "operator", "trái với chiều tốt"),
        ({"value": None}, "value", "phải có phép so sánh và giá trị"),
        ({"horizon": date(2025, 12, 31)}, "horizon", "Thời hạn đã nhập: 31/12/2025"),
        ({"horizon": date(2026, 3, 31)}, "horizon", "Số gốc ngày 30/06/2026, thời hạn 31/03/2026"),
        ({"since": 2031}, "since", "2026 đến 2030"),
        ({"kind": "average_growth"}, "kind", "tốc độ tăng so cùng kỳ"),
        ({"kind": "milestone"}, "kind", "hai trạng thái"),
        ({"kind": "qualitative"}, "kind", "định tính"),
        ({"value": Decimal(90), "valid_from": date(2026, 1, 1)}, "valid_from", "kế hoạch ban hành"),
        ({"value": Decimal(90), "valid_from": date(2025, 1, 1)}, "valid_from", "trước ngày bắt đầu"),
    ],
)
def test_contradictions_are_refused_with_the_numbers(
    target: Target, decision: Decision, office: User, new: dict[str, Any], field: str, told: str
) -> None:
    Baseline.objects.create(indicator=target.indicator, value=50, on=date(2026, 6, 30), source="thử")
    with pytest.raises(ValidationError) as refused:
        amend(target, decision, office, **new)
    assert told in " ".join(refused.value.message_dict[field])
    assert target.terms_set.count() == 1


def test_more_than_the_whole_is_refused(target: Target, decision: Decision, office: User) -> None:
    Indicator.objects.update(part_of_whole=True)
    target.refresh_from_db()
    with pytest.raises(ValidationError, match="không vượt quá 100%"):
        amend(target, decision, office, value=Decimal(101))


def test_refused_without_decision_change_role_or_when_overtaken(
    target: Target, decision: Decision, office: User
) -> None:
    with pytest.raises(ValidationError, match="phải theo một quyết định"):
        amend(target, None, office, value=Decimal(90))
    with pytest.raises(ValidationError, match="Chưa có gì thay đổi"):
        amend(target, decision, office, value=Decimal("80.0"))
    with pytest.raises(PermissionDenied):
        amend(target, decision, user_with_role(Role.LEADER), value=Decimal(90))
    seen, new = seen_goal(newest_goal(target)), replace(GoalDraft.of(newest_goal(target)), value=Decimal(95))
    amend(target, decision, office, value=Decimal(90))
    with pytest.raises(StaleTerms):
        amend_target(target=target, decision=decision, new=new, by=office, seen=seen)
    with pytest.raises(ValidationError, match="quyết định số 125-QĐ/ĐU"):
        amend(target, decision, office, value=Decimal(91))


def test_a_locked_quarter_is_not_amended(target: Target, decision: Decision, office: User) -> None:
    PeriodFactory(
        plan=decision.plan, locked_at=datetime(2026, 10, 5, tzinfo=UTC), locked_by=office,
        as_of=date(2026, 9, 30),
    )  # fmt: skip
    with pytest.raises(ValidationError, match="Quý III/2026 đã chốt"):
        amend(target, decision, office, value=Decimal(90), valid_from=date(2026, 9, 30))


def test_a_suspended_target_shows_its_figure_and_is_not_judged(
    target: Target, decision: Decision, office: User
) -> None:
    measured(target, 40)
    amend(target, decision, office, state="suspended")
    book = TargetBook(decision.plan, Q4)
    (row,) = book.rows(Q4)
    assert (row.status, row.standing.current, row.standing.achievement) == ("not_due", 40, None)
    assert row.is_suspended
    assert not is_due(row, Q4)
    assert "tạm dừng từ 02/11/2026 theo quyết định số 125-QĐ/ĐU ngày 02/11/2026" in explain(row).text
    (before,) = book.rows(Q3)
    assert is_due(before, Q3)
    amend(target, decision, office, state="active", valid_from=date(2026, 12, 1))
    assert TargetBook(decision.plan, Q4).rows()[0].standing.achievement is not None


def test_an_ended_target_is_gone_from_its_day_on(target: Target, decision: Decision, office: User) -> None:
    amend(target, decision, office, state="ended")
    book = TargetBook(decision.plan, Q4)
    assert (len(book.rows(Q3)), len(book.rows(Q4))) == (1, 0)
    with pytest.raises(ValidationError, match="đã kết thúc từ 02/11/2026"):
        amend(target, decision, office, state="active", valid_from=date(2027, 1, 1))


GOAL = GoalDraft(kind="reach", operator=">=", value=Decimal(60), horizon=date(2030, 12, 31))
RATE = NewIndicator(
    title="Tỷ lệ hộ được tuyên truyền",
    measure="%",
    direction="higher",
    frequency="quarter",
    denominator="stock",
    numerator_name="Hộ được tuyên truyền",
    denominator_name="Tổng số hộ",
    scale=Decimal(100),
    part_of_whole=True,
)


def test_a_further_target_gets_a_series_of_its_own(target: Target, decision: Decision, office: User) -> None:
    added = add_target(indicator=target.indicator, decision=decision, new=GOAL, by=office)
    assert added.series == "2030-2"
    later = replace(GOAL, horizon=date(2028, 12, 31))
    assert add_target(indicator=target.indicator, decision=decision, new=later, by=office).series == "2028"
    assert len(TargetBook(decision.plan, Q3).rows()) == 1
    assert len(TargetBook(decision.plan, Q4).rows()) == 3


def test_an_indicator_is_added_last_under_its_programme(
    target: Target, decision: Decision, office: User
) -> None:
    programme = target.indicator.item.parent
    assert programme is not None
    other = IndicatorFactory(item__code="02.01", item__parent=ItemFactory(code="B.I.2"))
    TargetFactory(indicator=other)
    added = add_indicator(programme=programme, decision=decision, measured=RATE, new=GOAL, by=office)
    item = added.indicator.item
    assert (item.code, item.parent, item.reporter) == ("01.02", programme, None)
    assert Terms.objects.get(item=item).title == "Tỷ lệ hộ được tuyên truyền"
    assert added.indicator.is_rate
    assert [row.item.code for row in TargetBook(decision.plan, Q4).rows()] == ["01.01", "01.02", "02.01"]
    assert [row.item.code for row in TargetBook(decision.plan, Q3).rows()] == ["01.01", "02.01"]


def test_catalogue_numbers_go_on(target: Target) -> None:
    programme = target.indicator.item.parent
    assert programme is not None
    assert next_code(programme) == "01.02"
    empty = ItemFactory(code="B.I.9", order=programme.order + 1000)
    assert next_code(empty) == "02.01"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"measure": ""}, "measure"),
        ({"numerator_name": ""}, "numerator_name"),
        ({"accumulation": "year_to_date"}, "accumulation"),
        ({"denominator": "", "measure": "tỷ đồng"}, "part_of_whole"),
        (
            {"denominator": "", "part_of_whole": False, "accumulation": "growth", "measure": "người"},
            "measure",
        ),
        ({"measure": "định tính", "part_of_whole": False}, "accumulation"),
    ],
)
def test_shapes_the_arithmetic_does_not_know_are_refused(changed: dict[str, Any], field: str) -> None:
    assert [name for name, _ in indicator_faults(replace(RATE, **changed))] == [field]
    assert list(indicator_faults(RATE)) == []


def test_the_newest_goal_is_withdrawn(target: Target, decision: Decision, office: User) -> None:
    terms = amend(target, decision, office, value=Decimal(90))
    with pytest.raises(ValidationError, match="lý do"):
        withdraw_target_terms(terms=terms, by=office, reason="")
    assert withdraw_target_terms(terms=terms, by=office, reason="Nhầm") == target
    assert newest_goal(target).value == 80
    with pytest.raises(ValidationError, match="kế hoạch ban hành"):
        withdraw_target_terms(terms=newest_goal(target), by=office, reason="Nhầm")


def test_added_targets_and_indicators_go_with_their_version(
    target: Target, decision: Decision, office: User
) -> None:
    programme = target.indicator.item.parent
    assert programme is not None
    further = add_target(indicator=target.indicator, decision=decision, new=GOAL, by=office)
    assert withdraw_target_terms(terms=newest_goal(further), by=office, reason="Nhầm") is None
    assert target.indicator.targets.count() == 1
    added = add_indicator(programme=programme, decision=decision, measured=RATE, new=GOAL, by=office)
    Measurement.objects.create(
        indicator=added.indicator, year=2026, quarter=4, form="official", numerator=1, denominator=2,
        source="thử",
    )  # fmt: skip
    with pytest.raises(ValidationError, match="đã có số liệu"):
        withdraw_target_terms(terms=newest_goal(added), by=office, reason="Nhầm")
    Measurement.objects.all().delete()
    assert withdraw_target_terms(terms=newest_goal(added), by=office, reason="Nhầm") is None
    assert not Item.objects.filter(code="01.02").exists()


def test_an_indicator_of_the_document_stays_when_its_only_target_is_withdrawn(
    decision: Decision, office: User
) -> None:
    """A quantity that others share may have been given its first target by the decision."""
    shared = IndicatorFactory(item__plan=decision.plan)
    IndicatorFactory(item__plan=decision.plan, derived_rule="growth_of", derived_from=shared)
    added = add_target(indicator=shared, decision=decision, new=GOAL, by=office)
    assert withdraw_target_terms(terms=newest_goal(added), by=office, reason="Nhầm") is None
    assert Indicator.objects.filter(pk=shared.pk, targets=None).exists()
