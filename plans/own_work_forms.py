"""What a unit types of its own work under a task, and how it says that it is done."""

from __future__ import annotations

from typing import Any

from django import forms

from bachdang.accounts.models import Unit, User
from bachdang.vietnamese.fields import DayField
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.text import nfc
from plans.models import Item, Terms
from plans.own_work import Work

NO_SECRETS = "Không nhập bí mật nhà nước."
DAY = "Ngày/tháng/năm, ví dụ 30/9/2026."


class OwnWorkForm(forms.Form):
    """The work, its days and the person. `confirmed` is asked only when the action has refused without it."""

    title = FreeText(
        label="Việc", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), help_text=NO_SECRETS
    )
    product = FreeText(
        label="Kết quả, sản phẩm", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    starts = DayField(label="Bắt đầu", required=False, help_text=DAY)
    ends = DayField(label="Thời hạn", help_text=DAY)
    contact = forms.ModelChoiceField(
        label="Người thực hiện", queryset=User.objects.none(), required=False, empty_label="Chưa phân công"
    )
    confirmed = forms.BooleanField(
        label="Tôi xác nhận việc này nằm ngoài thời gian của nhiệm vụ",
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, unit: Unit, own: Item | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _stored(own) if own else {}
        super().__init__(*args, **kwargs)
        people = User.objects.filter(unit=unit, is_active=True).order_by("name_key", "pk")
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]
        if "confirmed" in self.data:
            self.ask_to_confirm()

    def ask_to_confirm(self) -> None:
        """Show the box to tick."""
        self.fields["confirmed"].widget = forms.CheckboxInput()

    def work(self) -> Work:
        data = self.cleaned_data
        return Work(
            title=nfc(data["title"]),
            product=nfc(data["product"]),
            starts=data["starts"],
            ends=data["ends"],
            contact=data["contact"],
        )


def _stored(own: Item) -> dict[str, Any]:
    terms = Terms.objects.get(item=own)
    return {
        "title": terms.title,
        "product": terms.product,
        "starts": terms.starts,
        "ends": terms.ends,
        "contact": own.contact_id,
    }


class FinishForm(forms.Form):
    """The work is done: when, and what shows it."""

    completed_on = DayField(label="Ngày hoàn thành", help_text=DAY)
    document = FreeText(
        label="Văn bản, sản phẩm",
        max_length=300,
        help_text=f"Ví dụ: số 45/BC-UBND ngày 12/9/2026. {NO_SECRETS}",
    )


class DropForm(forms.Form):
    """Why the work is followed no longer."""

    reason = FreeText(label="Lý do", max_length=500, required=False, help_text=NO_SECRETS)
