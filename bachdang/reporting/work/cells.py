"""The boxes of a line of one's own work, drawn without a form while nothing was sent: there are hundreds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model

from bachdang.vietnamese.numbers import format_date, format_input
from indicators.boxes import part_label
from indicators.forms import RATINGS, STATES, WORDS, Slot, initial_of, parts_typed
from indicators.models import Indicator, Measurement
from indicators.wording import is_state
from plans.models import Item

RESULT = "Kết quả thực hiện trong quý"


@dataclass(frozen=True)
class Cell:
    """A box as the table draws it: what it holds as it was typed, and what it is called.

    `choices`: (key, words, whether it is the one) of a list. `asked`: the box itself where its own widget
    must draw it, because words in an old code page are asked about below them.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    choices: Sequence[tuple[str, str, bool]] = ()
    is_words: bool = False
    is_wrong: bool = False
    asked: forms.BoundField | None = None

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def is_number(self) -> bool:
        return not self.is_words and not self.choices


def prefix_of(item: Item) -> str:
    """What the names of an item's boxes begin with."""
    return f"i{item.pk}"


def words_cell(item: Item, result: str) -> Cell:
    """The quarter in words."""
    return Cell(f"{prefix_of(item)}-result", f"{item.code} {RESULT}", result, is_words=True)


def figure_cells(
    item: Item, indicator: Indicator, slot: Slot, kinds: Sequence[str], stored: Sequence[Measurement]
) -> Iterator[Cell]:
    """The inputs of one slot, with what is stored; the day a milestone was reached is not among them."""
    shown = [
        one for one in stored if (one.year, one.quarter, one.form) == (slot.year, slot.quarter, slot.form)
    ]
    initial = initial_of(indicator, shown)
    for part in parts_typed(indicator, kinds):
        if part == "reached_on":
            continue
        name = f"{slot.name}_{part}"
        value = initial.get(name, "")
        yield Cell(
            f"{prefix_of(item)}-{name}",
            f"{item.code} {slot.label}, {part_label(indicator, part)}",
            str(value) if isinstance(value, str) else format_input(value),
            hint="" if part in ("value", "rating") else part_label(indicator, part),
            choices=_choices(indicator, part, str(value)),
        )


def _choices(indicator: Indicator, part: str, value: str) -> list[tuple[str, str, bool]]:
    if part == "rating":
        found = WORDS if is_state(indicator) else RATINGS
    else:
        found = STATES if part == "value" and is_state(indicator) else []
    return [(key, words, key == value) for key, words in found]


def cell_of(box: forms.BoundField, code: str) -> Cell:
    """A box of a form that was sent, as it was typed."""
    widget, label = box.field.widget, f"{code} {getattr(box, 'full_label', box.label)}"
    widget.attrs["aria-label"] = label
    value = _said(box.value())
    is_words, is_wrong = isinstance(widget, forms.Textarea), bool(box.errors)
    is_part = box.html_name.endswith(("_numerator", "_denominator"))
    choices = getattr(widget, "choices", ())
    return Cell(
        box.html_name,
        label,
        value,
        hint=str(box.label) if is_part else "",
        choices=[(str(key), str(words), str(key) == value) for key, words in choices],
        is_words=is_words,
        is_wrong=is_wrong,
        asked=box if is_words and is_wrong else None,
    )


def _said(value: Any) -> str:
    """What stands in a box."""
    if value is None or isinstance(value, Model):
        return ""
    return format_date(value) if hasattr(value, "isoformat") else str(value)
