"""The forms of a decision, and what every amendment under it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from bachdang.accounts.models import Unit
from bachdang.vietnamese.fields import DayField
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.numbers import format_date
from plans.models import Decision, Plan, TermsState

NO_SECRETS = "Không nhập bí mật nhà nước."
STATES = [
    (TermsState.ACTIVE.value, "Đang thực hiện"),
    (TermsState.SUSPENDED.value, "Tạm dừng: giữ trong danh sách, không phải báo cáo"),
    (TermsState.ENDED.value, "Kết thúc: không còn trong danh sách từ ngày hiệu lực"),
]


def lines(rows: int = 2) -> forms.Textarea:
    """A box of a few lines."""
    return forms.Textarea(attrs={"rows": rows})


class DecisionForm(forms.Form):
    """A decision: number, day, subject, and its file."""

    number = FreeText(label="Số, ký hiệu", max_length=60, help_text="Ví dụ: 125-QĐ/ĐU")
    date = DayField(label="Ngày ban hành", help_text="Ngày/tháng/năm, ví dụ 02/11/2026")
    subject = FreeText(
        label="Trích yếu", max_length=1000, required=False, widget=lines(), help_text=NO_SECRETS
    )
    file = forms.FileField(
        label="Tệp quyết định",
        required=False,
        help_text="pdf, docx, xlsx, jpg, png. Không gửi tài liệu có bí mật nhà nước.",
    )


class DecisionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        subject = f": {obj.subject}" if obj.subject else ""
        text = f"Số {obj.number} ngày {format_date(obj.date)}{subject}"
        return text if len(text) <= 110 else f"{text[:109]}…"


class GroundForm(forms.Form):
    """What every amendment rests on: a decision, and the day from which it holds."""

    decision = DecisionChoice(
        label="Theo quyết định",
        queryset=Decision.objects.none(),
        empty_label="Chọn quyết định",
        error_messages={"required": "Điều chỉnh phải theo một quyết định. Chọn quyết định."},
    )
    valid_from = DayField(
        label="Có hiệu lực từ ngày", required=False, help_text="Để trống: từ ngày của quyết định"
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["decision"].queryset = Decision.objects.filter(plan=plan)  # type: ignore[attr-defined]

    @property
    def units(self) -> QuerySet[Unit]:
        return Unit.objects.filter(locality=self.plan.locality_id).by_name()

    @property
    def decision_chosen(self) -> Decision | None:
        return self.cleaned_data.get("decision")

    def ground(self) -> dict[str, Any]:
        """What an action takes besides the new content: decision, day, and the mark of what was seen."""
        names = ("decision", "valid_from", "seen")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    def told(self, *names: str) -> list[tuple[str, object]]:
        """(label, what was chosen) of the fields that say where something goes and who reports it."""
        chosen = ((str(self.fields[name].label), self.cleaned_data.get(name)) for name in names)
        return [(label, "Chưa giao" if one is None else one) for label, one in chosen]

    @property
    def first_day(self) -> date | None:
        """The day typed, else the decision's."""
        chosen = self.decision_chosen
        return self.cleaned_data.get("valid_from") or (chosen.date if chosen else None)

    def refuse(self, error: ValidationError) -> None:
        """Show what an action refused, each message at its field; what has none stands above the form."""
        for name, messages in self._by_field(error).items():
            self.add_error(name if name in self.fields else None, messages)

    def _by_field(self, error: ValidationError) -> dict[str, list[str]]:
        return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


class ReasonForm(forms.Form):
    reason = FreeText(label="Lý do rút lại", max_length=500, widget=lines(), help_text=NO_SECRETS)


def hidden_pairs(data: Any, dropped: Sequence[str]) -> list[tuple[str, str]]:
    """What was posted, to be sent along once more from the page that asks for confirmation."""
    return [(name, value) for name, values in data.lists() if name not in dropped for value in values]
