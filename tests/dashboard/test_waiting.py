"""What waits on Tổng quan: reports on their way, proposals, explanation requests; each opens its list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bachdang.accounts.models import User
from bachdang.dashboard.overview import Narrow, Overview
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from plans.models import ExplanationRequest, Item, Period, Proposal, Report
from tests.dashboard.test_overview import listed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)


def page(narrow: Narrow | None = None) -> Overview:
    period = Period.objects.select_related("plan").get(quarter=3)
    return Overview(QuarterBook(Scope(period.plan, period, [period], today=TODAY)), narrow)


def test_reports_on_their_way_are_counted_by_step(office: Client) -> None:
    assert [(state, number) for state, _, number in page().on_the_way] == [
        ("missing", 14),
        ("returned", 2),
        ("draft", 2),
        ("waiting", 2),
        ("sent", 2),
        ("unassigned", 13),
    ]
    waiting = Report.objects.filter(state="waiting")
    now = timezone.now()
    waiting.update(state="sent", sent_at=now, sent_by=User.objects.first(), first_sent_on=now.date())
    assert [number for _, _, number in page().on_the_way] == [14, 2, 2, 4, 13]
    for state, _, number in page().on_the_way:
        assert listed(office, f"/phai-bao-cao/?state={state}") == number


def test_open_proposals_open_their_list_and_leave_it_when_decided(office: Client) -> None:
    before = page().open_proposals[0]
    assert before == listed(office, "/kien-nghi/?state=cho") > 0
    first = page().open_proposals[1][0]
    office.post(f"/kien-nghi/{first.pk}/", {"decision": "Bố trí trong quý IV"})
    assert Proposal.objects.get(pk=first.pk).decided_by is not None
    assert page().open_proposals[0] == before - 1 == listed(office, "/kien-nghi/?state=cho")


def _programme(item: Item) -> str:
    return str(item.parent.code if item.parent else item.code)


def test_open_proposals_are_those_of_the_part_that_is_shown(office: Client) -> None:
    """By the programme or what stands under it, and by the unit that wrote them; three are named."""
    whole, first = page().open_proposals
    waiting = Proposal.objects.open().exclude(report__item__kind="project")  # those stand under no programme
    waiting = waiting.select_related("report__item__parent", "report__unit")
    parts = {(_programme(one.report.item), one.report.unit.code) for one in waiting}
    assert whole > len(first) == 3
    for programme, unit in parts:
        for narrow in (Narrow(programme=programme), Narrow(unit=unit), Narrow(programme, unit)):
            number, named = page(narrow).open_proposals
            address = "&".join(f"{name}={code}" for name, code in narrow.filters.items())
            assert number == listed(office, f"/kien-nghi/?state=cho&{address}") > 0
            assert len(named) == min(number, 3)
    assert page(Narrow(programme="không có")).open_proposals == (0, [])


def test_an_unanswered_request_is_overdue_after_its_day_and_first(office: Client) -> None:
    assert [one.state for one in page().open_threads] == ["cho-tra-loi"]
    late = ExplanationRequest.objects.get()
    ExplanationRequest.objects.create(
        item=late.item, text="Sau", due=TODAY + timedelta(days=1), asked_by=late.asked_by
    )
    ExplanationRequest.objects.filter(pk=late.pk).update(due=TODAY - timedelta(days=2))
    found = [(one.request.pk == late.pk, one.days_overdue) for one in page().open_threads]
    assert found == [(True, 2), (False, 0)]
    text = office.get("/").content.decode()
    assert "quá hạn 2 ngày" in text
    assert listed(office, "/giai-trinh/?state=qua-han") == page().overdue_threads == 1


def test_without_anything_open_it_says_so(office: Client) -> None:
    ExplanationRequest.objects.all().delete()
    Proposal.objects.all().delete()
    assert "Không có kiến nghị hay yêu cầu giải trình nào đang mở." in office.get("/").content.decode()
