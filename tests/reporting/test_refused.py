"""Small forms inside other pages: refused, they keep what was typed and say what is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bachdang.accounts.models import User
from plans.models import ExplanationRequest, Item, Period, Plan, Report
from tests.factories.remembered import illustrative_ward
from tests.markup import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward() -> None:
    illustrative_ward()


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


@pytest.mark.usefixtures("ward")
def test_a_return_without_a_reason_asks_for_it() -> None:
    report = Report.objects.get(state="waiting", unit__code="kinhte", counted=False)
    url, body = reverse("take_step", args=[report.pk]), {"step": "send_back", "next": "/viec-cua-toi/"}
    head = signed_in("kinhte.ld")
    refused = head.post(url, body)
    assert refused.status_code == 422
    page = parsed(refused.content.decode())
    assert [one.attrs["href"] for one in page.all("a") if "#id_reason" in one.attrs["href"]] == ["#id_reason"]
    kept = {one.attrs["name"]: one.attrs["value"] for one in page.all("input") if "value" in one.attrs}
    assert {**kept, **body} == kept
    assert head.post(url, {**kept, "reason": "Thiếu nguồn số liệu"}).url == "/viec-cua-toi/"  # type: ignore[attr-defined]
    report.refresh_from_db()
    assert report.return_reason == "Thiếu nguồn số liệu"


@pytest.mark.usefixtures("ward")
def test_a_request_for_explanation_with_a_wrong_day_keeps_its_text() -> None:
    before = ExplanationRequest.objects.count()
    refused = signed_in("thuongtruc").post(
        reverse("ask_explanation", args=["01.01"]), {"text": "Vì sao chậm?", "due": "01/10/2026"}
    )
    assert refused.status_code == 422
    assert "Vì sao chậm?" in refused.content.decode()
    assert "Hạn trả lời không được trước hôm nay." in refused.content.decode()
    assert ExplanationRequest.objects.count() == before


@pytest.mark.usefixtures("ward")
def test_without_htmx_one_row_saves_what_else_was_typed() -> None:
    """The browser sends all rows: the right ones are saved, the wrong ones come back as they were typed."""
    Period.objects.create(
        plan=Plan.objects.get(), year=2026, quarter=4, cutoff=date(2026, 12, 15), due=date(2026, 12, 20),
        opened_at=timezone.now(), opened_by=User.objects.get(username="vanphong"),
    )  # fmt: skip
    client = signed_in("kinhte")
    page = parsed(client.get(reverse("my_work") + "?ky=2026-Q4").content.decode())
    form = next(one for one in page.all("form", css="work-form"))
    body = {
        one.attrs["name"]: one.attrs.get("value", "")
        for one in form.all("input", "textarea")
        if "name" in one.attrs and one.attrs.get("type") != "checkbox"
    }
    code = "02.09"
    right, wrong = (f"i{Item.objects.get(code=one).pk}-estimate_2026q4_value" for one in (code, "01.05"))
    assert {right, wrong} <= body.keys()
    refused = client.post(
        reverse("save_work", args=[code]) + "?ky=2026-Q4", {**body, right: "120,5", wrong: "một trăm"}
    )
    assert refused.status_code == 422
    assert "Đã lưu 1 dòng." in refused.content.decode()
    boxes = {one.attrs.get("name"): one for one in parsed(refused.content.decode()).all("input")}
    assert boxes[wrong].attrs["value"] == "một trăm"
    assert boxes[wrong].attrs["aria-invalid"] == "true"
    assert boxes[right].attrs["value"] == "120,5"
