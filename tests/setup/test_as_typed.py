"""What a cell says is read as the page reads it: the same workbook then changes nothing more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.accounts.roles import Role
from indicators.models import Baseline, PlanFigure
from plans.models import Plan
from tests.factories import IndicatorFactory, TargetFactory
from tests.setup.books import confirmed, faults, handed_out, put, signed_in, small_ward, upload

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {"Tại_ngày": "31/12/2025", "Nguồn": "BC"}


@pytest.fixture
def plan() -> Plan:
    found = small_ward()
    TargetFactory(indicator=IndicatorFactory(item__plan=found, item__code="02.12", measure="người"))
    return found


@pytest.fixture
def office(plan: Plan) -> Client:
    return signed_in(plan, Role.OFFICE)


def written(client: Client, *cells: tuple[str, str, dict[str, Any]]) -> None:
    """Everything is taken, and the same workbook says nothing new afterwards."""
    book = handed_out(client)
    for sheet, key, values in cells:
        put(book, sheet, key, **values)
    seen = upload(client, book)
    assert faults(seen) == []
    assert confirmed(client, seen).status_code in (200, 302)
    events = AuditEvent.objects.count()
    assert "Không có thay đổi" in upload(client, book).content.decode()
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("typed", ["40.123", "40.123 người", "40 123", 40123, "40123,0"])
def test_counts_take_dots_between_thousands(office: Client, typed: object) -> None:
    written(office, ("Số gốc", "02.12", {"Số_gốc": typed, **SAID}))
    assert Baseline.objects.get().value == 40123


@pytest.mark.parametrize("typed", ["1.900", "1.900 người", 1900])
def test_planned_counts_too(office: Client, typed: object) -> None:
    written(office, ("Kế hoạch năm", "02.12", {"Năm_2026": typed}))
    assert PlanFigure.objects.get().value == 1900


@pytest.mark.parametrize("typed", ["2.400", "2 400", 2400])
@pytest.mark.parametrize("column", ["Tử_số", "Mẫu_số"])
def test_parts_that_count_too(office: Client, plan: Plan, typed: object, column: str) -> None:
    rate = {"denominator_accumulation": "stock", "numerator_name": "Số hộ đạt (hộ)", "scale": 100}
    more = {"denominator_name": "Tổng số hộ (hộ)", "part_of_whole": True}
    one = IndicatorFactory(item__plan=plan, item__code="05.02", **rate, **more)
    TargetFactory(indicator=one)
    written(office, ("Số gốc", "05.02", {"Tử_số": 2400, "Mẫu_số": 2400, **SAID, column: typed}))
    assert Baseline.objects.get().denominator == 2400


@pytest.mark.parametrize(
    "typed", ["31/12/2025", "31-12-2025", "31.12.2025", "2025-12-31", date(2025, 12, 31), "31/12/2025 "]
)
def test_days_as_the_page_takes_them(office: Client, typed: object) -> None:
    written(office, ("Số gốc", "01.01", {"Số_gốc": 5, "Tại_ngày": typed, "Nguồn": "BC"}))
    assert Baseline.objects.get().on == date(2025, 12, 31)


@pytest.mark.parametrize(
    "typed", ["officer", "OFFICER", str(Role.OFFICER.label), str(Role.OFFICER.label).upper()]
)
def test_a_role_by_its_name_or_its_key(plan: Plan, typed: str) -> None:
    administrator = signed_in(plan, Role.ADMINISTRATOR)
    cells = {"Họ_và_tên": "Lê Văn Nam", "Đơn_vị": "kinhte", "Vai_trò": typed}
    written(administrator, ("Người dùng", "namlv", cells))
    assert [one.name for one in User.objects.get(username="namlv").groups.all()] == ["officer"]


def test_a_telephone_has_digits(plan: Plan) -> None:
    administrator = signed_in(plan, Role.ADMINISTRATOR)
    book = handed_out(administrator)
    put(book, "Người dùng", "kinhte", Điện_thoại="không có")
    new = {"Họ_và_tên": "Lê Văn Nam", "Đơn_vị": "kinhte", "Vai_trò": "officer", "Điện_thoại": "không có"}
    put(book, "Người dùng", "namlv", **new)
    said = faults(upload(administrator, book))
    assert [one.count("“không có” không phải số điện thoại") for one in said] == [1, 1]


def with_baseline(office: Client) -> None:
    book = handed_out(office)
    put(book, "Số gốc", "05.01", Tử_số=1728, Mẫu_số=2400, **SAID)
    assert confirmed(office, upload(office, book)).status_code == 302


@pytest.mark.parametrize("typed", ["1788/2400", "1788 trên 2400", "1788/2500"])
def test_a_fraction_in_one_cell_takes_the_place_of_what_stands(office: Client, typed: str) -> None:
    with_baseline(office)
    written(office, ("Số gốc", "05.01", {"Số_gốc": typed, "Lý_do_sửa": "Rà soát"}))
    assert Baseline.objects.get().numerator == 1788


def test_a_fraction_over_what_somebody_changed_meanwhile_is_still_named(office: Client) -> None:
    with_baseline(office)
    book = handed_out(office)
    written(office, ("Số gốc", "05.01", {"Tử_số": 1700, "Lý_do_sửa": "Rà soát"}))
    put(book, "Số gốc", "05.01", Số_gốc="1788/2400", Lý_do_sửa="Rà soát")
    assert "Có người đã sửa ô này sau khi tải sổ" in " ".join(faults(upload(office, book)))


NAMESAKES = {
    "the short name of another": {"Tên_đơn_vị": "phòng ktht&đt"},
    "the short name of another as its own": {"Tên_đơn_vị": "Phòng mới", "Tên_gọn": "PHÒNG KTHT&ĐT"},
    "the name of another as its short name": {"Tên_đơn_vị": "Phòng mới", "Tên_gọn": "phòng kinh tế"},
    "the code of another": {"Tên_đơn_vị": "Kinhte"},
    "a spelling of the document": {"Tên_đơn_vị": "Phòng Kinh tế - Hạ tầng"},
}


@pytest.mark.parametrize("cells", NAMESAKES.values(), ids=NAMESAKES)
def test_a_new_unit_bears_no_name_of_another(office: Client, cells: dict[str, Any]) -> None:
    Unit.objects.filter(code="kinhte").update(short="Phòng KTHT&ĐT", aliases=["Phòng Kinh tế - Hạ tầng"])
    book = handed_out(office)
    put(book, "Đơn vị", "moi", **cells, Loại="Khác")
    said = " ".join(faults(upload(office, book)))
    assert "đã có ở đơn vị mã kinhte (Phòng Kinh tế)" in said.replace("Tên này", "tên này")
