"""The forms of targets: what their terms ask, and further targets of an indicator."""

from __future__ import annotations

from typing import Any

from django import forms

from bachdang.amendments.forms.ground import STATES, GroundForm
from bachdang.vietnamese.fields import DayField, VietnameseDecimalField, WholeNumberField
from indicators.counting import measure_counts
from indicators.rules import Operator, TargetKind
from indicators.terms.goals import GoalDraft
from plans.models import Plan, TermsState

_KINDS = [
    (TargetKind.REACH.value, "Đạt mức: đến thời hạn đạt giá trị nêu ra"),
    (TargetKind.MAINTAIN.value, "Duy trì: kỳ nào cũng giữ được giá trị nêu ra"),
    (TargetKind.EVERY_YEAR.value, "Hằng năm đạt: cuối mỗi năm đạt giá trị nêu ra"),
    (TargetKind.AVERAGE_GROWTH.value, "Tăng bình quân: tốc độ tăng bình quân các năm"),
    (TargetKind.CHANGE.value, "Tăng thêm: so với số gốc tăng (giảm) thêm giá trị nêu ra"),
    (TargetKind.TREND.value, "Tăng/giảm hằng năm: năm sau tốt hơn năm trước, không nêu giá trị"),
    (TargetKind.MILESTONE.value, "Mốc hoàn thành: có hay không, trước thời hạn"),
    (TargetKind.QUALITATIVE.value, "Định tính: đơn vị tự đánh giá bằng lời"),
]


class GoalForm(GroundForm):
    """What a target asks."""

    state = forms.ChoiceField(label="Tình trạng", choices=STATES)
    kind = forms.ChoiceField(label="Loại mục tiêu", choices=_KINDS)
    operator = forms.ChoiceField(
        label="So sánh", required=False, choices=[("", "Không có"), *Operator.choices]
    )
    value = VietnameseDecimalField(required=False)
    horizon = DayField(label="Thời hạn", help_text="Ngày cuối của kỳ phải đạt, dạng ngày/tháng/năm")
    since = WholeNumberField(
        label="Tính từ năm", required=False, help_text="Để trống: từ năm đầu của kế hoạch"
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(
        self, *args: Any, plan: Plan, measure: str = "", stored: GoalDraft | None = None, **kwargs: Any
    ) -> None:
        if stored is not None:
            kwargs["initial"] = stored.stored | kwargs.get("initial", {})
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["value"] = self.value_box(measure)

    @staticmethod
    def value_box(measure: str) -> VietnameseDecimalField:
        """The box of a value in a unit of measure."""
        label = f"Giá trị ({measure})" if measure else "Giá trị"
        return VietnameseDecimalField(
            label=label, required=False, measure=measure, whole=measure_counts(measure)
        )

    def wanted(self) -> GoalDraft:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return GoalDraft(
            kind=data["kind"],
            horizon=data["horizon"],
            operator=data["operator"],
            value=data["value"],
            since=data["since"],
            state=data.get("state", TermsState.ACTIVE.value),
        )


class AddedGoalForm(GoalForm):
    """A further target of an indicator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["state"], self.fields["seen"]
