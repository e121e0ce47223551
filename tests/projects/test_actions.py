"""Capital set by decisions: versions, who may, what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from plans.models import Decision
from projects.actions import NewDecision, by_part, latest_capital, seen_capital, set_capital
from projects.models import Capital, Project
from projects.rules import MEDIUM_TERM, TOTAL, Part, Shares
from tests.factories import PeriodFactory, PlanFactory, ProjectFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db
BILLION = 10**9
Y2026 = Part("year", 2026)
MARCH = NewDecision("12/QĐ-UBND", date(2026, 3, 10))
JULY = NewDecision("45/QĐ-UBND", date(2026, 7, 15), "Điều chỉnh kế hoạch vốn")
TODAY = date(2026, 10, 8)


@pytest.fixture
def project() -> Project:
    return ProjectFactory(plan=PlanFactory())


@pytest.fixture
def office(project: Project) -> User:
    return user_with_role(Role.OFFICE, unit=UnitFactory(code="vanphong"))


def write(
    project: Project,
    by: User,
    capital: dict[Part, Shares],
    decision: NewDecision | Decision = MARCH,
    valid_from: date | None = None,
    seen: str | None = None,
) -> Decision:
    return set_capital(
        project=project,
        decision=decision,
        valid_from=valid_from or decision.date,
        capital=capital,
        by=by,
        seen=seen_capital(latest_capital(project)) if seen is None else seen,
        today=TODAY,
    )


def held(project: Project, day: date) -> dict[Part, dict[str, int]]:
    return by_part(Capital.objects.filter(project=project).valid_on(day))


def test_a_decision_sets_capital_from_its_day_and_both_are_in_the_history(
    project: Project, office: User
) -> None:
    decision = write(project, office, {TOTAL: {"city": 6 * BILLION, "ward": 4 * BILLION}})
    assert held(project, date(2026, 3, 9)) == {}
    assert held(project, date(2026, 3, 10)) == {TOTAL: {"city": 6 * BILLION, "ward": 4 * BILLION}}
    event = AuditEvent.objects.get(verb="set_capital")
    assert event.changes == {
        "Tổng mức đầu tư, Ngân sách thành phố": [None, "6 tỷ đồng"],
        "Tổng mức đầu tư, Ngân sách phường": [None, "4 tỷ đồng"],
    }
    assert (event.item_id, event.reason) == (
        project.pk,
        "Theo 12/QĐ-UBND ngày 10/03/2026, hiệu lực từ 10/03/2026",
    )
    assert AuditEvent.objects.get(verb="record_decision").changes == {"Quyết định": [None, str(decision)]}
    assert decision.recorded_by == office


def test_an_adjustment_keeps_what_held_before_and_ends_a_source(project: Project, office: User) -> None:
    write(project, office, {Y2026: {"ward": 2 * BILLION, "loan": BILLION}})
    write(project, office, {Y2026: {"ward": 3 * BILLION}}, JULY)
    assert held(project, date(2026, 7, 14)) == {Y2026: {"ward": 2 * BILLION, "loan": BILLION}}
    assert held(project, date(2026, 7, 15)) == {Y2026: {"ward": 3 * BILLION, "loan": 0}}
    changes = AuditEvent.objects.filter(verb="set_capital").latest("pk").changes
    assert changes["Kế hoạch vốn năm 2026, Vốn vay"] == ["1 tỷ đồng", "0 đồng"]
    assert changes["Kế hoạch vốn năm 2026, Ngân sách phường"] == ["2 tỷ đồng", "3 tỷ đồng"]


def test_years_and_parts_have_versions_of_their_own(project: Project, office: User) -> None:
    write(project, office, {TOTAL: {"ward": 9 * BILLION}, Part("year", 2027): {"ward": BILLION}})
    write(project, office, {Y2026: {"ward": 2 * BILLION}}, valid_from=date(2026, 3, 11))
    assert held(project, TODAY) == {
        TOTAL: {"ward": 9 * BILLION},
        Y2026: {"ward": 2 * BILLION},
        Part("year", 2027): {"ward": BILLION},
    }


def test_the_same_decision_on_the_same_day_corrects_itself(project: Project, office: User) -> None:
    write(project, office, {Y2026: {"ward": 2 * BILLION}})
    decision = write(project, office, {Y2026: {"ward": 3 * BILLION}}, JULY)
    write(project, office, {Y2026: {"city": 4 * BILLION}}, decision, valid_from=JULY.date)
    assert held(project, TODAY) == {Y2026: {"ward": 0, "city": 4 * BILLION}}
    assert held(project, date(2026, 7, 1)) == {Y2026: {"ward": 2 * BILLION}}
    assert Capital.objects.filter(valid_from=JULY.date).count() == 2
    assert AuditEvent.objects.filter(verb="set_capital").count() == 3


@pytest.mark.parametrize(
    ("decision", "valid_from"),
    [(MARCH, date(2026, 7, 14)), (MARCH, date(2026, 7, 15))],
    ids=["before", "same day by another decision"],
)
def test_a_version_must_be_later_than_those_there(
    project: Project, office: User, decision: NewDecision, valid_from: date
) -> None:
    write(project, office, {Y2026: {"ward": 2 * BILLION}}, JULY)
    with pytest.raises(ValidationError) as error:
        write(project, office, {Y2026: {"ward": BILLION}}, decision, valid_from)
    (message,) = error.value.message_dict["valid_from"]
    assert "Kế hoạch vốn năm 2026 đã có số liệu hiệu lực từ 15/07/2026 theo 45/QĐ-UBND" in message
    assert held(project, TODAY) == {Y2026: {"ward": 2 * BILLION}}


@pytest.mark.parametrize("valid_from", [date(2026, 3, 31), date(2026, 6, 30)])
def test_locked_quarters_are_not_rewritten(project: Project, office: User, valid_from: date) -> None:
    locked = datetime(2026, 7, 10, tzinfo=UTC)
    for quarter in (1, 2):
        PeriodFactory(plan=project.item.plan, quarter=quarter, locked_at=locked, locked_by=office,
                      as_of=date(2026, 3 * quarter, 30))  # fmt: skip
    with pytest.raises(ValidationError) as error:
        write(project, office, {Y2026: {"ward": BILLION}}, valid_from=valid_from)
    (message,) = error.value.message_dict["valid_from"]
    assert "quý II/2026 đã chốt. Chọn từ ngày 01/07/2026 trở đi." in message
    write(project, office, {Y2026: {"ward": BILLION}}, valid_from=date(2026, 7, 1))


@pytest.mark.parametrize(
    ("decision", "valid_from", "field", "said"),
    [
        (NewDecision("9/QĐ", date(2026, 10, 9)), date(2026, 10, 9), "date", "ở sau hôm nay"),
        (MARCH, date(2026, 3, 9), "valid_from", "không được trước ngày quyết định (10/03/2026)"),
        (NewDecision(" ", date(2026, 3, 10)), date(2026, 3, 10), "number", "Ghi số quyết định"),
    ],
)
def test_days_and_numbers_that_cannot_be(
    project: Project, office: User, decision: NewDecision, valid_from: date, field: str, said: str
) -> None:
    with pytest.raises(ValidationError) as error:
        write(project, office, {Y2026: {"ward": BILLION}}, decision, valid_from)
    assert said in error.value.message_dict[field][0]
    assert not Capital.objects.exists()


def test_one_decision_that_contradicts_itself_is_refused(project: Project, office: User) -> None:
    with pytest.raises(ValidationError, match=r"trung hạn \(5 tỷ đồng\) lớn hơn tổng mức đầu tư"):
        write(project, office, {TOTAL: {"ward": 4 * BILLION}, MEDIUM_TERM: {"ward": 5 * BILLION}})
    with pytest.raises(ValidationError, match="nhỏ hơn 0"):
        write(project, office, {TOTAL: {"ward": -1}})
    assert not Capital.objects.exists()
    assert not Decision.objects.exists()


def test_a_decision_of_the_same_number_and_day_is_used_again(project: Project, office: User) -> None:
    write(project, office, {TOTAL: {"ward": 4 * BILLION}})
    write(project, office, {Y2026: {"ward": BILLION}})
    assert Decision.objects.count() == 1
    assert AuditEvent.objects.filter(verb="record_decision").count() == 1


def test_nothing_is_written_over_what_somebody_else_just_wrote(project: Project, office: User) -> None:
    seen = seen_capital(latest_capital(project))
    write(project, office, {TOTAL: {"ward": 4 * BILLION}})
    with pytest.raises(ValidationError, match="Có người vừa ghi vốn"):
        write(project, office, {TOTAL: {"ward": 5 * BILLION}}, JULY, seen=seen)
    with pytest.raises(ValidationError, match="Không có số nào thay đổi"):
        write(project, office, {}, JULY)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_the_reporting_unit_and_those_above_it_may(project: Project, role: Role) -> None:
    below = UnitFactory(code="dvsnc", parent=project.item.reporter)
    project.item.reporter = below
    project.item.save()
    write(project, user_with_role(role, unit=below), {TOTAL: {"ward": 4 * BILLION}})
    write(project, user_with_role(role, unit=below.parent), {Y2026: {"ward": BILLION}}, JULY)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.LEADER, Role.MONITOR, Role.ADMINISTRATOR])
def test_others_may_not(project: Project, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        write(project, user_with_role(role, unit=UnitFactory(code="congan")), {TOTAL: {"ward": BILLION}})


def test_another_plans_decision_is_refused(project: Project, office: User) -> None:
    other = Decision.objects.create(plan=PlanFactory(code="khac"), number="1/QĐ", date=date(2026, 1, 5))
    with pytest.raises(ValidationError, match="kế hoạch khác"):
        write(project, office, {TOTAL: {"ward": BILLION}}, other)
