"""The form of a unit's figures for one indicator in one period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from bachdang.vietnamese.free_text import FreeText
from indicators.boxes import figure_box, spread_fractions
from indicators.entry import NewFigure, doubts, faults
from indicators.magnitudes import Known, leaps
from indicators.models import Indicator, Measurement
from indicators.rules import MILESTONE_WORDS, QUALITATIVE_RATINGS, Form, TargetKind
from indicators.wording import is_state
from plans.models import Period

PARTS = ("value", "numerator", "denominator", "rating")
# Fields that are no input of a slot, shown after them.
AROUND = {"note", "no_data_reason", "seen", "confirmed"}
STATES = [("", "—"), ("1", "Có"), ("0", "Không")]


@dataclass(frozen=True)
class Slot:
    """A place of the form: a quarter and a form of figure, with its Vietnamese label."""

    year: int
    quarter: int
    form: Form
    label: str

    @property
    def name(self) -> str:
        return f"{self.form.value}_{self.year}q{self.quarter}"


def inline_slots(period: Period, *, official: bool) -> list[Slot]:
    """Slots of a row among many: the quarter's estimate, the official figure of the quarter before."""
    _, estimate, _, before = slots(period)
    return [estimate, before] if official else [estimate]


def slots(period: Period) -> list[Slot]:
    """A round takes its own quarter in three forms, and the official figure of the quarter before."""
    year, quarter = (period.year, period.quarter - 1) if period.quarter > 1 else (period.year - 1, 4)
    before = f"quý {'IV' if quarter == 4 else 'I' * quarter}/{year}"
    label = period.label.replace("Quý", "quý", 1)
    own = (period.year, period.quarter)
    return [
        Slot(*own, Form.TO_CUTOFF, f"Thực hiện đến ngày chốt {period.cutoff:%d/%m/%Y}"),
        Slot(*own, Form.ESTIMATE, f"Ước cả {label}"),
        Slot(*own, Form.OFFICIAL, f"Chính thức cả {label}"),
        Slot(year, quarter, Form.OFFICIAL, f"Chính thức cả {before}"),
    ]


CONFIRM = "Số liệu đúng như đã nhập"


class SlotBox(forms.BoundField):
    """An input that stands in a slot, under the slot's label."""

    @property
    def full_label(self) -> str:
        """What it is called away from its slot, in an error summary."""
        assert isinstance(self.form, FiguresForm)
        slot = self.form.slot_of(self.name)
        return f"{slot.label}, {self.label}" if slot else str(self.label)


