"""What a reader of a list finds without opening a row: what is needed, what came last, who was asked."""

from __future__ import annotations

from html import escape

import pytest
from django.test import Client

from bachdang.accounts.models import User
from plans.models import ExplanationRequest
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client: Client) -> Client:
    illustrative_ward()
    client.force_login(User.objects.get(username="thuongtruc"))
    return client


def test_a_target_says_what_is_needed_by_now(leader: Client) -> None:
    page = leader.get("/chi-tieu/?q=03.05").content.decode()
    assert "Cần đạt" in page
    assert "60,97%" in page


def test_a_task_says_who_reports_it_what_came_last_and_how_far_it_is(leader: Client) -> None:
    rows = {row.item.code: row for row in leader.get("/nhiem-vu/").context["table"].data}
    row = rows["PL1.I.1"]
    assert row.told is not None
    assert row.told.result
    assert row.told.percent is not None
    page = leader.get("/nhiem-vu/?q=thuong mai").content.decode()
    assert f"{row.told.percent}%" in page
    assert escape(str(row.item.reporter)) in page


def test_beside_what_is_red_stands_the_request_and_that_it_was_made(leader: Client) -> None:
    ExplanationRequest.objects.all().delete()
    assert 'href="/giai-trinh/moi/03.05/"' in leader.get("/chi-tieu/?q=03.05").content.decode()
    leader.post("/giai-trinh/moi/03.05/", {"text": "Vì sao?", "due": "20/10/2026"})
    page = leader.get("/chi-tieu/?q=03.05").content.decode()
    assert "Đã yêu cầu giải trình" in page
    assert "Yêu cầu giải trình</span>" not in page


def test_what_is_chosen_is_counted_on_the_fold(leader: Client) -> None:
    page = leader.get("/chi-tieu/?status=slow&grey=cho-het-nam").content.decode()
    assert '<span class="filter-bar__chosen"> (2)</span>' in page, "both of the folded conditions"
    assert '<span class="filter-bar__chosen"> (1)</span>' in page, "the rarer of them"
