"""Forms of the first day: the ward, and the plan that it begins with."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from bachdang.accounts.models import Locality
from bachdang.setup.beginning.letterheads import letterheads
from bachdang.setup.beginning.official import Unlisted, province_in_full, ward_in_full
from bachdang.setup.beginning.shipped import ShippedPlan
from bachdang.ui.uploads import TableField
from bachdang.vietnamese.free_text import FreeText
from plans.models import Plan

MOST_BYTES: Final = 2 * 1024 * 1024
ENDS_FIRST = "Năm cuối phải sau năm đầu, hoặc cùng năm."


class WardForm(forms.Form):
    """The ward by its official name; what the list does not have is taken as typed with its kind."""

    province = FreeText(
        label="Tỉnh, thành phố", max_length=200, widget=forms.TextInput(attrs={"list": "provinces"}),
        help_text="Ghi hoặc chọn trong danh mục, ví dụ: Hà Nội.",
    )  # fmt: skip
    ward = FreeText(
        label="Phường, xã, đặc khu", max_length=200,
        help_text="Tên đủ hay tên gọn đều được; không có trong danh mục thì ghi đủ cả loại.",
    )  # fmt: skip

    def __init__(self, *args: Any, locality: Locality | None, plan: Plan | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unlisted = False
        if locality is not None:
            self.fields["ward"].initial = locality.name
            self.fields["province"].initial = locality.parent.name if locality.parent else ""
        if locality is not None and plan is not None:
            self.fields["letterhead"] = forms.ChoiceField(
                label="Thể thức báo cáo", choices=letterheads(locality), initial=plan.letterhead
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        try:
            if given.get("province"):
                given["province"] = province_in_full(given["province"])
        except Unlisted as error:
            self.add_error("province", str(error))
            return given
        try:
            if given.get("province") and given.get("ward"):
                given["ward"], listed = ward_in_full(given["ward"], given["province"])
                self.unlisted = not listed
        except Unlisted as error:
            self.add_error("ward", str(error))
        return given


class PlanFileField(TableField):
    most_bytes = MOST_BYTES
    default_error_messages = {
        "required": "Chọn tệp kế hoạch.",
        "empty": "Tệp rỗng. Chọn tệp khác.",
        "too_large": "Tệp lớn hơn 2 MB. Chọn đúng tệp kế hoạch.",
    }


class PlanFileForm(forms.Form):
    file = PlanFileField(
        label="Tệp kế hoạch", help_text="Tệp .yaml hoặc .json do hệ thống xuất ra, không quá 2 MB."
    )


class ShippedForm(forms.Form):
    """One of the plans that come with the product."""

    def __init__(self, *args: Any, plans: list[ShippedPlan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shipped"] = forms.ChoiceField(
            label="Kế hoạch", choices=[(one.name, one.label) for one in plans]
        )


class EmptyPlanForm(forms.Form):
    """A plan by its title and years, to be filled from a file or a document of the same code."""

    title = FreeText(label="Tên kế hoạch", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    code = forms.SlugField(
        label="Mã kế hoạch", max_length=60, help_text="Chữ không dấu, số, gạch nối, ví dụ: 07-KH-DU."
    )
    issuer = FreeText(label="Cơ quan ban hành", max_length=200)
    first_year = forms.IntegerField(label="Từ năm", min_value=2020, max_value=2100)
    last_year = forms.IntegerField(label="Đến năm", min_value=2020, max_value=2100)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", ENDS_FIRST)
        return given
