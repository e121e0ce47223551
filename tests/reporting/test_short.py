"""What reports say in a line: for the head, for the office, and after saving."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import advance, save_report
from bachdang.reporting.flow.content import Content
from bachdang.reporting.flow.short import echo, row_echo, short_texts
from bachdang.reporting.flow.task_part import TaskPart
from indicators.entry import NewFigure
from indicators.models import Indicator
from indicators.rules import Form
from plans.flow import Step
from plans.models import Item, Period, Report
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)
from tests.factories.flow import drafted

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 1)


@pytest.fixture
def rate() -> Indicator:
    plan = PlanFactory()
    rate: Indicator = IndicatorFactory(
        item__plan=plan,
        item__code="03.02",
        measure="%",
        numerator_name="số đạt",
        denominator_name="tổng số",
        denominator_accumulation="stock",
        scale=Decimal(100),
    )
    TargetFactory(indicator=rate)
    PeriodFactory(plan=plan, due=DUE)
    return rate


def figure(done: int, of: int) -> NewFigure:
    return NewFigure(2026, 3, Form.ESTIMATE, numerator=Decimal(done), denominator=Decimal(of))


def reported(rate: Indicator) -> Report:
    officer = user_with_role(Role.OFFICER, unit=rate.item.reporter)
    report = drafted(rate, Period.objects.get(), [figure(1150, 1200)], officer)
    return advance(report=report, step=Step.SUBMIT, by=officer, today=DUE)


def worded(unit: object, item: Item, part: TaskPart, result: str) -> Report:
    return save_report(
        item=item,
        period=Period.objects.get(),
        content=Content(part=part, result=result),
        by=user_with_role(Role.OFFICER, unit=unit),
        seen="",
        today=DUE,
    )


def test_a_report_is_a_line(rate: Indicator) -> None:
    task = TaskFactory(plan=rate.item.plan, code="PL1.I.1")
    other = worded(task.reporter, task, TaskPart(percent=45), result="Đã rà soát\n3 trường hợp.")
    found = [reported(rate), other]
    texts = short_texts(found)
    assert texts[found[0].pk] == "Ước cả quý (quý III/2026): 1.150/1.200 = 95,83%"
    assert texts[other.pk] == "45%; Đã rà soát 3 trường hợp."
    with CaptureQueriesContext(connection) as queries:
        short_texts(found)
    assert len(queries) == 2


def test_the_head_reads_what_waits_before_approving(rate: Indicator, client: Client) -> None:
    reported(rate)
    client.force_login(user_with_role(Role.HEAD, unit=rate.item.reporter))
    page = client.get("/viec-cua-toi/duyet/").content.decode()
    assert "1.150/1.200 = 95,83%" in page.split('class="review__row')[1]


def test_the_office_reads_what_waits_and_is_told_what_it_did(rate: Indicator, client: Client) -> None:
    head = user_with_role(Role.HEAD, unit=rate.item.reporter)
    report = advance(report=reported(rate), step=Step.APPROVE, by=head, today=DUE)
    office = UnitFactory(locality=rate.item.plan.locality, code="vanphong")
    client.force_login(user_with_role(Role.OFFICE, unit=office))
    assert "1.150/1.200 = 95,83%" in client.get("/ky-bao-cao/2026-Q3/").content.decode()
    page = client.post(f"/buoc/{report.pk}/", {"step": "accept"}, follow=True).content.decode()
    assert f"Đã tiếp nhận báo cáo 03.02 của {rate.item.reporter}." in page
    assert '<a href="/ky-bao-cao/2026-Q3/">Quý III/2026</a>' in page


def test_a_saved_row_is_echoed_with_its_unit(rate: Indicator, client: Client) -> None:
    client.force_login(user_with_role(Role.OFFICER, unit=rate.item.reporter))
    prefix = f"i{rate.pk}"
    data = {
        f"{prefix}-seen": "",
        f"{prefix}-estimate_2026q3_numerator": "1150",
        f"{prefix}-estimate_2026q3_denominator": "1200",
    }
    part = client.post("/viec-cua-toi/03.02/luu/", data, headers={"HX-Request": "true"})
    assert "Đã lưu 03.02: 1.150/1.200 = 95,83%." in part.content.decode()


def test_an_echo_ends_its_sentences_once() -> None:
    said = {"Kết quả thực hiện": "Đã rà soát 3 trường hợp.", "Tỷ lệ hoàn thành": "45%", "Nguyên nhân": ""}
    assert echo(said) == "Kết quả thực hiện: Đã rà soát 3 trường hợp; Tỷ lệ hoàn thành: 45%."
    assert row_echo("B.I.1", {"Kết quả thực hiện": "Đã họp."}) == "Đã lưu B.I.1: Đã họp."


def test_a_returned_report_is_called_the_same_everywhere_on_its_page(rate: Indicator, client: Client) -> None:
    head = user_with_role(Role.HEAD, unit=rate.item.reporter)
    advance(report=reported(rate), step=Step.SEND_BACK, by=head, today=DUE, reason="Xem lại")
    client.force_login(head)
    page = client.get("/viec-cua-toi/03.02/").content.decode()
    assert "Lần 1: Bị trả lại" in page
    assert "Lần 1: Nháp" not in page
