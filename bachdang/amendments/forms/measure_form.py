"""The form of a unit of measure."""

from __future__ import annotations

from typing import Any

from django import forms

from bachdang.accounts.marked_forms import MarkedForm
from bachdang.vietnamese.free_text import FreeText
from indicators.models import MeasureUnit
from indicators.terms.measure_units import is_fixed


class MeasureUnitForm(MarkedForm):
    name = FreeText(label="Đơn vị tính", max_length=60, help_text="Ví dụ: tỷ đồng, hộ, % dân số.")
    retired = forms.BooleanField(
        label="Ngừng dùng cho chỉ tiêu mới",
        required=False,
        help_text="Chỉ tiêu đang mang đơn vị tính này vẫn giữ.",
    )

    def __init__(self, *args: Any, unit: MeasureUnit | None, **kwargs: Any) -> None:
        if unit is not None:
            kwargs["initial"] = {"name": unit.name, "retired": unit.retired}
        super().__init__(*args, **kwargs)
        if unit is None:
            del self.fields["retired"]
        elif is_fixed(unit.name):
            for name in ("name", "retired"):
                self.fields[name].disabled = True
