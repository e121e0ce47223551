"""What the office sets about the written report."""

from __future__ import annotations

from typing import Any

from django import forms

from bachdang.quarter.rows.wording import SECTIONS, unknown_names
from bachdang.vietnamese.free_text import FreeText
from plans.models import Letterhead


class ReportTextsForm(forms.Form):
    """The letterhead and a text for every section; a name in braces must be one of the known figures."""

    letterhead = forms.ChoiceField(label="Thể thức", choices=Letterhead.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, section in SECTIONS.items():
            self.fields[key] = FreeText(
                label=section.title,
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 4 if section.default else 2}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for key in SECTIONS:
            unknown = unknown_names(data.get(key, ""))
            if unknown:
                named = ", ".join(f"{{{name}}}" for name in unknown)
                self.add_error(key, f"Không có số liệu tên {named}. Chọn tên trong bảng bên dưới.")
        return data

    @property
    def texts(self) -> dict[str, str]:
        return {key: self.cleaned_data[key].replace("\r\n", "\n").strip() for key in SECTIONS}
