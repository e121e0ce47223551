"""The form of a unit's figures for one indicator in one period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from bachdang.vietnamese.fields import DayField
from bachdang.vietnamese.free_text import FreeText
from indicators.boxes import figure_box, part_label, spread_fractions
from indicators.entry import NewFigure, as_new_figure, doubts, faults
from indicators.entry.since_january import (
    as_typed,
    is_typed_as_sum,
    quarters_part,
    summed_parts,
    typed_faults,
)
from indicators.magnitudes import Known, leaps
from indicators.models import Indicator, Measurement
from indicators.rules import MILESTONE_WORDS, QUALITATIVE_RATINGS, Form, TargetKind
from indicators.wording import is_state
from plans.models import Period

PARTS = ("value", "numerator", "denominator", "rating")
# Fields that are no input of a slot, shown after them.
AROUND = {"note", "no_data_reason", "span", "seen", "confirmed"}
STATES = [("", "—"), ("1", "Có"), ("0", "Không")]
RATINGS = [("", "—"), *((one.value, one.label) for one in QUALITATIVE_RATINGS)]
WORDS = [("", "—"), *((one.value, one.label) for one in MILESTONE_WORDS)]
IN_QUARTER, SINCE_JANUARY = "quarter", "january"
SPANS = [(IN_QUARTER, "trong quý"), (SINCE_JANUARY, "lũy kế từ đầu năm")]


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


def estimate_slot(period: Period) -> Slot:
    """The slot of a row among many: the quarter's estimate."""
    return slots(period)[1]


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


def parts_typed(indicator: Indicator, kinds: Collection[str]) -> list[str]:
    """The inputs that a figure of the indicator is typed in, in order; `kinds`: those of its targets."""
    if TargetKind.QUALITATIVE in kinds:
        return ["rating"]
    if is_state(indicator):
        return ["value", "rating", "reached_on"] if TargetKind.MILESTONE in kinds else ["value"]
    if indicator.is_rate:
        return [one for one in ("numerator", "denominator") if one not in indicator.shared_parts]
    return ["value"]


