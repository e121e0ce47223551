"""Money typed in a unit, stored in whole đồng, said in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from bachdang.vietnamese.fields import MoneyField
from bachdang.vietnamese.money import (
    MAX_DONG,
    UNITS,
    best_unit,
    exact_text,
    in_unit,
    in_words,
    read_money,
    to_dong,
)
from bachdang.vietnamese.numbers import AmbiguousNumber, NumberError, format_input

WORDS = [
    (0, "không"),
    (5, "năm"),
    (10, "mười"),
    (11, "mười một"),
    (14, "mười bốn"),
    (15, "mười lăm"),
    (20, "hai mươi"),
    (21, "hai mươi mốt"),
    (24, "hai mươi tư"),
    (25, "hai mươi lăm"),
    (55, "năm mươi lăm"),
    (100, "một trăm"),
    (101, "một trăm linh một"),
    (105, "một trăm linh năm"),
    (110, "một trăm mười"),
    (115, "một trăm mười lăm"),
    (121, "một trăm hai mươi mốt"),
    (1_000, "một nghìn"),
    (1_001, "một nghìn không trăm linh một"),
    (1_015, "một nghìn không trăm mười lăm"),
    (10_500, "mười nghìn năm trăm"),
    (1_000_000, "một triệu"),
    (1_000_005, "một triệu không trăm linh năm"),
    (1_005_000, "một triệu không trăm linh năm nghìn"),
    (250_500_000, "hai trăm năm mươi triệu năm trăm nghìn"),
    (1_050_000_000, "một tỷ không trăm năm mươi triệu"),
    (1_500_000_000, "một tỷ năm trăm triệu"),
    (1_234_567_891,
     "một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi mốt"),
    (21_000_000_000, "hai mươi mốt tỷ"),
    (1_204_000_000_000, "một nghìn hai trăm linh bốn tỷ"),
    (45_000_000_000_000, "bốn mươi lăm nghìn tỷ"),
]  # fmt: skip


@pytest.mark.parametrize(("dong", "words"), WORDS)
def test_words(dong: int, words: str) -> None:
    assert in_words(dong) == f"{words} đồng"


def test_there_are_no_words_below_nothing() -> None:
    with pytest.raises(ValueError, match="-1"):
        in_words(-1)


@pytest.mark.parametrize(
    ("text", "unit", "dong"),
    [
        ("1,5", "ty", 1_500_000_000),
        ("1,5 tỷ", "trieu", 1_500_000_000),
        ("1,5 tỉ đồng", "dong", 1_500_000_000),
        ("250", "trieu", 250_000_000),
        ("250 triệu", "ty", 250_000_000),
        ("250tr", "ty", 250_000_000),
        ("1.500.000.000", "dong", 1_500_000_000),
        ("1.500.000.000 đ", "ty", 1_500_000_000),
        ("0,000000001", "ty", 1),
        ("0", "ty", 0),
        ("1500tr", "dong", 1_500_000_000),
        ("1 tỷ 200 triệu", "trieu", 1_200_000_000),
        ("1 tỷ 200 triệu đồng", "dong", 1_200_000_000),
        ("1 TỶ, 200 TRIỆU", "trieu", 1_200_000_000),
        ("1 ty 200 trieu", "trieu", 1_200_000_000),
        ("1 tỷ\u00a0200 triệu", "trieu", 1_200_000_000),
        ("2 tỷ 350 triệu 500 nghìn", "trieu", 2_350_500_000),
        ("1 tỷ 200 triệu 300 nghìn 500 đồng", "trieu", 1_200_300_500),
        ("1 tỷ rưỡi", "trieu", 1_500_000_000),
        ("2 triệu rưỡi", "ty", 2_500_000),
        ("1 tỷ 200", "trieu", 1_200_000_000),
        ("3 triệu 250", "ty", 3_250_000),
        ("500 nghìn", "trieu", 500_000),
        ("500 ngàn đồng", "trieu", 500_000),
        ("500k", "ty", 500_000),
        ("2,5 triệu", "ty", 2_500_000),
        ("250 tr.đ", "ty", 250_000_000),
        ("1,5 tỉ VNĐ", "trieu", 1_500_000_000),
        ("9.500 đồng", "ty", 9_500),
        ("1.500.000 ₫", "trieu", 1_500_000),
        ("1.500", "dong", 1_500),
        ("0,5 nghìn tỷ", "trieu", 500_000_000_000),
        ("2 trăm triệu", "ty", 200_000_000),
        ("1.500.000.000 đồng (một tỷ năm trăm triệu đồng)", "trieu", 1_500_000_000),
        ("１,５ tỷ", "trieu", 1_500_000_000),
    ],
)
def test_what_is_typed_is_whole_dong(text: str, unit: str, dong: int) -> None:
    assert read_money(text, unit) == dong


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("1,5", "dong", "có phần lẻ"),
        ("0,0000005", "trieu", "phần lẻ của đồng"),
        ("-2", "ty", "không được nhỏ hơn 0"),
        ("1.500", "trieu", "1500 hoặc 1,500"),
        ("1.500.000.000", "ty", "quá lớn. Kiểm tra lại đơn vị"),
        ("tỷ", "ty", "không phải là số"),
        ("hai tỷ", "ty", "không phải là số"),
        ("12 usd", "ty", "không phải là số tiền"),
        ("200 triệu 1 tỷ", "ty", "không phải là số tiền"),
        ("1 tỷ 2 tỷ", "ty", "không phải là số tiền"),
        ("rưỡi", "ty", "không phải là số tiền"),
        ("1 tỷ rưỡi 5", "ty", "không phải là số tiền"),
        ("1500 nghìn tỷ", "ty", "quá lớn"),
        ("1,5 nghìn tỷ đồng đồng", "ty", "không phải là số tiền"),
    ],
)
def test_what_is_refused_says_why(text: str, unit: str, said: str) -> None:
    with pytest.raises(NumberError) as error:
        read_money(text, unit)
    assert said in error.value.message_vi


@pytest.mark.parametrize(
    ("text", "unit", "texts"),
    [
        ("1.5 tỷ", "trieu", ("1,5 tỷ đồng",)),
        ("5. tỷ", "trieu", ("5 tỷ đồng",)),
        ("1.500", "trieu", ("1,5 tỷ đồng", "1,5 triệu đồng")),
        ("1.500tr", "ty", ("1,5 tỷ đồng", "1,5 triệu đồng")),
        ("1 tỷ 2", "trieu", ("1,2 tỷ đồng", "1,002 tỷ đồng")),
        ("1tỷ2", "trieu", ("1,2 tỷ đồng", "1,002 tỷ đồng")),
        ("3 triệu 25", "trieu", ("3,25 triệu đồng", "3,025 triệu đồng")),
        ("1.5 tỷ 200 triệu", "trieu", ("1,7 tỷ đồng",)),
        ("1 tỷ 200 đồng", "trieu", ("1,2 tỷ đồng", "1000000200 đồng")),
    ],
)
def test_a_sum_that_may_be_two_is_asked_back_with_its_units(
    text: str, unit: str, texts: tuple[str, ...]
) -> None:
    with pytest.raises(AmbiguousNumber) as caught:
        read_money(text, unit)
    assert caught.value.texts == texts
    assert tuple(read_money(one, unit) for one in texts) == caught.value.readings


moneyish = st.lists(
    st.sampled_from([*"0123456789., ", "tỷ", " triệu ", "tr", "nghìn", " rưỡi", "đ", " và "]), max_size=9
).map("".join)


@given(st.text() | moneyish)
def test_any_text_is_a_sum_or_refused(text: str) -> None:
    try:
        found = read_money(text, "trieu")
    except NumberError:
        return
    assert 0 <= found < MAX_DONG


@given(dong=st.integers(0, MAX_DONG - 1), unit=st.sampled_from(sorted(UNITS)))
def test_a_sum_shown_in_any_unit_is_read_back_to_the_dong(dong: int, unit: str) -> None:
    assert to_dong(in_unit(dong, unit), unit) == dong
    shown = exact_text(dong)
    number, label = shown.split(" ", 1)
    unit_of_label = next(key for key, (name, _) in UNITS.items() if name == label)
    assert to_dong(Decimal(number.replace(".", "").replace(",", ".")), unit_of_label) == dong


DIGITS = {word: value for value, word in enumerate(
    ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
)} | {"mốt": 1, "tư": 4, "lăm": 5}  # fmt: skip
SIZES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def heard(words: str) -> int:
    """The number that a listener writes down."""
    whole = below = group = 0
    for word in words.removesuffix(" đồng").split():
        if word == "tỷ":
            whole, below, group = whole + (below + group) * SIZES[word], 0, 0
        elif word in SIZES:
            below, group = below + group * SIZES[word], 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group += group % 10 * 9
        elif word == "mười":
            group += 10
        elif word != "linh":
            group += DIGITS[word]
    return whole + below + group


@given(st.integers(0, MAX_DONG - 1))
def test_the_words_say_the_very_number(dong: int) -> None:
    assert heard(in_words(dong)) == dong


@pytest.mark.parametrize(
    ("amounts", "unit"),
    [
        ([], "trieu"),
        ([1_500_000_000, 250_000_000], "ty"),
        ([250_500_000], "trieu"),
        ([1_500_000_500], "dong"),
        ([0, 4_000], "dong"),
    ],
)
def test_the_unit_offered_shows_every_sum_briefly(amounts: list[int], unit: str) -> None:
    assert best_unit(amounts) == unit


def test_the_field_reads_in_its_unit_and_shows_what_it_stored() -> None:
    field = MoneyField(required=False)
    field.unit = "ty"
    assert field.clean("1,5") == 1_500_000_000
    assert field.clean(" ") is None
    assert field.prepare_value(1_500_000_000) == format_input(Decimal("1.5"))
    assert field.prepare_value("1.500") == "1.500"
    assert "inputmode" in field.widget.attrs
    with pytest.raises(ValidationError, match="không phải là số"):
        field.clean("nhiều")


def test_an_unknown_unit_is_read_as_millions() -> None:
    field = MoneyField(unit="usd")
    assert field.clean("2") == 2_000_000
