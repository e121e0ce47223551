"""The form field that reads Vietnamese numbers."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from bachdang.fields import VietnameseDecimalField, WholeNumberField


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
        ("0,12345", "max_decimal_places", "tối đa 4 chữ số sau dấu phẩy"),
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
