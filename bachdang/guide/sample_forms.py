"""Forms and tables of the design page: every control in every state, numbers in columns."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace as Sample

from django import forms
from django.http import HttpRequest, QueryDict
from django_tables2 import RequestConfig

from bachdang.guide.samples import CLAUSE
from bachdang.ui.list_files import ListColumn, ListTable
from bachdang.vietnamese.fields import DayField, VietnameseDecimalField
from bachdang.vietnamese.free_text import FreeText
from indicators.rules import Status

CHOICES = [("1", "Lựa chọn ví dụ 1"), ("2", "Lựa chọn ví dụ 2")]


class ControlsForm(forms.Form):
    """One field of each kind, with and without help, required and not, disabled."""

    text = FreeText(label="Một dòng (ví dụ)", max_length=200, help_text="Lời hướng dẫn ví dụ")
    number = VietnameseDecimalField(label="Số (ví dụ)", required=False, help_text="Ví dụ 1.234,5")
    day = DayField(label="Ngày (ví dụ)", required=False, help_text="Ngày/tháng/năm")
    words = FreeText(
        label="Nhiều dòng (ví dụ)", max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    one = forms.ChoiceField(label="Chọn một (ví dụ)", choices=CHOICES)
    radio = forms.ChoiceField(label="Chọn một, bày ra (ví dụ)", choices=CHOICES, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(
        label="Chọn nhiều (ví dụ)", choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    check = forms.BooleanField(label="Đồng ý (ví dụ)", required=False)
    file = forms.FileField(label="Tệp (ví dụ)", required=False)
    fixed = forms.CharField(label="Không sửa được (ví dụ)", max_length=200, disabled=True, required=False)


class ReasonForm(forms.Form):
    """What a confirmation may ask for first."""

    reason = FreeText(label="Lý do (ví dụ)", max_length=500, widget=forms.Textarea({"rows": 2}))


class SampleFilter(forms.Form):
    q = forms.CharField(
        label="Tìm (ví dụ)", max_length=200, required=False, widget=forms.TextInput({"type": "search"})
    )
    status = forms.ChoiceField(
        label="Đánh giá (ví dụ)", required=False, choices=[("", "Tất cả"), *Status.choices]
    )


def controls() -> ControlsForm:
    """Filled in."""
    given = {
        "text": "Nội dung ví dụ",
        "number": Decimal("1234.5"),
        "one": "2",
        "radio": "1",
        "fixed": "Giá trị ví dụ",
    }
    return ControlsForm(initial=given, auto_id="filled_%s", use_required_attribute=False)


def refused() -> ControlsForm:
    """Sent with errors, so that summary and fields show them."""
    data = {"text": "", "number": "10.961", "day": "31/2/2026", "one": "9", "radio": ""}
    return ControlsForm(data, auto_id="wrong_%s", use_required_attribute=False)


def chosen() -> SampleFilter:
    """A filter in force."""
    return SampleFilter(QueryDict("status=slow"), auto_id="chosen_%s")


class SampleTable(ListTable):
    row_template = "guide/design/_sample_row.html"

    code = ListColumn("Mã", out=[], order_by="code")
    title = ListColumn("Tên", out=[], order_by="title")
    value = ListColumn("Số", out=[], number=True)


def _rows(count: int, part: object = None) -> list[Sample]:
    return [
        Sample(code=f"VD.{number}", title=f"Dòng ví dụ {number}", value=f"{number * 3}.456,7", part=part)
        for number in range(1, count + 1)
    ]


def lists(request: HttpRequest) -> dict[str, SampleTable]:
    """A long list on its first page, an empty one, one under headings of the document."""
    found = {
        "long": SampleTable(_rows(45), order_by="code"),
        "empty": SampleTable([], empty_text="Không có dòng ví dụ nào khớp với bộ lọc."),
        "grouped": SampleTable(_rows(3, CLAUSE), orderable=False),
    }
    for table in found.values():
        RequestConfig(request, paginate={"per_page": 15}).configure(table)
    return found
