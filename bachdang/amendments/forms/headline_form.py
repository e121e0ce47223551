"""The form of the headline indicators: a box for the place of each indicator of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from bachdang.vietnamese.fields import WholeNumberField
from indicators.models import HEADLINE_LAST, Indicator
from indicators.terms.headlines import Places, headline_faults, seen_places


@dataclass(frozen=True)
class Choosable:
    """An indicator that may be a headline one, with its name in the quarter looked at."""

    indicator: Indicator
    title: str

    @property
    def box(self) -> str:
        return f"place_{self.indicator.pk}"


class HeadlineForm(forms.Form):
    """An empty box: no headline indicator."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=20)

    def __init__(
        self, *args: Any, choosable: Sequence[Choosable], stored: Mapping[int, int], **kwargs: Any
    ) -> None:
        self.choosable, self.stored = choosable, stored
        places = {f"place_{pk}": place for pk, place in stored.items()}
        kwargs["initial"] = {"seen": seen_places(stored), **places}
        super().__init__(*args, **kwargs)
        for one in choosable:
            name = f"Thứ tự của {one.indicator.item.code} {one.title}"
            self.fields[one.box] = WholeNumberField(
                label=name, required=False, widget=forms.TextInput(attrs={"aria-label": name, "size": 4})
            )

    def places(self) -> dict[int, int]:
        given = {one.indicator.pk: self.cleaned_data.get(one.box) for one in self.choosable}
        return {pk: place for pk, place in given.items() if place is not None}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        found: Places = self.places()
        for pk, message in headline_faults(found).items():
            self.add_error(f"place_{pk}", message)
        return data

    def chosen(self) -> list[tuple[Choosable, forms.BoundField]]:
        """The headline indicators as they are stored, in their order."""
        rows = [one for one in self.choosable if one.indicator.pk in self.stored]
        return [(one, self[one.box]) for one in sorted(rows, key=lambda one: self.stored[one.indicator.pk])]

    def others(self) -> Iterator[tuple[Choosable, forms.BoundField]]:
        """All others, in the plan's order."""
        for one in self.choosable:
            if one.indicator.pk not in self.stored:
                yield one, self[one.box]

    @property
    def last(self) -> int:
        return HEADLINE_LAST
