"""A quarter just opened is announced and empties no screen; the work of a round is done in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from bachdang.accounts.models import User
from bachdang.reporting.flow.periods import open_period
from bachdang.scope.scopes import newest_period, shown_period
from plans.models import Period, Plan

pytestmark = pytest.mark.django_db


def opened(office: Client) -> Period:
    """QIV/2026 of the illustrative ward, in which nobody has reported yet."""
    plan = Plan.objects.get()
    return open_period(
        plan=plan, year=2026, quarter=4, by=User.objects.get(username="vanphong"),
        cutoff=date(2026, 12, 14), due=date(2026, 12, 15),
    )  # fmt: skip


def red(client: Client, query: str = "") -> int:
    return len(client.get(f"/{query}").context["page"].red_targets)


def test_opening_a_quarter_leaves_the_red_targets_on_the_first_screen(office: Client) -> None:
    before = red(office)
    assert before >= 25
    period = opened(office)
    text = office.get("/").content.decode()
    assert red(office) == before
    assert f"{period.label} đã mở, hạn gửi 15/12/2026: các đơn vị đã gửi 0 trong " in text
    assert 'href="/?ky=2026-Q4"' in text


def test_every_page_with_a_default_stays_on_the_quarter_that_has_figures(office: Client) -> None:
    opened(office)
    for address in ("/", "/chi-tieu/", "/nhiem-vu/", "/du-an/", "/don-vi/", "/chi-tieu/02.04/", "/6-ro/",
                    "/phai-bao-cao/", "/bao-cao/"):  # fmt: skip
        assert office.get(address).context["scope"].period.quarter == 3, address


def test_the_work_of_a_round_is_done_in_the_open_one(office: Client, client: Client) -> None:
    opened(office)
    assert office.get("/ky-bao-cao/").context["scope"].period.quarter == 4
    client.force_login(User.objects.get(username="kinhte"))
    for address in ("/viec-cua-toi/", "/bieu-mau/", "/viec-cua-toi/02.03/"):
        assert client.get(address).context["scope"].period.quarter == 4, address
    page = client.get("/chi-tieu/02.03/")
    assert page.context["scope"].period.quarter == 3
    assert "Nhập số liệu quý IV/2026" in page.content.decode()


def test_the_quarter_in_the_address_is_the_one_looked_at_and_worked_in(office: Client) -> None:
    opened(office)
    scope = office.get("/?ky=2026-Q4").context["scope"]
    assert (scope.period.quarter, scope.round.quarter, scope.announced) == (4, 4, None)
    scope = office.get("/?ky=2026-Q2").context["scope"]
    assert (scope.period.quarter, scope.round.quarter, scope.announced.quarter) == (2, 2, 4)


@pytest.mark.parametrize(
    ("accepted", "shown"),
    [((), None), ((0,), 0), ((0, 0), 0), ((0, 4), 1), ((1, 4), 1), ((2, 4), 0), ((0, 0, 3), 2), ((1, 0), 0)],
)
def test_the_newest_with_half_of_what_the_round_before_had(
    accepted: tuple[int, ...], shown: int | None
) -> None:
    """`accepted`: how many figures each open round of 2026 has, the newest round first."""
    quarters = range(len(accepted), 0, -1)
    periods = [Period(pk=quarter, year=2026, quarter=quarter) for quarter in quarters]
    found = {one.pk: number for one, number in zip(periods, accepted, strict=True) if number}
    newest = newest_period(periods, date(2026, 12, 31))
    assert shown_period(periods, newest, found) is (None if shown is None else periods[shown])


def test_a_locked_round_is_shown_whatever_came() -> None:
    periods = [Period(year=2026, quarter=4, locked_at=datetime(2026, 12, 20, tzinfo=UTC)), Period(quarter=3)]
    assert shown_period(periods, periods[0], {}) is periods[0]
