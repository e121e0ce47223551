"""The units of measure of a plan: listed, added, named anew everywhere, retired; what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.roles import Role
from bachdang.planfile.load import load_plan
from bachdang.upkeep.verify import verify_data
from indicators.models import Indicator, MeasureUnit
from indicators.terms.measure_units import known_as, offered
from plans.models import Plan
from tests.factories import IndicatorFactory, PlanFactory, UnitFactory, user_with_role
from tests.factories.remembered import PLAN_FILE, plan_of_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    made: Plan = PlanFactory()
    for place, measure in enumerate(
        ("tỷ đồng", "tỷ đồng", "hộ", "%", "định tính", "nghìn kWh", "dn/1.000 dân")
    ):
        IndicatorFactory(item__plan=made, item__code=f"01.{place:02}", measure=measure)
    return made


@pytest.fixture
def office(client: Client, plan: Plan) -> Client:
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(code="vp", locality=plan.locality)))
    return client


def save(client: Client, old: str, **typed: str) -> Any:
    url = reverse("measure_unit", args=[MeasureUnit.objects.get(name=old).pk])
    seen = client.get(url).context["form"].initial["seen"]
    return client.post(url, {"name": old, "seen": seen} | typed)


def names() -> list[str]:
    return sorted(MeasureUnit.objects.values_list("name", flat=True))


def test_the_list_says_how_many_use_each_in_a_fixed_number_of_queries(office: Client, plan: Plan) -> None:
    url = reverse("measure_units")
    office.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page = office.get(url)
    used = {row.record.name: row.record.used for row in page.context["table"].rows}
    assert used == {
        "tỷ đồng": 2, "hộ": 1, "%": 1, "định tính": 1, "nghìn kWh": 1, "dn/1.000 dân": 1,
    }  # fmt: skip
    for place in range(20):
        IndicatorFactory(item__plan=plan, item__code=f"02.{place:02}", measure=f"loại {place}")
    with CaptureQueriesContext(connection) as many:
        office.get(url)
    assert len(many) == len(few)
    assert office.get(url, {"state": "chua-dung"}).context["count"] == 0
    assert office.get(url, {"q": "ty dong"}).context["count"] == 1


def test_a_new_name_stands_in_every_indicator_and_in_the_history(office: Client, plan: Plan) -> None:
    assert save(office, "tỷ đồng", name="tỉ đồng").status_code == 302
    assert Indicator.objects.filter(measure="tỉ đồng").count() == 2
    assert "tỉ đồng" in office.get(reverse("indicator_detail", args=["01.00"])).content.decode()
    event = AuditEvent.objects.get(verb="change")
    assert event.changes == {"Đơn vị tính": ["tỷ đồng", "tỉ đồng"], "Số chỉ tiêu mang tên mới": [None, "2"]}
    page = office.get(reverse("measure_unit", args=[MeasureUnit.objects.get(name="tỉ đồng").pk]))
    assert "tỷ đồng → tỉ đồng" in page.content.decode()
    assert verify_data()["Đơn vị tính của chỉ tiêu có trong danh mục của kế hoạch"] == []
    assert save(office, "tỉ đồng").status_code == 302
    assert AuditEvent.objects.filter(verb="change").count() == 1, "nothing new, nothing written"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tỷ đồng", "triệu đồng", "khác độ lớn"),
        ("nghìn kWh", "kWh", "khác độ lớn"),
        ("nghìn kWh", "nghìn MWh", "khác độ lớn"),
        ("dn/1.000 dân", "dn/10.000 dân", "khác độ lớn"),
        ("hộ", "% hộ", "khác độ lớn"),
        ("hộ", "TỶ ĐỒNG", "Đã có đơn vị tính “tỷ đồng”"),
        ("hộ", "định tính", "không phải đơn vị tính"),
        ("hộ", "trạng thái (1 = có, 0 = không)", "không phải đơn vị tính"),
        ("hộ", "   ", "Đơn vị tính"),
        ("hộ", "h" * 61, "60"),
    ],
)
def test_what_would_change_figures_or_is_taken_is_refused(
    office: Client, plan: Plan, old: str, new: str, said: str
) -> None:
    answer = save(office, old, name=new)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Indicator.objects.filter(measure=old).exists()
    assert not AuditEvent.objects.exists()


def test_the_words_that_the_arithmetic_reads_are_left_alone(office: Client, plan: Plan) -> None:
    for name in ("%", "định tính"):
        page = office.get(reverse("measure_unit", args=[MeasureUnit.objects.get(name=name).pk]))
        assert "không đổi tên" in page.content.decode()
        save(office, name, name="khác", retired="on")
        assert MeasureUnit.objects.get(name=name).retired is False


def test_one_is_added_once_and_may_be_anything_while_nobody_uses_it(office: Client, plan: Plan) -> None:
    url = reverse("add_measure_unit")
    assert office.post(url, {"name": "  lượt   khách "}).status_code == 302
    assert office.post(url, {"name": "Lượt khách"}).status_code == 422
    assert "lượt khách" in names()
    assert save(office, "lượt khách", name="nghìn lượt khách").status_code == 302
    assert "nghìn lượt khách" in offered(plan)
    assert not {"định tính", "lượt khách"} & set(offered(plan))


def test_a_retired_one_stays_where_it_is_and_is_given_to_no_new_one(office: Client, plan: Plan) -> None:
    assert save(office, "hộ", retired="on").status_code == 302
    assert Indicator.objects.filter(measure="hộ").exists()
    assert "hộ" not in offered(plan)
    with pytest.raises(ValidationError, match="đã ngừng dùng"):
        known_as(plan, "Hộ")
    assert known_as(plan, "TỶ đồng") == "tỷ đồng"
    assert known_as(plan, "lượt khách") == "lượt khách"
    assert save(office, "hộ").status_code == 302
    assert "hộ" in offered(plan)


def test_another_plan_has_its_own(office: Client, plan: Plan) -> None:
    other = PlanFactory(code="KH-2", locality=plan.locality, starts=plan.starts.replace(year=2020))
    IndicatorFactory(item__plan=other, item__code="01.01", measure="tỷ đồng")
    theirs = MeasureUnit.objects.get(plan=other)
    MeasureUnit.objects.get(plan=plan, name="tỷ đồng")
    own = reverse("measure_unit", args=[theirs.pk])
    assert office.get(f"{own}?ke-hoach={plan.code}").status_code == 404
    seen = office.get(f"{own}?ke-hoach=KH-2").context["form"].initial["seen"]
    assert office.post(f"{own}?ke-hoach=KH-2", {"name": "tỉ đồng", "seen": seen}).status_code == 302
    assert Indicator.objects.filter(item__plan=plan, measure="tỷ đồng").count() == 2


def test_the_plan_of_record_brings_its_units_and_keeps_a_new_name_when_loaded_again(client: Client) -> None:
    plan = plan_of_record()
    used = set(Indicator.objects.values_list("measure", flat=True))
    assert set(names()) == used
    office = user_with_role(Role.OFFICE, unit=plan.locality.units.order_by("pk").first())
    client.force_login(office)
    assert save(client, "cm", name="centimét").status_code == 422, "another length, for all the house knows"
    assert save(client, "tổ dân phố", name="tổ dân phố, khu phố").status_code == 302
    load_plan(PLAN_FILE)
    assert Indicator.objects.filter(measure="tổ dân phố, khu phố").count() == 1
    assert not any(verify_data().values())
