"""The office chooses the headline indicators: in order, once each, with history."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.roles import Role
from indicators.models import Indicator
from indicators.terms.headlines import seen_places, set_headlines, stored_places
from plans.models import Plan
from tests.factories import IndicatorFactory, PeriodFactory, PlanFactory, TargetFactory, user_with_role

pytestmark = pytest.mark.django_db
PAGE = "/chi-tieu-chinh/"


@pytest.fixture
def two() -> list[Indicator]:
    plan = PlanFactory()
    PeriodFactory(plan=plan)
    made: list[Indicator] = [
        IndicatorFactory(item__plan=plan, item__code=f"01.0{one}", headline=one) for one in (1, 2)
    ]
    for one in made:
        TargetFactory(indicator=one)
    return made


@pytest.fixture
def office(client: Client, two: list[Indicator]) -> Client:
    client.force_login(user_with_role(Role.OFFICE, unit=two[0].item.reporter))
    return client


def sent(places: dict[Indicator, str], plan: Plan) -> dict[str, str]:
    boxes = {f"place_{one.pk}": place for one, place in places.items()}
    return {"seen": seen_places(stored_places(plan)), **boxes}


def stored(two: list[Indicator]) -> list[int | None]:
    return [Indicator.objects.get(pk=one.pk).headline for one in two]


def test_the_order_is_changed_and_one_is_taken_off(office: Client, two: list[Indicator]) -> None:
    plan = two[0].item.plan
    response = office.post(PAGE, sent({two[0]: "", two[1]: "1"}, plan))
    assert response.status_code == 302
    assert stored(two) == [None, 1]
    texts = [event.change_text for event in AuditEvent.objects.filter(verb="set_headline")]
    assert any("Thứ tự chỉ tiêu chủ yếu của 01.01" in text for text in texts)
    page = office.get(PAGE).content.decode()
    assert "Thứ tự chỉ tiêu chủ yếu của 01.02" in page


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("1", "1", "Thứ tự 1 được ghi cho 2 chỉ tiêu"),
        ("0", "2", "Thứ tự từ 1 đến 20"),
        ("21", "2", "Thứ tự từ 1 đến 20"),
        ("một", "2", "một"),
    ],
)
def test_what_is_no_order_is_refused_and_nothing_written(
    office: Client, two: list[Indicator], first: str, second: str, told: str
) -> None:
    response = office.post(PAGE, sent({two[0]: first, two[1]: second}, two[0].item.plan))
    assert response.status_code == 422
    assert told in response.content.decode()
    assert stored(two) == [1, 2]


def test_who_comes_second_is_told(office: Client, two: list[Indicator]) -> None:
    data = sent({two[0]: "2", two[1]: "1"}, two[0].item.plan)
    Indicator.objects.filter(pk=two[0].pk).update(headline=5)
    response = office.post(PAGE, data)
    assert response.status_code == 409
    assert stored(two) == [5, 2]


def test_only_the_office_chooses(two: list[Indicator]) -> None:
    plan = two[0].item.plan
    head = user_with_role(Role.HEAD, unit=two[0].item.reporter)
    with pytest.raises(PermissionDenied):
        set_headlines(plan=plan, places={}, by=head, expected=seen_places(stored_places(plan)))