def initial_of(indicator: Indicator, stored: Sequence[Measurement]) -> dict[str, Any]:
    """What the boxes begin with: figures as they were typed, sums since 1 January where all of them are."""
    figures = [as_new_figure(one) for one in stored]
    summed = bool(figures) and all(is_typed_as_sum(one) for one in figures)
    initial: dict[str, Any] = {"span": SINCE_JANUARY if summed else IN_QUARTER, "note": ""}
    for one, figure in zip(stored, map(as_typed, figures) if summed else figures, strict=True):
        name = f"{one.form}_{one.year}q{one.quarter}"
        for part in PARTS:
            value = getattr(figure, part)
            if value not in (None, ""):
                state = part == "value" and is_state(indicator)
                initial[f"{name}_{part}"] = str(int(value)) if state else value
        if one.reached_on:
            initial[f"{name}_reached_on"] = one.reached_on
        initial["note"] = initial["note"] or one.note
    return initial


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
    taken from other indicators, as they are now. `reason`: why there is no figure, as it is stored.

    What adds up within a year may be typed as the quarter's part or as the sum since 1 January (`span`): the
    figures given are always parts.
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
    span = forms.ChoiceField(label="Số nhập là", choices=SPANS, required=False)
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
        reason: str = "",
        **kwargs: Any,
    ) -> None:
        self.indicator, self.period, self.compared = indicator, period, compared or Known()
        self.saves_at, self.known, self.shared = saves_at, list(known), shared or {}
        self.kinds = set(kinds)
        self.milestone, self.reason = TargetKind.MILESTONE in self.kinds, reason
        self.slots = list(slots(period) if places is None else places)
        initial = initial_of(indicator, [one for one in stored if self._is_shown(one)])
        kwargs["initial"] = {**initial, "no_data_reason": reason, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if not summed_parts(indicator):
            del self.fields["span"]
        for slot in self.slots:
            for part, field in self._inputs().items():
                self.fields[f"{slot.name}_{part}"] = field
        self.order_fields([name for name in self.fields if name not in AROUND])
        if self.is_bound and indicator.is_rate:
            spread_fractions(
                self, [(f"{one.name}_numerator", f"{one.name}_denominator") for one in self.slots]
            )

    def _is_shown(self, one: Measurement) -> bool:
        places = [(slot.year, slot.quarter, slot.form) for slot in self.slots]
        return (one.year, one.quarter, one.form) in places

    def _inputs(self) -> dict[str, forms.Field]:
        return {part: self._input(part) for part in parts_typed(self.indicator, self.kinds)}

    def _input(self, part: str) -> forms.Field:
        label, state = part_label(self.indicator, part), is_state(self.indicator)
        if part == "reached_on":
            return DayField(label=label, required=False, help_text="Ngày/tháng/năm, ví dụ 30/9/2026")
        if part == "rating":
            return forms.ChoiceField(label=label, choices=WORDS if state else RATINGS, required=False)
        if part == "value" and state:
            return forms.TypedChoiceField(
                label=label, choices=STATES, coerce=Decimal, empty_value=None, required=False
            )
        return figure_box(self.indicator, part)

    def slot_of(self, name: str) -> Slot | None:
        """The slot that the field of this name stands in."""
        return next((slot for slot in self.slots if name.startswith(f"{slot.name}_")), None)

    def rows(self) -> list[tuple[Slot, list[forms.BoundField]]]:
        """The slots with their inputs, for the template."""
        return [
            (slot, [self[name] for name in self.fields if self.slot_of(name) == slot]) for slot in self.slots
        ]

    def figures(self) -> list[NewFigure]:
        """What was typed, slot by slot, empty slots left out; always the parts of the quarters."""
        return [one for one in self._read(self.cleaned_data).values() if not one.is_empty]

    def _read(self, data: Mapping[str, Any]) -> dict[Slot, NewFigure]:
        """The figure of each slot; of sums since 1 January the earlier quarters are taken off."""
        typed = {slot: self._figure(slot, data) for slot in self.slots}
        if data.get("span") != SINCE_JANUARY:
            return typed
        known = self._known(typed)
        return {slot: quarters_part(self.indicator, one, known) for slot, one in typed.items()}

    def _known(self, typed: Mapping[Slot, NewFigure]) -> list[NewFigure]:
        """The figures that stand, and of an earlier quarter what is typed beside them as its part."""
        before = [one for one in typed.values() if not one.is_empty and self._is_before(one)]
        return [*self.known, *(quarters_part(self.indicator, one, self.known) for one in before)]

    def _is_before(self, one: NewFigure) -> bool:
        return (one.year, one.quarter) != (self.period.year, self.period.quarter)

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
        self._check_sums(data)
        read = self._read(data)
        given = [one for one in read.values() if not one.is_empty]
        for slot, figure in read.items():
            whole = figure if figure.is_empty else figure.with_parts(self.shared)
            for part, message in faults(self.indicator, whole, [*self.known, *given]):
                part = part if part not in self.shared else next(iter(self._inputs()))
                self._add_fault(slot, part, message)
        if not self.errors and not given and not data.get("no_data_reason", self.reason):
            self.add_error(None, "Chưa nhập số liệu nào. Nhập ít nhất một ô, hoặc ghi lý do chưa có số liệu.")
        if not self.errors and not data.get("confirmed"):
            for slot, figure in read.items():
                for leap in leaps(self.indicator, figure, self.compared):
                    self._ask(f"{slot.name}_{leap.part}", f"Số này {leap.words}")
            for slot, figure in read.items():
                for part, question in doubts(self.indicator, figure):
                    self._ask(f"{slot.name}_{part}", question)
        return data

    def _check_sums(self, data: Mapping[str, Any]) -> None:
        """Refuse sums since 1 January that the quarters before cannot be taken off."""
        if data.get("span") != SINCE_JANUARY:
            return
        typed = {slot: self._figure(slot, data) for slot in self.slots}
        known = self._known(typed)
        for slot, one in typed.items():
            for part, message in typed_faults(self.indicator, one, known):
                self._add_fault(slot, part, message)

    def _add_fault(self, slot: Slot, part: str, message: str) -> None:
        """The first thing wrong at a box."""
        name = f"{slot.name}_{part}"
        if name not in self.errors:
            self.add_error(name, message)

    def _ask(self, name: str, doubt: str) -> None:
        """Ask at a box whether it is right all the same: the page puts the button of `confirmed` there."""
        message = f"{doubt}. Sửa lại; nếu đúng, bấm “{CONFIRM}”."
        self.add_error(name, forms.ValidationError(message, code="confirm"))
