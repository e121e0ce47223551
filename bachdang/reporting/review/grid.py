"""The review table of a page: which rows it shows, grouped by unit, and what was chosen in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django import forms
from django.http import QueryDict

from bachdang.accounts.models import Unit
from bachdang.reporting.flow.bulk import Choice
from bachdang.reporting.review.rows import ReviewRow
from plans.flow import Step
from plans.models import ItemKind

TICK, CLEAN = "chon", "khong-co"
"""?chon=khong-co: every row without a flag is ticked, also without JavaScript."""
_STAMP = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})", re.ASCII)
_WHY = "why-"


@dataclass(frozen=True)
class Review:
    """Who reviews: the step that lets pass, the one that gives back, and their words on the buttons."""

    passes: Step
    returns: Step
    verb: str
    by_unit: bool


HEAD = Review(Step.APPROVE, Step.SEND_BACK, "Duyệt", by_unit=False)
OFFICE = Review(Step.ACCEPT, Step.RETURN, "Tiếp nhận", by_unit=True)


class ReviewFilter(forms.Form):
    """In the address; a value that is none of the choices shows all."""

    unit = forms.ChoiceField(label="Đơn vị", required=False)
    kind = forms.ChoiceField(label="Loại", required=False)
    flagged = forms.ChoiceField(label="Cờ", required=False)

    def __init__(self, data: QueryDict, rows: Sequence[ReviewRow]) -> None:
        super().__init__(data)
        units = Counter((row.unit.code, str(row.unit)) for row in rows)
        kinds = Counter(row.item.kind for row in rows)
        flagged = sum(1 for row in rows if row.is_flagged)
        choices = {
            "unit": [(code, f"{name} ({n})") for (code, name), n in units.items()],
            "kind": [(key, f"{label} ({kinds[key]})") for key, label in ItemKind.choices if kinds[key]],
            "flagged": [("1", f"Có cờ ({flagged})"), ("0", f"Không có cờ ({len(rows) - flagged})")],
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", "Tất cả"), *found]  # type: ignore[attr-defined]

    def keeps(self, row: ReviewRow) -> bool:
        chosen = {name: self.data.get(name, "") for name in self.fields if name not in self.errors}
        is_of = {"unit": row.unit.code, "kind": row.item.kind, "flagged": str(int(row.is_flagged))}
        return all(not value or value == is_of[name] for name, value in chosen.items())


@dataclass
class ReviewGrid:
    """`all` that waits, and the `rows` of it that the filter keeps."""

    review: Review
    all: Sequence[ReviewRow]
    filter: ReviewFilter
    errors: list[str] = field(default_factory=list)
    reason: str = ""

    @property
    def rows(self) -> list[ReviewRow]:
        return [row for row in self.all if self.filter.keeps(row)]

    @property
    def groups(self) -> list[tuple[Unit, list[ReviewRow]]]:
        """By unit in the official order; inside of it as in the plan."""
        found = sorted(self.rows, key=lambda row: (row.unit.order, row.unit.pk))
        return [(unit, list(some)) for unit, some in groupby(found, key=lambda row: row.unit)]

    @property
    def flagged(self) -> int:
        return sum(1 for row in self.all if row.is_flagged)

    @property
    def is_filtered(self) -> bool:
        return len(self.rows) != len(self.all)


def grid_of(review: Review, rows: Sequence[ReviewRow], chosen: QueryDict) -> ReviewGrid:
    """The table for an address; with ?chon=khong-co what is shown and has no flag is ticked."""
    grid = ReviewGrid(review, rows, ReviewFilter(chosen, rows))
    if chosen.get(TICK) == CLEAN:
        for row in grid.rows:
            row.ticked = not row.is_flagged
    return grid


def choices_of(sent: QueryDict) -> list[Choice]:
    """What was ticked, and what has a reason of its own: as it was seen. Anything else is left out."""
    reasons = reasons_of(sent)
    stamps = dict.fromkeys([*sent.getlist("tick"), *reasons])
    found = [(stamp, _STAMP.fullmatch(stamp)) for stamp in stamps]
    return [Choice(int(one[1]), int(one[2]), reasons.get(stamp, "")) for stamp, one in found if one]


def reasons_of(sent: QueryDict) -> Mapping[str, str]:
    """Reasons typed in rows, by the row's stamp."""
    typed = {
        name.removeprefix(_WHY): str(text).strip() for name, text in sent.items() if name.startswith(_WHY)
    }
    return {stamp: text for stamp, text in typed.items() if text}


def keep_choice(grid: ReviewGrid, sent: QueryDict, errors: Mapping[str, str]) -> None:
    """Let the table show again what was ticked and typed, with what is wrong in a row (by its stamp)."""
    ticks, reasons = set(sent.getlist("tick")), reasons_of(sent)
    grid.reason = str(sent.get("reason", ""))
    for row in grid.all:
        row.ticked = row.stamp in ticks
        row.reason, row.error = reasons.get(row.stamp, ""), errors.get(row.stamp, "")
