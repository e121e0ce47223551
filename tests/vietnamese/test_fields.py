"""The form field that reads Vietnamese numbers."""

import re
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from bachdang.vietnamese.fields import MoneyField, VietnameseDecimalField, WholeNumberField
from bachdang.vietnamese.free_text import FreeText


class FigureForm(forms.Form):
    value = VietnameseDecimalField(required=False, min_value=Decimal("-0.5"), max_value=1_000_000)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1.234,5", "1234.5"), ("1234,5", "1234.5"), ("1 234", "1234"), ("0", "0"), (" -0,5 ", "-0.5")],
)
def test_cleans(typed: str, number: str) -> None:
    form = FigureForm({"value": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == Decimal(number)


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_is_none_not_zero(typed: str) -> None:
    form = FigureForm({"value": typed})
    assert form.is_valid()
    assert form.cleaned_data["value"] is None


@pytest.mark.parametrize(
    ("typed", "code", "part"),
    [
        ("10.961", "ambiguous", "10961 hoặc 10,961"),
        ("10.96", "ambiguous", "10,96"),
        ("abc", "invalid", "không phải là số"),
        ("15%", "invalid", "không kèm ký hiệu %."),
        ("-0,6", "min_value", "từ -0,5 trở lên"),
        ("1000001", "max_value", "không được quá 1.000.000"),
        ("33,33333", "max_decimal_places", "tối đa 4 chữ số sau dấu phẩy. Làm tròn, ví dụ 33,3333."),
        ("0,12345", "max_decimal_places", "Làm tròn, ví dụ 0,1235."),
        ("0,99999", "max_decimal_places", "Làm tròn, ví dụ 1."),
        ("123456789012", "max_whole_digits", "tối đa 11 chữ số trước dấu phẩy"),
    ],
)
def test_refuses(typed: str, code: str, part: str) -> None:
    form = FigureForm({"value": typed})
    assert code in [error.code for error in form.errors.as_data()["value"]]
    assert part in str(form.errors)


def test_an_empty_required_field_is_named() -> None:
    with pytest.raises(ValidationError, match="Chưa nhập số"):
        VietnameseDecimalField().clean("")


def test_the_readings_can_be_offered() -> None:
    with pytest.raises(ValidationError) as caught:
        VietnameseDecimalField().clean("10.961")
    assert caught.value.params == {"readings": ("10961", "10,961")}


def test_the_typed_text_stays_on_error() -> None:
    assert 'value="10.961"' in str(FigureForm({"value": "10.961"})["value"])


def test_a_stored_number_is_shown_as_it_may_be_typed() -> None:
    box = str(FigureForm(initial={"value": Decimal("10961.5000")})["value"])
    assert 'value="10961,5"' in box
    assert 'type="text"' in box
    assert 'inputmode="decimal"' in box
    assert FigureForm({"value": "10961,5"}, initial={"value": Decimal("10961.5000")}).has_changed() is False


def test_a_changed_number_is_noticed() -> None:
    assert FigureForm({"value": "0"}, initial={"value": None}).has_changed()
    assert FigureForm({"value": "x"}, initial={"value": Decimal(1)}).has_changed()


def test_messages_can_be_replaced() -> None:
    field = VietnameseDecimalField(max_value=1, error_messages={"max_value": "Quá 1."})
    with pytest.raises(ValidationError, match=r"Quá 1\."):
        field.clean("2")


class CountForm(forms.Form):
    count = WholeNumberField(required=False, min_value=0, max_value=100)


@pytest.mark.parametrize(("typed", "count"), [("45", 45), (" 45 ", 45), ("45,0", 45), ("", None), ("0", 0)])
def test_a_count(typed: str, count: int | None) -> None:
    form = CountForm({"count": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["count"] == count


@pytest.mark.parametrize("typed", ["4,5", "45.5", "1.000", "abc", "45%", "101", "-1"])
def test_what_is_no_count_is_refused_as_it_was_typed(typed: str) -> None:
    form = CountForm({"count": typed})
    assert not form.is_valid()
    assert f'value="{typed}"' in str(form["count"])


def test_a_count_is_typed_in_a_plain_box() -> None:
    """Chromium drops the comma of "4,5" in a number box and sends 45."""
    assert 'type="text"' in str(CountForm()["count"])


LONG = "x" * 10_000


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (WholeNumberField(min_value=0), "-1", "Không được nhỏ hơn 0."),
        (WholeNumberField(max_value=10_000), "10001", "Không được lớn hơn 10.000."),
        (forms.IntegerField(min_value=2020), "2019", "Không được nhỏ hơn 2020."),
        (forms.IntegerField(max_value=2100), "2101", "Không được lớn hơn 2100."),
        (forms.IntegerField(), "x", "Nhập một số nguyên."),
        (FreeText(max_length=8000), LONG, "Dài quá 8.000 ký tự (đang có 10.000). Rút gọn rồi lưu lại."),
        (FreeText(max_length=300), LONG, "Dài quá 300 ký tự (đang có 10.000). Rút gọn rồi lưu lại."),
        (forms.CharField(max_length=60), "x" * 61, "Dài quá 60 ký tự (đang có 61). Rút gọn rồi lưu lại."),
        (forms.SlugField(max_length=60), "x" * 61, "Dài quá 60 ký tự (đang có 61). Rút gọn rồi lưu lại."),
        (forms.CharField(min_length=3), "x", "Ngắn hơn 3 ký tự (đang có 1). Ghi thêm rồi lưu lại."),
        (forms.DateField(), "x", "Ngày chưa đúng. Viết ngày/tháng/năm, ví dụ 30/9/2026."),
    ],
)
def test_a_limit_is_told_in_the_words_of_the_site(field: forms.Field, typed: str, said: str) -> None:
    with override("vi"), pytest.raises(ValidationError) as caught:
        field.clean(typed)
    assert caught.value.messages == [said]


class BoxesForm(forms.Form):
    people = VietnameseDecimalField(required=False, measure="người", whole=True)
    share = VietnameseDecimalField(required=False, measure="%")
    area = VietnameseDecimalField(required=False, measure="ha")
    revenue = VietnameseDecimalField(required=False, measure="tỷ đồng")
    percent = WholeNumberField(required=False, measure="%", max_value=100)
    paid = MoneyField(required=False)


@pytest.mark.parametrize(
    ("box", "typed", "number"),
    [
        ("people", "1.900", 1900),
        ("people", "40.000", 40000),
        ("people", "1.900 người", 1900),
        ("share", "12%", 12),
        ("share", "62,5 %", Decimal("62.5")),
        ("area", "1.234,5 ha", Decimal("1234.5")),
        ("revenue", "1,5 tỷ", Decimal("1.5")),
        ("revenue", "1500tr", Decimal("1.5")),
        ("revenue", "1 tỷ 200 triệu", Decimal("1.2")),
        ("percent", "45%", 45),
        ("paid", "1 tỷ rưỡi", 1_500_000_000),
    ],
)
def test_a_box_takes_its_unit(box: str, typed: str, number: Decimal | int) -> None:
    form = BoxesForm({box: typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data[box] == number


QUESTIONS = [
    ("people", "23,456", ["23456", "23"]),
    ("people", "12,5", ["12", "13"]),
    ("share", "1.234", ["1234", "1,234"]),
    ("area", ".5", ["0,5"]),
    ("area", "12 ,5", ["12,5"]),
    ("revenue", "1.234", ["1234 tỷ đồng", "1,234 tỷ đồng"]),
    ("percent", "62,5%", ["62", "63"]),
    ("paid", "1.5 tỷ", ["1,5 tỷ đồng"]),
    ("paid", "1.500", ["1,5 tỷ đồng", "1,5 triệu đồng"]),
]


@pytest.mark.parametrize(("box", "typed", "offered"), QUESTIONS)
def test_each_reading_is_a_button_that_answers_in_one_click(box: str, typed: str, offered: list[str]) -> None:
    form = BoxesForm({f"i7-{box}": typed}, prefix="i7")
    page = form[box].as_field_group()
    values = re.findall(r'name="reading" value="([^"]+)"', page)
    assert [value.rpartition("|")[2] for value in values] == offered
    for value, text in zip(values, offered, strict=True):
        assert f"Ghi {text}</button>" in page
        chosen = BoxesForm({f"i7-{box}": typed, "reading": value}, prefix="i7")
        assert chosen.is_valid(), chosen.errors
        assert chosen[box].value() == text


def test_enter_in_a_box_that_asks_presses_no_reading() -> None:
    page = BoxesForm({"area": "1.234"})["area"].as_field_group()
    assert re.findall(r"<button [^>]*>", page)[0] == (
        '<button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true">'
    )


def test_a_reading_does_not_replace_what_was_typed_since_the_question() -> None:
    form = BoxesForm({"area": "77", "reading": "area|1.234|1234"})
    assert form.is_valid()
    assert form.cleaned_data["area"] == 77


def test_a_reading_answers_its_own_box_alone() -> None:
    form = BoxesForm({"area": "1.234", "share": "1.234", "reading": "area|1.234|1234"})
    assert list(form.errors) == ["share"]
    assert form.cleaned_data["area"] == 1234


def test_a_box_without_a_question_has_no_buttons() -> None:
    for form in (BoxesForm(), BoxesForm({"area": "12"}), BoxesForm({"area": "abc"})):
        assert "<button" not in form["area"].as_field_group()
