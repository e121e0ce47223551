"""What was accepted is corrected by an act of its own, with a reason; a draft saved over it does nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from bachdang.accounts.models import AuditEvent
from bachdang.reporting.flow.actions import WrongStep, current_report, save_report, seen_token
from bachdang.reporting.flow.content import Content, FigurePart
from bachdang.reporting.flow.correcting import correct_report
from plans.models import Period, Report
from tests.reporting.test_flow import IN_TIME, Ward, estimate

pytestmark = pytest.mark.django_db
FORM = "/viec-cua-toi/01.01/"


@pytest.fixture
def ward() -> Ward:
    made = Ward()
    Period.objects.update(due="2099-01-01")
    made.period.refresh_from_db()
    made.accepted(estimate("13"))
    return made


def save(ward: Ward, value: str) -> Report:
    item, part = ward.indicator.item, FigurePart((estimate(value),), frozenset({(2026, 3, "estimate")}))
    return save_report(
        item=item, period=ward.period, content=Content(part=part), by=ward.officer,
        seen=seen_token(current_report(item, ward.period)), today=IN_TIME,
    )  # fmt: skip


def test_saving_over_what_was_accepted_is_refused_and_saving_the_same_changes_nothing(ward: Ward) -> None:
    with pytest.raises(WrongStep, match="Sửa số đã tiếp nhận"):
        save(ward, "14")
    assert save(ward, "13").counted
    assert Report.objects.count() == 1


def test_a_correction_is_begun_with_its_reason(ward: Ward, client: Client) -> None:
    client.force_login(ward.officer)
    page = client.get(FORM).content.decode()
    assert "Sửa số đã tiếp nhận" in page
    assert "Lưu nháp" not in page
    assert client.post(f"{FORM}sua/", {"reason": " "}).status_code == 422
    page = client.post(f"{FORM}sua/", {"reason": "Cơ quan thuế đính chính"}, follow=True).content.decode()
    assert "Lưu nháp" in page
    draft = Report.objects.get(revision=2)
    assert (draft.correction_reason, draft.state) == ("Cơ quan thuế đính chính", "draft")
    assert Report.objects.get(counted=True).revision == 1
    assert AuditEvent.objects.get(verb="correct_report").reason == "Cơ quan thuế đính chính"
    again = client.post(f"{FORM}sua/", {"reason": "x"}, follow=True)
    assert "đang có bản sửa" in again.content.decode()
    assert save(ward, "14").revision == 2


def test_who_may_not_and_when_not(ward: Ward) -> None:
    given: dict[str, Any] = {"item": ward.indicator.item, "period": ward.period, "today": IN_TIME}
    with pytest.raises(PermissionDenied):
        correct_report(**given, reason="x", by=ward.office)
    with pytest.raises(ValidationError, match="lý do"):
        correct_report(**given, reason=" ", by=ward.officer)
    ward.lock()
    with pytest.raises(ValidationError, match="đã chốt"):
        correct_report(**given, reason="x", by=ward.officer)
