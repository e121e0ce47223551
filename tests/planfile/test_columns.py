"""What a column does not hold is refused by the file's checks, and never rounded or cut on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bachdang.planfile import schema
from bachdang.planfile.dump import as_json, plan_as_data
from bachdang.planfile.errors import PlanFileError
from bachdang.planfile.load import load_plan
from bachdang.planfile.reading import read_plan_text, text_of
from plans.models import Plan
from tests.factories.another_ward import FILE
from tests.planfile.test_other_plans import changed

VALUE, BAND, TOLERANCE = schema.TARGET, schema.PLAN, schema.PLAN


@pytest.mark.parametrize(
    ("shape", "key", "typed"),
    [
        (VALUE, "value", "99999999999.9999"),
        (VALUE, "value", "-99999999999.9999"),
        (VALUE, "value", "0"),
        (VALUE, "value", "1e3"),
        (VALUE, "value", "12.340000000"),
        (VALUE, "value", "0.0001"),
        (BAND, "slow_band", "0.85"),
        (BAND, "slow_band", "1"),
        (TOLERANCE, "tolerance", "0.999"),
    ],
)
def test_what_a_column_holds_is_taken(shape: schema.Shape, key: str, typed: str) -> None:
    assert {**shape.required, **shape.optional}[key](typed) == ""


@pytest.mark.parametrize(
    ("shape", "key", "typed", "said"),
    [
        (VALUE, "value", "1e999", "có 1000 chữ số trước dấu thập phân, chỉ nhận tối đa 11"),
        (VALUE, "value", "9" * 60, "có 60 chữ số trước"),
        (VALUE, "value", "100000000000", "có 12 chữ số trước"),
        (VALUE, "value", "12.3456789", 'chỉ nhận tối đa 4; làm tròn, ví dụ "12.3457"'),
        (VALUE, "value", "0.000000001", 'làm tròn, ví dụ "0"'),
        (VALUE, "value", "1e-999", "có 999 chữ số sau"),
        (VALUE, "value", "NaN", "không phải là số"),
        (VALUE, "value", "-Infinity", "không phải là số"),
        (VALUE, "value", "nhiều", "không phải là số"),
        (VALUE, "value", 1.5, "trong dấu nháy"),
        (BAND, "slow_band", "0.855", 'làm tròn, ví dụ "0.86"'),
        (BAND, "slow_band", "0", "không được nhỏ hơn 0.01"),
        (BAND, "slow_band", "1.5", "không được lớn hơn 1"),
        (BAND, "slow_band", "85", "có 2 chữ số trước"),
        (TOLERANCE, "tolerance", "1", "không được lớn hơn 0.999"),
        (TOLERANCE, "tolerance", "-0.1", "không được nhỏ hơn 0"),
        (schema.PLAN, "lenient_quarters", 9, "không được lớn hơn 8"),
        (schema.PLAN, "due_soon_days", -1, "không được nhỏ hơn 0"),
        (schema.PLAN, "due_soon_days", 10**60, "không được lớn hơn 366"),
        (schema.PLAN, "vision", 20450, "phải là năm từ 1990 đến 2100"),
        (schema.TARGET, "since", 26, "phải là năm từ 1990 đến 2100"),
        (schema.UNIT, "order", 2**31, "không được lớn hơn 2147483647"),
        (schema.UNIT, "order", -1, "không được nhỏ hơn 0"),
        (schema.INDICATOR, "scale", 0, "không được nhỏ hơn 1"),
        (schema.INDICATOR, "scale", 10**9, "không được lớn hơn 999999999"),
        (schema.INDICATOR, "scale", True, "phải là số nguyên"),
        (schema.INDICATOR, "headline", 40_000, "không được lớn hơn 32767"),
        (schema.PLAN, "number", "x" * 61, "dài quá 60 ký tự"),
        (schema.CLAUSE, "marker", "x" * 21, "dài quá 20 ký tự"),
        (schema.UNIT, "short", "x" * 61, "dài quá 60 ký tự"),
        (schema.INDICATOR, "measure", "x" * 61, "dài quá 60 ký tự"),
        (schema.INDICATOR, "numerator_name", "x" * 201, "dài quá 200 ký tự"),
        (schema.PLAN, "starts", date(26, 1, 1), "phải là ngày trong các năm 1990–2100"),
        (schema.TARGET, "horizon", date(2203, 12, 31), "phải là ngày trong các năm 1990–2100"),
    ],
)
def test_what_a_column_does_not_hold_is_refused(
    shape: schema.Shape, key: str, typed: object, said: str
) -> None:
    reason = {**shape.required, **shape.optional}[key](typed)
    assert said in reason
    assert len(reason) < 160


@pytest.mark.parametrize("typed", ["1e999", "12.3456789", "9" * 60, "NaN"])
def test_the_refusal_names_line_entry_and_field(typed: str) -> None:
    text = FILE.read_text("utf-8")
    line = next(n for n, one in enumerate(text.splitlines(), 1) if one.strip().startswith("value:"))
    old = text.splitlines()[line - 1]
    with pytest.raises(PlanFileError) as caught:
        read_plan_text(text.replace(old, f"{old.partition('value:')[0]}value: '{typed}'", 1))
    (fault,) = caught.value.faults
    assert 0 < line - fault.line < 10  # the entry begins a few lines above
    assert fault.entry.startswith("chỉ tiêu ")
    assert "trường “value” “" in fault.reason


SLIPS = [
    ("units:", "units:\n\t- code: x", 1, "có dấu tab. Thay mỗi dấu tab bằng dấu cách"),
    ("units:", "units: : x", 0, "dấu hai chấm"),
    ("units:", "units: 2026-13-45\nold:", 0, "không đọc được “2026-13-45”: không có ngày này"),
    ("units:", "units: 2026-02-30\nold:", 0, "không có ngày này"),
    ("units:", f"units: {'9' * 5000}\nold:", 0, "không phải là số dùng được"),
    ("units:", "units: @x\nold:", 0, "chữ bắt đầu bằng dấu “@” phải để trong dấu nháy"),
    ("units:", "units\nold:", 0, "thiếu dấu hai chấm sau tên trường"),
    ("units:", "units: [x\nold:", 0, "chưa có “]” đóng lại"),
    ("units:", "units: !x y\nold:", 0, "không dùng dấu !"),
    ("units:", 'units: "\\q"\nold:', 0, "dấu nháy kép không đúng"),
    ("units:", "units: a\x07\nold:", 0, r"có ký tự không đọc được \(U\+0007\)"),
    ("units:", "---\nunits:", 0, "có nhiều phần"),
]


@pytest.mark.parametrize(("old", "new", "below", "said"), SLIPS)
def test_a_slip_of_yaml_is_told_in_vietnamese_with_its_line(
    old: str, new: str, below: int, said: str
) -> None:
    text = FILE.read_text("utf-8")
    line = text[: text.index(f"\n{old}")].count("\n") + 2
    with pytest.raises(PlanFileError, match=said) as caught:
        read_plan_text(text.replace(f"\n{old}", f"\n{new}", 1))
    (fault,) = caught.value.faults
    assert fault.line == line + below
    assert not any(word in fault.reason for word in ("found", "expected", "token", "while", "must be"))


def test_a_quote_that_never_ends_is_told_where_it_begins() -> None:
    with pytest.raises(PlanFileError, match="Dòng 2, YAML: không đọc được: dấu nháy mở ở dòng này chưa"):
        read_plan_text("format: x\nplan: 'y\nunits: z\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_text_of_any_unicode_file_with_its_mark_is_read(encoding: str) -> None:
    text = FILE.read_text("utf-8")
    assert text_of(text.replace("\n", "\r\n").encode(encoding)) == text


@pytest.mark.parametrize(
    "content", ["plan: Kế hoạch".encode("utf-16-le"), "Kế hoạch".encode("cp1258", "replace") + b"\xd2\xff"]
)
def test_another_encoding_is_refused_with_the_remedy(content: bytes) -> None:
    with pytest.raises(PlanFileError, match="chọn UTF-8"):
        text_of(content)


@pytest.mark.django_db
def test_every_day_of_the_json_is_read_back(tmp_path: Any) -> None:
    load_plan(FILE)
    plan = Plan.objects.get()
    plan.issued_on, plan.slow_band = date(2026, 1, 5), Decimal("0.8")
    written = tmp_path / "plan.json"
    written.write_text(as_json(plan_as_data(plan)), "utf-8")
    assert read_plan_text(written.read_text("utf-8"))["plan"]["issued_on"] == date(2026, 1, 5)


def test_a_value_of_the_plan_is_checked_in_its_place() -> None:
    with pytest.raises(PlanFileError, match=r"trường “slow_band” “0.999” có 3 chữ số sau"):
        read_plan_text(changed("plan", "slow_band", to="0.999"))
