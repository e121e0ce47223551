"""Which figures count things: people come whole, money does not."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from indicators.counting import counted_parts, measure_counts, part_counts
from indicators.terms.adding import NewIndicator
from plans.models import Item
from tests.factories.plan import IndicatorFactory


@pytest.mark.parametrize(
    ("measure", "counts"),
    [
        *((one, True) for one in ("người", "doanh nghiệp", "trường", "vụ", "vụ việc", "hồ sơ", "hộ")),
        *((one, True) for one in ("dự án", "phòng", "trường hợp", "Hộ nghèo", "tổ dân phố", "số lượt khách")),
        *((one, False) for one in ("%", "‰", "tỷ đồng", "ha", "km", "nghìn kWh", "tuổi", "năm", "điểm")),
        *((one, False) for one in ("cm", "hạng", "doanh nghiệp/1.000 dân", "nghìn người", "định tính")),
        ("trạng thái (1 = có, 0 = không)", False),
    ],
)
def test_a_unit_of_measure_says_whether_it_counts(measure: str, counts: bool) -> None:
    assert measure_counts(measure) is counts


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("Số trường đạt chuẩn quốc gia", True),
        ("Tổng số cơ quan, đơn vị trên địa bàn", True),
        ("Dân số (người)", True),
        ("Hồ sơ giải quyết đúng hạn", True),
        ("Số vốn giải ngân trong quý (tỷ đồng)", False),
        ("Số thu từ đất", False),
        ("Số điểm nóng", True),
        ("Tổng số điểm", False),
        ("Khối lượng phát sinh (tấn)", False),
        ("Diện tích cây xanh (ha)", False),
        ("Chỉ tiêu được giao cả năm", None),
    ],
)
def test_a_part_of_a_rate_says_whether_it_counts(name: str, counts: bool | None) -> None:
    assert part_counts(name) is counts


def test_a_years_plan_counts_what_its_numerator_counts() -> None:
    plan = "Chỉ tiêu được giao cả năm"
    both = counted_parts("%", is_rate=True, numerator_name="Số công dân nhập ngũ", denominator_name=plan)
    neither = counted_parts("%", is_rate=True, numerator_name="Số vốn giải ngân", denominator_name=plan)
    assert (both, neither) == (["numerator", "denominator"], [])


def test_an_added_indicator_is_read_likewise() -> None:
    added = NewIndicator("Nhà văn hóa", "nhà", "higher", "year").unsaved(Item())
    money = NewIndicator("Vốn", "tỷ đồng", "higher", "year").unsaved(Item())
    assert added.counts("value")
    assert not money.counts("value")


@pytest.mark.django_db
def test_only_a_rate_has_a_denominator_that_counts() -> None:
    with pytest.raises(IntegrityError):
        IndicatorFactory(measure="trường", denominator_counted=True)
