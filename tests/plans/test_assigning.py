"""Delegating a report, taking it back, handing it over."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.accounts.roles import Role
from plans.assigning import delegate, set_contact
from plans.models import Item, Report
from tests.factories import ItemFactory, PeriodFactory, PlanFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def above() -> Unit:
    return UnitFactory(locality=PlanFactory().locality, code="ubnd")


@pytest.fixture
def below(above: Unit) -> Unit:
    return UnitFactory(locality=above.locality, code="kinhte", parent=above)


@pytest.fixture
def item(above: Unit) -> Item:
    return ItemFactory(plan=PlanFactory(), reporter=above)


@pytest.fixture
def leader(above: Unit) -> User:
    return user_with_role(Role.HEAD, unit=above)


def test_a_lead_delegates_to_a_unit_under_it_and_takes_it_back(
    item: Item, above: Unit, below: Unit, leader: User
) -> None:
    assert delegate(item=item, unit=below, by=leader, reason="Đúng lĩnh vực").reporter == below
    assert delegate(item=item, unit=above, by=leader).reporter == above
    events = AuditEvent.objects.filter(verb="delegate").order_by("pk")
    assert [one.changes["Đơn vị báo cáo"] for one in events] == [
        [str(above), str(below)],
        [str(below), str(above)],
    ]
    assert (events[0].reason, events[0].by) == ("Đúng lĩnh vực", leader)


def test_what_was_reported_stays_and_an_open_draft_goes_along(
    item: Item, above: Unit, below: Unit, leader: User
) -> None:
    period, before = PeriodFactory(plan=item.plan), PeriodFactory(plan=item.plan, quarter=2)
    done = Report.objects.create(
        period=before, item=item, unit=above, state="accepted", counted=True,
        accepted_at=before.opened_at, accepted_by=leader,
    )  # fmt: skip
    draft = Report.objects.create(period=period, item=item, unit=above)
    delegate(item=item, unit=below, by=leader)
    done.refresh_from_db()
    draft.refresh_from_db()
    assert (done.unit, draft.unit) == (above, below)


def test_nothing_moves_while_a_report_is_being_reviewed(
    item: Item, above: Unit, below: Unit, leader: User
) -> None:
    Report.objects.create(period=PeriodFactory(plan=item.plan), item=item, unit=above, state="waiting")
    with pytest.raises(ValidationError, match="chờ duyệt"):
        delegate(item=item, unit=below, by=leader)


def test_a_head_delegates_only_downwards_and_only_what_is_its_own(item: Item, below: Unit) -> None:
    other = UnitFactory(locality=item.plan.locality, code="congan")
    for unit, by in ((other, user_with_role(Role.HEAD, unit=item.reporter)),
                     (below, user_with_role(Role.HEAD, unit=other)),
                     (below, user_with_role(Role.OFFICER, unit=item.reporter))):  # fmt: skip
        with pytest.raises(PermissionDenied):
            delegate(item=item, unit=unit, by=by)
    office = user_with_role(Role.OFFICE, unit=other)
    assert delegate(item=item, unit=other, by=office).reporter == other


def test_the_contact_is_handed_over_without_losing_history(item: Item, leader: User) -> None:
    first, second = (user_with_role(Role.OFFICER, unit=item.reporter) for _ in range(2))
    set_contact(item=item, contact=first, by=leader)
    set_contact(item=item, contact=second, by=leader, reason="Nghỉ thai sản")
    event = AuditEvent.objects.filter(verb="set_contact").order_by("-pk")[0]
    assert event.changes == {"Cán bộ đầu mối": [first.full_name, second.full_name]}
    assert event.reason == "Nghỉ thai sản"


def test_a_contact_works_in_the_unit_that_reports(item: Item, below: Unit, leader: User) -> None:
    stranger = user_with_role(Role.OFFICER, unit=below)
    gone = user_with_role(Role.OFFICER, unit=item.reporter, is_active=False)
    for person in (stranger, gone):
        with pytest.raises(ValidationError, match="đang làm việc ở đơn vị báo cáo"):
            set_contact(item=item, contact=person, by=leader)


def test_the_contact_of_the_old_unit_leaves_with_the_delegation(
    item: Item, below: Unit, leader: User
) -> None:
    set_contact(item=item, contact=user_with_role(Role.OFFICER, unit=item.reporter), by=leader)
    assert delegate(item=item, unit=below, by=leader).contact is None


def test_the_page_offers_the_units_below_and_their_people(
    item: Item, below: Unit, leader: User, client: Client
) -> None:
    officer = user_with_role(Role.OFFICER, unit=below)
    client.force_login(leader)
    page = client.get(f"/phan-cong/{item.code}/").content.decode()
    assert officer.full_name in page
    data = {"unit": below.pk, "contact": officer.pk, "reason": "Giao việc"}
    assert client.post(f"/phan-cong/{item.code}/", data).status_code == 302
    item.refresh_from_db()
    assert (item.reporter, item.contact) == (below, officer)
    wrong = {"unit": leader.unit_id, "contact": officer.pk}
    response = client.post(f"/phan-cong/{item.code}/", wrong)
    assert response.status_code == 422
    assert "Chọn người của" in response.content.decode()