class FiguresForm(forms.Form):
    """One row of inputs a slot: a value, a fraction, a state or a rating, as the indicator is measured.

    `compared` is what the figures are compared with: one ten times as large asks once, of a rate each part by
    itself. `places` are the slots shown, all of the period's unless given. `saves_at`: where the form is
    saved by itself when it is a row among many. `known`: the figures that stand already; `shared`: the parts
    taken from other indicators, as they are now.
    """

    bound_field_class = SlotBox
    note = FreeText(
        label="Ghi chú",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nguồn số liệu, lý do tăng giảm. Không nhập bí mật nhà nước.",
    )
    no_data_reason = FreeText(
        label="Không phát sinh hoặc chưa có số liệu: lý do",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Chỉ ghi khi kỳ này không có số để báo cáo. Không nhập bí mật nhà nước.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    confirmed = forms.BooleanField(label=CONFIRM, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        period: Period,
        stored: Iterable[Measurement] = (),
        compared: Known | None = None,
        kinds: Iterable[str] = (),
        places: Iterable[Slot] | None = None,
        known: Iterable[NewFigure] = (),
        shared: Mapping[str, Decimal] | None = None,
        saves_at: str = "",
        **kwargs: Any,
    ) -> None:
        self.indicator, self.period, self.compared = indicator, period, compared or Known()
        self.saves_at, self.known, self.shared = saves_at, list(known), shared or {}
        self.milestone = TargetKind.MILESTONE in set(kinds)
        self.qualitative = TargetKind.QUALITATIVE in set(kinds)
        self.slots = list(slots(period) if places is None else places)
        kwargs["initial"] = {**self._initial(stored), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for slot in self.slots:
            for part, field in self._inputs().items():
                self.fields[f"{slot.name}_{part}"] = field
        self.order_fields([name for name in self.fields if name not in AROUND])
        if self.is_bound and indicator.is_rate:
            spread_fractions(
                self, [(f"{one.name}_numerator", f"{one.name}_denominator") for one in self.slots]
            )

    def _inputs(self) -> dict[str, forms.Field]:
        indicator = self.indicator
        if self.qualitative:
            choices = [("", "—"), *((one.value, one.label) for one in QUALITATIVE_RATINGS)]
            return {"rating": forms.ChoiceField(label="Tự đánh giá", choices=choices, required=False)}
        if is_state(indicator):
            state = forms.TypedChoiceField(
                label="Trạng thái", choices=STATES, coerce=Decimal, empty_value=None, required=False
            )
            inputs: dict[str, forms.Field] = {"value": state}
            if self.milestone:
                words = [("", "—"), *((one.value, one.label) for one in MILESTONE_WORDS)]
                inputs["rating"] = forms.ChoiceField(
                    label="Chưa hoàn thành: tiến độ", choices=words, required=False
                )
                inputs["reached_on"] = forms.DateField(
                    label="Đạt ngày", required=False, help_text="Ngày/tháng/năm, ví dụ 30/9/2026"
                )
            return inputs
        if indicator.is_rate:
            parts = ("numerator", "denominator")
            return {part: figure_box(indicator, part) for part in parts if part not in indicator.shared_parts}
        return {"value": figure_box(indicator, "value")}

    def _initial(self, stored: Iterable[Measurement]) -> dict[str, Any]:
        initial: dict[str, Any] = {}
        for one in stored:
            name = f"{one.form}_{one.year}q{one.quarter}"
            for part in PARTS:
                value = getattr(one, part)
                if value not in (None, ""):
                    initial[f"{name}_{part}"] = self._shown(value, part)
            if one.reached_on:
                initial[f"{name}_reached_on"] = one.reached_on
            initial["note"] = initial.get("note") or one.note
        return initial

    def _shown(self, value: Any, part: str) -> Any:
        """A state as the key of its choice; numbers are written by their field."""
        return str(int(value)) if part == "value" and is_state(self.indicator) else value

    def slot_of(self, name: str) -> Slot | None:
        """The slot that the field of this name stands in."""
        return next((slot for slot in self.slots if name.startswith(f"{slot.name}_")), None)

    def rows(self) -> list[tuple[Slot, list[forms.BoundField]]]:
        """The slots with their inputs, for the template."""
        return [
            (slot, [self[name] for name in self.fields if self.slot_of(name) == slot]) for slot in self.slots
        ]

    def figures(self) -> list[NewFigure]:
        """What was typed, slot by slot, empty slots left out."""
        return self._given(self.cleaned_data)

    def _figure(self, slot: Slot, data: Mapping[str, Any]) -> NewFigure:
        value, rating = data.get(f"{slot.name}_value"), data.get(f"{slot.name}_rating") or ""
        if self.milestone and rating:
            # Reached needs no word; a word says that it is not reached yet.
            value, rating = (value, "") if value else (None, rating)
        return NewFigure(
            year=slot.year,
            quarter=slot.quarter,
            form=slot.form,
            value=value,
            numerator=data.get(f"{slot.name}_numerator"),
            denominator=data.get(f"{slot.name}_denominator"),
            rating=rating,
            reached_on=data.get(f"{slot.name}_reached_on"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for slot in self.slots:
            figure = self._figure(slot, data)
            whole = figure if figure.is_empty else figure.with_parts(self.shared)
            for part, message in faults(self.indicator, whole, [*self.known, *self._given(data)]):
                part = part if part not in self.shared else next(iter(self._inputs()))
                name = f"{slot.name}_{part}"
                if name not in self.errors:
                    self.add_error(name, message)
        empty = all(self._figure(slot, data).is_empty for slot in self.slots)
        if not self.errors and empty and not data.get("no_data_reason"):
            self.add_error(None, "Chưa nhập số liệu nào. Nhập ít nhất một ô, hoặc ghi lý do chưa có số liệu.")
        if not self.errors and not data.get("confirmed"):
            self._ask_about_leaps(data)
            self._ask_about_doubts(data)
        return data

    def _given(self, data: Mapping[str, Any]) -> list[NewFigure]:
        return [figure for slot in self.slots if not (figure := self._figure(slot, data)).is_empty]

    def _ask_about_doubts(self, data: Mapping[str, Any]) -> None:
        for slot in self.slots:
            for part, question in doubts(self.indicator, self._figure(slot, data)):
                self._ask(f"{slot.name}_{part}", question)

    def _ask_about_leaps(self, data: Mapping[str, Any]) -> None:
        for slot in self.slots:
            for leap in leaps(self.indicator, self._figure(slot, data), self.compared):
                self._ask(f"{slot.name}_{leap.part}", f"Số này {leap.words}")

    def _ask(self, name: str, doubt: str) -> None:
        """Ask at a box whether it is right all the same: the page puts the button of `confirmed` there."""
        message = f"{doubt}. Sửa lại; nếu đúng, bấm “{CONFIRM}”."
        self.add_error(name, forms.ValidationError(message, code="confirm"))
