"""A whole round taken back: an empty one withdrawn, a locked one opened again; which round is the default."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.roles import Role
from bachdang.errors import Overtaken
from bachdang.quarter.snapshots import latest_snapshot
from bachdang.reporting.flow.periods import lock_period, open_period
from bachdang.reporting.flow.undoing import reopen_period, withdraw_period
from bachdang.scope.scopes import newest_period
from indicators.keeping import restate, stale_standings
from indicators.models import Measurement, TargetStanding
from plans.models import Notice, Period, Report, Snapshot
from tests.factories import user_with_role
from tests.reporting.test_flow import Ward, estimate

pytestmark = pytest.mark.django_db
FAR = "/ky-bao-cao/2030-Q4/"


@pytest.fixture
def ward() -> Ward:
    return Ward()


def far(ward: Ward) -> Period:
    return open_period(plan=ward.plan, year=2030, quarter=4, by=ward.office)


def test_an_empty_round_is_withdrawn_and_leaves_nothing_behind(ward: Ward, client: Client) -> None:
    ward.accepted(estimate("13"))
    far(ward)
    assert TargetStanding.objects.filter(year=2030).exists()
    client.force_login(ward.office)
    assert "Hủy mở kỳ" in client.get(FAR).content.decode()
    assert "sẽ trở lại chưa mở" in client.get(f"{FAR}huy-mo/").content.decode()
    page = client.post(f"{FAR}huy-mo/", follow=True).content.decode()
    assert "Đã hủy mở quý IV/2030." in page
    assert client.get(FAR).status_code == 404
    assert not TargetStanding.objects.filter(year=2030).exists()
    assert not [*stale_standings(ward.plan)]
    assert AuditEvent.objects.filter(verb="withdraw_period").exists()
    assert far(ward).opened_at is not None, "it may be opened again"


def test_a_round_with_reports_or_a_lock_is_not_withdrawn(ward: Ward, client: Client) -> None:
    ward.save(estimate("5"))
    with pytest.raises(Overtaken, match="đã có 1 báo cáo"):
        withdraw_period(period=ward.period, by=ward.office)
    client.force_login(ward.office)
    assert "đã có 1 báo cáo" in client.post("/ky-bao-cao/2026-Q3/huy-mo/", follow=True).content.decode()
    Measurement.objects.all().delete()
    Report.objects.all().delete()
    ward.lock()
    with pytest.raises(Overtaken, match="đã chốt"):
        withdraw_period(period=ward.period, by=ward.office)


def test_a_locked_round_is_opened_again_as_a_whole(ward: Ward, client: Client) -> None:
    ward.accepted(estimate("13"))
    restate(ward.plan)
    ward.lock()
    first = Snapshot.objects.get()
    client.force_login(ward.office)
    address = "/ky-bao-cao/2026-Q3/mo-lai/"
    assert "chốt lần nữa thì có bản 2" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Chốt nhầm ngày"})
    period = Period.objects.get()
    assert (period.locked_at, period.as_of, latest_snapshot(period)) == (None, None, None)
    assert AuditEvent.objects.get(verb="reopen_period").reason == "Chốt nhầm ngày"
    assert Notice.objects.filter(user=ward.officer, text__contains="Chốt nhầm ngày").exists()
    assert not [*stale_standings(ward.plan)]
    lock_period(period=period, by=ward.office, today=date(2026, 10, 9))
    assert list(Snapshot.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert Snapshot.objects.get(version=1).fingerprint == first.fingerprint


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_only_the_office_takes_a_round_back(ward: Ward, role: Role) -> None:
    by = user_with_role(role, unit=ward.unit)
    with pytest.raises(PermissionDenied):
        withdraw_period(period=ward.period, by=by)
    with pytest.raises(PermissionDenied):
        reopen_period(period=ward.period, reason="x", by=by)


@pytest.mark.parametrize("year", [26, 2025, 2031, 9999])
def test_a_round_outside_the_plan_is_refused_in_words(ward: Ward, client: Client, year: int) -> None:
    client.force_login(ward.office)
    response = client.post("/ky-bao-cao/", {"year": str(year), "quarter": "4"})
    assert response.status_code == 422
    assert f"Năm {year} nằm ngoài kế hoạch" in response.content.decode()


def test_a_round_of_a_quarter_to_come_is_nobodys_default() -> None:
    rounds = [Period(year=2030, quarter=4), Period(year=2026, quarter=4), Period(year=2026, quarter=3)]
    for day, expected in ((date(2026, 10, 1), 1), (date(2026, 9, 30), 2), (date(2031, 1, 1), 0)):
        assert newest_period(rounds, day) is rounds[expected]
    assert newest_period(rounds, date(2026, 1, 1)) is rounds[0]
    assert newest_period([], date(2026, 1, 1)) is None
