"""A figure as typed in a box of any unit: per cents, counts, money, fractions; read back as it is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bachdang.vietnamese.money import MAX_DONG, exact_text, money_size
from bachdang.vietnamese.numbers import (
    AmbiguousNumber,
    NumberError,
    format_decimal,
    format_dong,
    format_input,
    format_percent,
)
from bachdang.vietnamese.typed import measure_named, read_figure, split_fraction


@pytest.mark.parametrize(
    ("text", "measure", "number"),
    [
        ("12%", "%", "12"),
        ("62,5 %", "%", "62.5"),
        ("62,5\u00a0%", "%", "62.5"),
        ("１２％", "%", "12"),
        ("62,5 phần trăm", "%", "62.5"),
        ("-1,2%", "%", "-1.2"),
        ("12", "%", "12"),
        ("15 vụ việc", "vụ việc", "15"),
        ("1.234,5 nghìn kWh", "nghìn kWh", "1234.5"),
        ("13,1 doanh nghiệp/1.000 dân", "doanh nghiệp/1.000 dân", "13.1"),
        ("5‰", "‰", "5"),
        ("1,5", "tỷ đồng", "1.5"),
        ("1,5 tỷ", "tỷ đồng", "1.5"),
        ("1500tr", "tỷ đồng", "1.5"),
        ("1 tỷ 200 triệu", "tỷ đồng", "1.2"),
        ("1 tỷ rưỡi", "tỷ đồng", "1.5"),
        ("500 nghìn", "triệu đồng", "0.5"),
        ("65 triệu", "triệu đồng/người/năm", "65"),
        ("65 triệu đồng", "triệu đồng/người/năm", "65"),
        ("9.500", "đồng", "9500"),
        ("-2,5 tỷ", "tỷ đồng", "-2.5"),
        ("120 (triệu đồng)", "tỷ đồng", "0.12"),
        ("100 (tỷ đồng)", "triệu đồng", "100000"),
        ("100 (nghìn)", "triệu đồng", "0.1"),
        ("5.000.000 (đồng)", "triệu đồng", "5"),
        ("0,5 (nghìn tỷ)", "tỷ đồng", "500"),
        ("1 tỷ 200 (triệu)", "tỷ đồng", "1.2"),
        ("65 triệu đồng/người/năm", "triệu đồng/người/năm", "65"),
        ("65 (triệu đồng/người/năm)", "triệu đồng/người/năm", "65"),
        ("12 (vụ)", "vụ", "12"),
        ("62,5 (%)", "%", "62.5"),
    ],
)
def test_the_unit_of_the_box_may_be_typed(text: str, measure: str, number: str) -> None:
    assert read_figure(text, measure) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "measure", "part"),
    [
        ("12%", "vụ", "không kèm ký hiệu %"),
        ("12 vụ", "%", "không phải là số"),
        ("1,5 tỷ", "vụ", "không phải là số"),
        ("%", "%", "không kèm ký hiệu %"),
        ("vụ", "vụ", "không phải là số"),
        ("62,5%%", "%", "không kèm ký hiệu %"),
        ("9" * 201, "%", "quá 200 ký tự"),
        ("nhiều tỷ", "tỷ đồng", "không phải là số tiền"),
        ("12 (người)", "vụ", "không phải là số"),
        ("120 (vụ)", "tỷ đồng", "bỏ phần trong ngoặc"),
        ("120 (ước)", "tỷ đồng", "bỏ phần trong ngoặc"),
        ("120 ()", "tỷ đồng", "bỏ phần trong ngoặc"),
        ("120 (5)", "tỷ đồng", "bỏ phần trong ngoặc"),
        ("1 tỷ đồng (hai tỷ đồng)", "tỷ đồng", "bỏ phần trong ngoặc"),
        ("120 tỷ (triệu đồng)", "tỷ đồng", "không phải là số tiền"),
        ("(120)", "tỷ đồng", "ngoặc đơn là cách kế toán ghi số âm"),
        ("(120 triệu)", "tỷ đồng", "ghi -120 triệu"),
        ("(12,5)", "%", "ghi -12,5; nếu không, ghi 12,5"),
        ("-1 tỷ 200 triệu", "tỷ đồng", "số âm ghi bằng một đơn vị"),
    ],
)
def test_another_unit_is_refused(text: str, measure: str, part: str) -> None:
    with pytest.raises(NumberError) as caught:
        read_figure(text, measure)
    assert part in caught.value.message_vi


@pytest.mark.parametrize("sign", ["-", "–", "—", "−", "‑", "+", "~", "±"])
@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("120 tỷ {} 500 triệu", "tỷ đồng"),
        ("1 tỷ{}200 triệu", "tỷ đồng"),
        ("1 tỷ, {}200", "tỷ đồng"),
        ("120 {} 150 tỷ", "tỷ đồng"),
        ("120{}150", "triệu đồng"),
        ("-5 {} 10", "%"),
        ("12 {} 15 vụ", "vụ"),
    ],
)
def test_a_range_or_a_sum_is_not_one_number(text: str, measure: str, sign: str) -> None:
    with pytest.raises(NumberError, match="Ghi một số"):
        read_figure(text.format(sign), measure)


@pytest.mark.parametrize(
    ("text", "measure", "whole", "texts"),
    [
        ("1.234", "ha", False, ("1234", "1,234")),
        ("1.234 ha", "ha", False, ("1234", "1,234")),
        ("1.234%", "%", False, ("1234", "1,234")),
        ("23,456 người", "người", True, ("23456", "23")),
        ("1.5 tỷ", "tỷ đồng", False, ("1,5 tỷ đồng",)),
        ("1.234", "tỷ đồng", False, ("1234 tỷ đồng", "1,234 tỷ đồng")),
    ],
)
def test_what_is_asked_back_can_be_chosen(
    text: str, measure: str, whole: bool, texts: tuple[str, ...]
) -> None:
    with pytest.raises(AmbiguousNumber) as caught:
        read_figure(text, measure, whole=whole)
    assert caught.value.texts == texts
    for one in texts:
        read_figure(one, measure, whole=whole)


figures = st.decimals(min_value=-(10**11) + 1, max_value=10**11 - 1, places=4)
units = st.sampled_from(
    ["%", "ha", "nghìn kWh", "điểm", "doanh nghiệp/1.000 dân", "tỷ đồng", "triệu đồng", ""]
)


def readings(text: str, measure: str, *, whole: bool = False) -> tuple[Decimal, ...]:
    try:
        return (read_figure(text, measure, whole=whole),)
    except AmbiguousNumber as error:
        return tuple(read_figure(one, measure, whole=whole) for one in error.texts)


@given(figures, units)
def test_what_stands_in_a_box_is_read_back(number: Decimal, measure: str) -> None:
    assert read_figure(format_input(number), measure) == number


@given(figures, units)
def test_what_a_page_shows_is_read_back_or_offered(number: Decimal, measure: str) -> None:
    shown = f"{format_decimal(number)}{'' if measure.startswith('%') else ' '}{measure}".strip()
    found = readings(shown, measure)
    assert number in found
    assert len(found) == 1 or (number == number.to_integral_value() or abs(number) < 1000)


@given(figures)
def test_a_percentage_that_is_shown_is_read_back_or_offered(number: Decimal) -> None:
    assert number in readings(format_percent(number), "%")


@given(st.integers(-(10**11), 10**11), st.sampled_from(["người", "doanh nghiệp", "vụ", "trường"]))
def test_a_count_that_is_shown_with_its_unit_is_read_back(number: int, measure: str) -> None:
    assert read_figure(f"{format_decimal(number)} {measure}", measure, whole=True) == number


@given(st.integers(0, MAX_DONG - 1), st.sampled_from(["đồng", "triệu đồng", "tỷ đồng"]))
def test_money_that_is_shown_is_read_back_or_offered_in_any_box(dong: int, measure: str) -> None:
    size = money_size(measure)
    assert size is not None
    wanted = Decimal(dong) / size
    assert wanted in readings(exact_text(dong), measure)
    step = 10**6 if dong >= 10**9 else 10**3 if dong >= 10**6 else 1
    rounded = dong // step * step
    assert Decimal(rounded) / size in readings(format_dong(rounded), measure)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("6/14", ("6", "14")),
        (" 6 / 14 ", ("6", "14")),
        ("6 trên 14", ("6", "14")),
        ("6:14", ("6", "14")),
        ("６／１４", ("6", "14")),
        ("6/14 = 42,86%", ("6", "14")),  # as a page shows a rate
        ("1.234/5.678", ("1.234", "5.678")),
        ("12,5 / 40", ("12,5", "40")),
        ("14/06/2026", None),
        ("6", None),
        ("6/", None),
        ("/14", None),
        ("sáu/14", None),
        ("6/14 trường", None),
        ("", None),
    ],
)
def test_a_fraction_is_two_numbers(text: str, parts: tuple[str, str] | None) -> None:
    assert split_fraction(text) == parts


def test_the_unit_of_a_part_stands_behind_its_name() -> None:
    assert measure_named("Thu ngân sách trong quý (tỷ đồng)") == "tỷ đồng"
    assert measure_named("Số trường đạt chuẩn") == ""


@pytest.mark.parametrize(
    ("measure", "size"),
    [
        ("tỷ đồng", 10**9),
        ("triệu đồng/người/năm", 10**6),
        ("nghìn đồng", 10**3),
        ("đồng", 1),
        ("nghìn tỷ đồng", 10**12),
        ("nghìn kWh", None),
        ("hợp đồng", None),
        ("%", None),
        ("", None),
    ],
)
def test_which_units_are_money(measure: str, size: int | None) -> None:
    assert money_size(measure) == size
