"""A row of Việc của tôi opened: all that its report says, saved in place; folded, the rest stays as it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import Unit
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import seen_token
from indicators.models import Indicator, Measurement
from plans.models import Item, Report, TaskResult
from projects.models import Disbursement
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    user_with_role,
)
from tests.markup import parsed

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def revenue() -> Indicator:
    indicator: Indicator = IndicatorFactory(
        item__plan=PlanFactory(), item__code="01.01", measure="tỷ đồng", accumulation="year_to_date"
    )
    TargetFactory(indicator=indicator, terms__kind="trend", terms__operator="", terms__value=None)
    PeriodFactory(plan=indicator.item.plan, due=date(2026, 12, 1))
    for quarter, value in ((1, 100), (2, 120)):
        Measurement.objects.create(
            indicator=indicator, year=2026, quarter=quarter, form="official", value=value, counted=True,
            source="x",
        )  # fmt: skip
    return indicator


@pytest.fixture
def unit(revenue: Indicator) -> Unit:
    assert revenue.item.reporter is not None
    return revenue.item.reporter


@pytest.fixture
def officer(client: Client, unit: Unit) -> Client:
    client.force_login(user_with_role(Role.OFFICER, unit=unit))
    return client


def sent(item: Item, seen: str = "", **boxes: str) -> dict[str, str]:
    return {f"i{item.pk}-{name}": text for name, text in {"seen": seen, **boxes}.items()}


def save(client: Client, item: Item, **boxes: str) -> str:
    report = Report.objects.filter(item=item).first()
    data = sent(item, seen_token(report), **boxes)
    response = client.post(reverse("save_work", args=[item.code]), data, headers=HTMX)
    page: str = response.content.decode()
    assert response.status_code == 200, page
    return page


def test_a_sum_since_january_is_typed_kept_and_said(officer: Client, revenue: Indicator) -> None:
    opened = officer.get(reverse("open_work", args=["01.01"])).content.decode()
    assert "lũy kế từ đầu năm</option>" in opened
    page = save(officer, revenue.item, whole="1", span="january", estimate_2026q3_value="350", note="Kho bạc")
    stored = Measurement.objects.get(form="estimate")
    assert (stored.value, stored.typed_value, stored.note) == (130, 350, "Kho bạc")
    assert "Ước cả quý, lũy kế từ đầu năm: 350 tỷ đồng (quý I: 100; quý II: 120; quý III: 130)" in page
    assert 'value="350"' in page
    # Folded, the line shows what was typed and says of which time it speaks.
    line = next(parsed(officer.get("/viec-cua-toi/").content.decode()).all(css="work"))
    assert "từ đầu năm" in line.text
    boxes = {one.attrs["name"]: one.attrs.get("value") for one in line.all("input")}
    assert boxes[f"i{revenue.pk}-span"] == "january"
    assert boxes[f"i{revenue.pk}-estimate_2026q3_value"] == "350"
    save(officer, revenue.item, span="january", estimate_2026q3_value="360")
    stored = Measurement.objects.get(form="estimate")
    assert (stored.value, stored.typed_value, stored.note) == (140, 360, "Kho bạc")


def test_the_history_and_the_item_say_what_was_typed(officer: Client, revenue: Indicator) -> None:
    save(officer, revenue.item, whole="1", span="january", estimate_2026q3_value="350")
    page = officer.get("/viec-cua-toi/01.01/").content.decode()
    assert "Ước cả quý (quý III/2026), gõ lũy kế từ đầu năm" in page


def test_a_line_leaves_reason_note_and_other_figures_alone(officer: Client, revenue: Indicator) -> None:
    save(
        officer, revenue.item, whole="1", estimate_2026q3_value="130", official_2026q2_value="121",
        to_cutoff_2026q3_value="90", note="Kho bạc", no_data_reason="Chờ quyết toán",
    )  # fmt: skip
    save(officer, revenue.item, estimate_2026q3_value="131")
    report = Report.objects.get()
    assert report.no_data_reason == "Chờ quyết toán"
    figures = {(one.quarter, one.form): (one.value, one.note) for one in report.measurements.all()}
    assert figures == {
        (3, "estimate"): (Decimal(131), "Kho bạc"),
        (2, "official"): (Decimal(121), "Kho bạc"),
        (3, "to_cutoff"): (Decimal(90), "Kho bạc"),
    }


def test_how_far_a_task_is_stands_in_its_row(officer: Client, revenue: Indicator, unit: Unit) -> None:
    task = TaskFactory(plan=revenue.item.plan)
    Item.objects.filter(pk=task.pk).update(reporter=unit)
    opened = parsed(officer.get(reverse("open_work", args=[task.code])).content.decode())
    names = {one.attrs.get("name") for tag in ("input", "textarea", "select") for one in opened.all(tag)}
    prefix = f"i{task.pk}"
    assert {f"{prefix}-percent", f"{prefix}-difficulties", f"{prefix}-whole", f"{prefix}-result"} <= names
    save(officer, task, whole="1", result="Đã khảo sát", percent="40", difficulties="Thiếu vốn")
    assert TaskResult.objects.get().percent == 40
    save(officer, task, result="Đã khảo sát 3 chợ")
    report = Report.objects.get(item=task)
    assert (report.result, report.difficulties) == ("Đã khảo sát 3 chợ", "Thiếu vốn")
    assert TaskResult.objects.get().percent == 40


def test_money_and_stage_of_a_project_stand_in_its_row(
    officer: Client, revenue: Indicator, unit: Unit
) -> None:
    project = ProjectFactory(plan=revenue.item.plan, reporter=unit).item
    opened = officer.get(reverse("open_work", args=[project.code])).content.decode()
    assert f'name="i{project.pk}-paid_2026_ward"' in opened
    assert '<option value="trieu" selected' in opened
    assert opened.count(f'name="i{project.pk}-result"') == 1
    page = save(
        officer, project, whole="1", result="Đang thi công", stage="construction", unit="trieu",
        paid_2026_ward="1500", confirmed="on",
    )  # fmt: skip
    assert Disbursement.objects.get().dong == 1_500_000_000
    assert 'value="1500"' in page
    save(officer, project, result="Đang thi công móng")
    assert Disbursement.objects.get().dong == 1_500_000_000


def test_what_is_wrong_below_the_line_stays_and_is_named(
    officer: Client, revenue: Indicator, unit: Unit
) -> None:
    task = TaskFactory(plan=revenue.item.plan)
    Item.objects.filter(pk=task.pk).update(reporter=unit)
    data = sent(task, whole="1", result="Đã khảo sát", percent="140")
    page = officer.post(reverse("save_work", args=[task.code]), data, headers=HTMX)
    assert page.status_code == 422
    assert page.content.decode().count("Tỷ lệ hoàn thành không quá 100%") == 1
    assert 'value="140"' in page.content.decode()
    assert not Report.objects.exists()


def test_only_what_is_ones_own_and_open_can_be_opened(officer: Client, revenue: Indicator) -> None:
    address = reverse("open_work", args=["01.01"])
    assert officer.post(address).status_code == 405
    assert officer.get(reverse("open_work", args=["99.99"])).status_code == 404
    save(officer, revenue.item, estimate_2026q3_value="130")
    Report.objects.update(state="waiting")
    assert officer.get(address).status_code == 404


def test_a_page_sent_as_it_was_drawn_changes_nothing(officer: Client, revenue: Indicator) -> None:
    """A line does not carry the span of its boxes; that alone is no change."""
    line = sent(revenue.item, estimate_2026q3_value="")
    page = officer.post("/viec-cua-toi/", line, follow=True).content.decode()
    assert "Không có gì thay đổi." in page
    assert not Report.objects.exists()
