"""Why a target stands as it stands: the words carry the very numbers of the verdict."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.explaining import explain, needed_amount, needed_words
from indicators.models import Baseline, Measurement, Target
from indicators.rules import Quarter
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from tests.factories import IndicatorFactory, TargetFactory

pytestmark = pytest.mark.django_db


def target(**fields: Any) -> Target:
    indicator = {key: fields.pop(key) for key in list(fields) if not key.startswith("terms__")}
    return TargetFactory(indicator=IndicatorFactory(**indicator), **fields)


def figure(target: Target, year: int, quarter: int, **fields: Any) -> None:
    values = {"form": "official", "counted": True, "source": "Nguồn"} | fields
    Measurement.objects.create(indicator=target.indicator, year=year, quarter=quarter, **values)


def row(target: Target, at: Quarter) -> TargetRow:
    return TargetBook(target.indicator.item.plan, at).rows()[0]


def lines(target: Target, year: int = 2026, quarter: int = 4) -> dict[str, str]:
    return dict(explain(row(target, Quarter(year, quarter))).lines)


def test_the_way_from_the_baseline() -> None:
    promise = target(terms__operator=">=", terms__value=Decimal(80), frequency="year")
    Baseline.objects.create(
        indicator=promise.indicator, value=Decimal(52), on=date(2025, 12, 31), source="Niên giám"
    )
    figure(promise, 2026, 4, value=Decimal("61.6"))
    said = lines(promise)
    assert said["Đánh giá"] == "Đúng tiến độ, vì đến hết quý IV/2026 cần 57,6%, đã đạt 61,6%"
    assert said["Mức đạt"].endswith("(61,6 − 52) ÷ (80 − 52) = 34,3%")
    assert said["Mức cần đạt"].startswith(
        "20%, tức 57,6% đến hết quý IV/2026, chia đều theo quý từ số gốc 52%"
    )
    assert said["Còn phải làm"] == "mỗi năm tăng 4,6 điểm phần trăm để đạt mục tiêu đúng hạn"
    assert said["Tính cho ngày"] == "31/12/2026"


def test_the_tile_says_what_the_words_say() -> None:
    promise = target(terms__operator=">=", terms__value=Decimal(80), frequency="year")
    figure(promise, 2026, 4, value=Decimal("61.6"))
    found = row(promise, Quarter(2026, 4))
    assert needed_amount(found) == "tăng 4,6 điểm phần trăm"
    assert f"mỗi năm {needed_amount(found)} để" in dict(explain(found).lines)["Còn phải làm"]
    assert needed_words(found) == f"Mỗi năm {needed_amount(found)} để đạt mục tiêu đúng hạn"


def test_a_small_count_lacks_whole_things() -> None:
    promise = target(
        terms__operator=">=",
        terms__value=Decimal(2),
        frequency="year",
        accumulation="plan_to_date",
        measure="dự án",
    )
    figure(promise, 2026, 4, value=Decimal(1))
    said = lines(promise)
    assert said["Còn phải làm"] == "còn 1 dự án đến 31/12/2030"
    assert "Dự báo" not in said


def test_a_fall_below_the_baseline_keeps_its_sign() -> None:
    promise = target(terms__operator=">=", terms__value=Decimal(80), frequency="year")
    Baseline.objects.create(
        indicator=promise.indicator, value=Decimal(52), on=date(2025, 12, 31), source="Niên giám"
    )
    figure(promise, 2026, 4, value=Decimal(50))
    said = lines(promise)
    assert "-7,1%" in said["Mức đạt"]
    assert said["Đánh giá"] == (
        "Nguy cơ không đạt, vì đến hết quý IV/2026 cần 57,6%, mới đạt 50%, thiếu 7,6 điểm "
        "(mức đạt -7,1%, dưới 0,85 × 20% = 17%)"
    )


def test_a_fraction_is_shown_with_its_names() -> None:
    promise = target(
        denominator_accumulation="flow",
        numerator_name="Số vụ đã khám phá",
        denominator_name="Số vụ đã xảy ra",
        scale=Decimal(100),
        terms__kind="every_year",
        terms__operator=">=",
        terms__value=Decimal(80),
    )
    figure(promise, 2026, 1, numerator=Decimal(12), denominator=Decimal(20), form="estimate")
    said = lines(promise, quarter=1)
    assert said["Số liệu"] == "Số vụ đã khám phá / Số vụ đã xảy ra = 12 / 20 = 60%"
    assert said["Cách lũy kế"] == "tử số và mẫu số đều cộng từ đầu năm"
    assert said["Đánh giá"].startswith("Nguy cơ không đạt (ước)")


def test_a_missing_quarter_is_named() -> None:
    promise = target(
        accumulation="plan_to_date", measure="tỷ đồng", terms__operator=">=", terms__value=Decimal(200)
    )
    figure(promise, 2026, 1, value=Decimal(30))
    figure(promise, 2026, 3, value=Decimal(45))
    said = lines(promise, quarter=3)
    assert said["Đánh giá"] == "Chưa có số liệu, vì thiếu số liệu phải có"
    assert said["Còn thiếu"] == "số liệu quý II/2026"
    assert said["Cách lũy kế"] == "cộng số của các quý từ khi kế hoạch bắt đầu"


def test_lower_is_better_turns_the_share_round() -> None:
    promise = target(
        direction="lower",
        frequency="year",
        measure="hạng",
        terms__kind="every_year",
        terms__operator="<=",
        terms__value=Decimal(10),
    )
    figure(promise, 2026, 4, value=Decimal(12))
    assert lines(promise)["Mức đạt"] == "mục tiêu ÷ hiện nay = 10 ÷ 12 = 83,3% (càng thấp càng tốt)"


def test_growth_names_the_remaining_years() -> None:
    promise = target(
        accumulation="growth",
        frequency="year",
        terms__kind="average_growth",
        terms__operator=">=",
        terms__value=Decimal(15),
    )
    figure(promise, 2026, 4, value=Decimal(14))
    figure(promise, 2027, 4, value=Decimal("16.2"))
    assert lines(promise, 2027)["Còn phải làm"] == "cần tăng bình quân 14,9%/năm trong 3 năm còn lại"


@pytest.mark.parametrize(
    ("start", "now", "goal"), [("52", "61.6", "80"), ("10", "4", "20"), ("90", "70", "60"), ("0", "5", "8")]
)
def test_the_formula_gives_the_number_that_decided(start: str, now: str, goal: str) -> None:
    """What is written is reckoned again and must be the achievement of the standing."""
    lower = Decimal(goal) < Decimal(start)
    promise = target(
        frequency="year",
        measure="điểm",
        direction="lower" if lower else "higher",
        terms__operator="<=" if lower else ">=",
        terms__value=Decimal(goal),
    )
    Baseline.objects.create(
        indicator=promise.indicator, value=Decimal(start), on=date(2025, 12, 31), source="Nguồn"
    )
    figure(promise, 2026, 4, value=Decimal(now))
    numbers = re.findall(r"[\d,]+", lines(promise)["Mức đạt"].split(" = ")[1])
    a, b, c, d = (Decimal(one.replace(",", ".")) for one in numbers)
    decided = row(promise, Quarter(2026, 4)).standing.achievement
    assert decided is not None
    assert abs((a - b) / (c - d) - decided) < Decimal("1e-9")
