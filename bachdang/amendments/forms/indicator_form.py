"""The form of an indicator that a decision adds, each choice in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from bachdang.accounts.models import Unit
from bachdang.amendments.forms.goal_form import AddedGoalForm
from bachdang.amendments.forms.ground import NO_SECRETS, lines
from bachdang.vietnamese.free_text import FreeText
from indicators.rules import Accumulation, Denominator, Direction, Frequency
from indicators.terms.adding import STATE, NewIndicator
from indicators.terms.goals import RATED
from indicators.terms.measure_units import known_as, offered
from plans.models import Item, ItemKind, Plan

NUMBER, RATE, GROWTH, YES_NO, RATING = "number", "rate", "growth", "state", "rating"
_SHAPES = [
    (NUMBER, "Một con số (200 tỷ đồng, 3 trường, 45%)"),
    (RATE, "Tỷ lệ có tử số và mẫu số (6/14 trường)"),
    (GROWTH, "Tốc độ tăng so cùng kỳ năm trước (%)"),
    (YES_NO, "Trạng thái: có hoặc không (được công nhận)"),
    (RATING, "Định tính, đơn vị tự đánh giá bằng lời"),
]
_ADDING_UP = [
    (Accumulation.LEVEL.value, "Tại thời điểm: lấy số của kỳ gần nhất, không cộng các kỳ"),
    (Accumulation.YEAR_TO_DATE.value, "Lũy kế trong năm: cộng các quý, sang năm tính lại từ đầu"),
    (Accumulation.PLAN_TO_DATE.value, "Lũy kế cả giai đoạn: cộng các quý từ khi kế hoạch bắt đầu"),
]
_PARTS = [
    (Denominator.STOCK.value, "Cả hai lấy tại cuối kỳ (trường đạt chuẩn / tổng số trường)"),
    (Denominator.FLOW.value, "Cả hai cộng từ đầu năm (đã xử lý / đã tiếp nhận)"),
    (Denominator.PLAN.value, "Tử số cộng từ đầu năm, mẫu số là kế hoạch cả năm (giải ngân)"),
]


class ProgrammeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        text = f"{obj.code}. {obj.clause.text if obj.clause else ''}"
        return text if len(text) <= 110 else f"{text[:109]}…"


class AddedIndicatorForm(AddedGoalForm):
    """An indicator that the catalogue does not have, and its first target."""

    programme = ProgrammeChoice(
        label="Thuộc chương trình, nhiệm vụ", queryset=Item.objects.none(), empty_label="Chọn"
    )
    title = FreeText(label="Tên chỉ tiêu", max_length=500, widget=lines(), help_text=NO_SECRETS)
    reporter = forms.ModelChoiceField(
        label="Đơn vị báo cáo", queryset=Unit.objects.none(), required=False, empty_label="Chưa giao"
    )
    shape = forms.ChoiceField(label="Số liệu là", choices=_SHAPES)
    measure = FreeText(
        label="Đơn vị tính",
        max_length=60,
        required=False,
        widget=forms.TextInput({"list": "measures", "autocomplete": "off"}),
        help_text="Với con số và tỷ lệ: chọn trong danh mục hoặc gõ đơn vị mới. Các dạng khác để trống.",
    )
    direction = forms.ChoiceField(label="Chiều tốt", choices=Direction.choices)
    frequency = forms.ChoiceField(label="Kỳ đo", choices=Frequency.choices)
    accumulation = forms.ChoiceField(
        label="Cách tính lũy kế của con số",
        choices=_ADDING_UP,
        help_text="Chỉ dùng khi số liệu là một con số",
    )
    denominator = forms.ChoiceField(
        label="Tỷ lệ: tử số và mẫu số", required=False, choices=[("", "Không phải tỷ lệ"), *_PARTS]
    )
    numerator_name = FreeText(label="Tỷ lệ: tử số là", max_length=200, required=False)
    denominator_name = FreeText(label="Tỷ lệ: mẫu số là", max_length=200, required=False)
    scale = forms.TypedChoiceField(
        label="Tỷ lệ: tính trên",
        coerce=Decimal,
        choices=[("100", "100 (phần trăm)"), ("1000", "1.000 (ví dụ: trên 1.000 dân)"), ("1", "1")],
    )
    part_of_whole = forms.BooleanField(label="Là phần của một tổng thể, không thể quá 100%", required=False)
    field_order = (
        "decision", "valid_from", "programme", "title", "reporter", "shape", "measure", "direction",
        "frequency", "accumulation", "denominator", "numerator_name", "denominator_name", "scale",
        "part_of_whole",
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        programmes = Item.objects.filter(plan=plan, kind=ItemKind.PROGRAMME).select_related("clause")
        self.plan, self.measures = plan, offered(plan)
        self.fields["programme"].queryset = programmes.order_by("order")  # type: ignore[attr-defined]
        self.fields["reporter"].queryset = self.units  # type: ignore[attr-defined]
        # Growth has no unit of its own: it is in %.
        self.fields["value"] = self.value_box(str(self["measure"].data or "%") if self.is_bound else "")
        self.fields["value"].label = "Giá trị"

    def clean_measure(self) -> str:
        try:
            return known_as(self.plan, self.cleaned_data["measure"])
        except forms.ValidationError as error:
            raise forms.ValidationError(error.messages) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        rate = data.get("shape") == RATE
        for name in ("denominator", "numerator_name", "denominator_name"):
            if rate and not data.get(name):
                self.add_error(name, "Tỷ lệ phải nêu tử số, mẫu số và cách cộng của chúng.")
        return data

    def measured(self) -> NewIndicator:
        """How it is measured; the shape decides which of the boxes count."""
        data, shape = self.cleaned_data, self.cleaned_data["shape"]
        fixed = {GROWTH: "%", YES_NO: STATE, RATING: RATED}
        adding = {NUMBER: data["accumulation"], GROWTH: Accumulation.GROWTH.value}
        rate = shape == RATE
        return NewIndicator(
            title=data["title"],
            measure=fixed.get(shape, data["measure"]),
            direction=data["direction"],
            frequency=data["frequency"],
            accumulation=adding.get(shape, Accumulation.LEVEL.value),
            denominator=data["denominator"] if rate else "",
            numerator_name=data["numerator_name"] if rate else "",
            denominator_name=data["denominator_name"] if rate else "",
            scale=data["scale"] if rate else Decimal(1),
            part_of_whole=data["part_of_whole"] and shape in (RATE, NUMBER),
        )
