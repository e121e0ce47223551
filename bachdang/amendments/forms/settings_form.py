"""The form of a plan's name and settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from bachdang.accounts.marked_forms import MarkedForm
from bachdang.vietnamese.fields import DayField, VietnameseDecimalField, WholeNumberField
from bachdang.vietnamese.free_text import FreeText
from indicators.terms.plan_settings import SETTINGS
from plans.models import Plan


class PlanSettingsForm(MarkedForm):
    """The days of the plan are not among them: rounds and targets hang from those."""

    title = FreeText(label="Tên kế hoạch", max_length=1000, widget=forms.Textarea({"rows": 3}))
    number = FreeText(
        label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ: 16-KH/ĐU. Để trống nếu chưa có."
    )
    issued_on = DayField(label="Ngày ban hành", required=False)
    issuer = FreeText(label="Cơ quan ban hành", max_length=200)
    source_programme = FreeText(
        label="Văn bản gốc", max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    slow_band = VietnameseDecimalField(
        label="Ngưỡng chậm",
        decimal_places=2,
        help_text="Dưới kế hoạch nhưng từ mức này trở lên là Chậm; thấp hơn là Nguy cơ không đạt.",
    )
    lenient_quarters = WholeNumberField(
        label="Số quý đầu chưa báo nguy cơ",
        min_value=0,
        max_value=8,
        help_text="Trong các quý đầu của một mục tiêu, đánh giá thấp nhất là Chậm, trừ khi số liệu đi lùi.",
    )
    tolerance = VietnameseDecimalField(
        label="Dung sai của “khoảng”",
        decimal_places=3,
        help_text="0 là không có; 0,05 là “khoảng 15%” nhận từ 14,25%.",
    )
    due_soon_days = WholeNumberField(
        label="Sắp đến hạn trước (ngày)",
        min_value=0,
        max_value=366,
        help_text="Nhiệm vụ, dự án được báo trước hạn.",
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(plan, name) for name in SETTINGS}
        super().__init__(*args, **kwargs)
        self.axes = {f"axis_{axis['code']}": str(axis["code"]) for axis in plan.axes}
        for place, (name, axis) in enumerate(zip(self.axes, plan.axes, strict=True), 1):
            self.fields[name] = FreeText(label=f"Mặt rõ thứ {place}", max_length=40, initial=axis["label"])

    def labels(self) -> dict[str, str]:
        """The names of the axes as typed, by their codes."""
        return {code: self.cleaned_data[name] for name, code in self.axes.items()}

    def axis_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.axes)
