"""The page of the timeline: what was chosen in the address, the lines kept, what they say in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django import forms
from django.http import Http404

from bachdang.accounts.models import Unit
from bachdang.dashboard.timeline.lines import (
    KIND_LABELS,
    WHOLE_PLAN,
    Line,
    LineKind,
    Mark,
    Window,
    plan_window,
    year_window,
)
from bachdang.dashboard.timeline.reading import LineBook
from bachdang.scope.scopes import Scope
from bachdang.standing.filters import ATTENTION, TASKS_NEEDING_ATTENTION
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Clause, Plan
from plans.rules import TASK_STATUS_LABELS, TaskStatus

YEAR_PARAMETER = "nam"
EVERYTHING = ("", "Tất cả")
_NOUNS: dict[LineKind, str] = {
    LineKind.TASK: "nhiệm vụ",
    LineKind.PROJECT: "dự án",
    LineKind.OWN: "việc của đơn vị",
    LineKind.MILESTONE: "mốc",
}


def windows_of(plan: Plan) -> list[Window]:
    """Each year of the plan, then the whole of it."""
    years = range(plan.starts.year, plan.ends.year + 1)
    return [*(year_window(year) for year in years), plan_window(plan)]


def window_of(asked: str, scope: Scope, plan: Plan) -> Window:
    """The window named in the address, by default the year of the period; 404 for another."""
    if not asked:
        year = min(max(scope.quarter.year, plan.starts.year), plan.ends.year)
        return year_window(year)
    found = next((one for one in windows_of(plan) if one.key == asked), None)
    if found is None:
        raise Http404("Dòng thời gian chỉ có các năm của kế hoạch.")
    return found


class TimelineFilter(forms.Form):
    """Unit, kind, status and group; the choices are those of the plan's own lines."""

    unit = forms.ChoiceField(label="Đơn vị báo cáo", required=False)
    kind = forms.ChoiceField(label="Loại", required=False, choices=[EVERYTHING, *KIND_LABELS.items()])
    status = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[
            EVERYTHING,
            (ATTENTION, "Cần chú ý"),
            *((key.value, label) for key, label in TASK_STATUS_LABELS.items()),
        ],
    )
    group = forms.ChoiceField(label="Nhóm nhiệm vụ, dự án", required=False)

    def __init__(self, data: Mapping[str, Any], lines: Iterable[Line]) -> None:
        super().__init__(data)
        units = sorted(
            {one.unit for one in lines if one.unit is not None}, key=lambda unit: (unit.order, unit.pk)
        )
        self.fields["unit"].choices = [EVERYTHING, *((one.code, str(one)) for one in units)]  # type: ignore[attr-defined]
        self.fields["group"].choices = [EVERYTHING, *_group_choices(lines)]  # type: ignore[attr-defined]

    @property
    def choice(self) -> dict[str, str]:
        """What was chosen; a value that is no choice is left out and said in the form."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _group_choices(lines: Iterable[Line]) -> list[tuple[str, str]]:
    groups = {one.group.key: one.group for one in lines if one.group is not None}
    return [(key, group_label(one)) for key, one in groups.items()]


def group_label(group: Clause) -> str:
    return f"{group.place} · {group.text}"


@dataclass(frozen=True)
class Group:
    """Lines that stand under one heading of the document."""

    clause: Clause | None
    lines: list[Line]

    @property
    def label(self) -> str:
        return group_label(self.clause) if self.clause else "Chưa xếp nhóm"


class Timeline:
    """Lines of a window as filtered. `lines` fall into it, `undated` have no time at all."""

    def __init__(self, book: QuarterBook, window: Window, data: Mapping[str, Any]) -> None:
        self.scope, self.plan, self.window = book.scope, book.plan, window
        self.book = LineBook(book)
        self.form = TimelineFilter(data, self.book.lines)
        self.choice = self.form.choice
        self.kind = self.choice.get("kind", "")

    @cached_property
    def _sifted(self) -> list[Line]:
        """Lines of the chosen kind, unit and group, whatever their status."""
        if self.kind == LineKind.ROUND:
            return []
        source = self.book.milestone_lines if self.kind == LineKind.MILESTONE else self.book.lines
        return [one for one in source if self._keeps(one)]

    def _keeps(self, line: Line) -> bool:
        unit, group = self.choice.get("unit", ""), self.choice.get("group", "")
        return (
            (not self.kind or line.kind == self.kind)
            and (not unit or (line.unit is not None and line.unit.code == unit))
            and (not group or (line.group is not None and line.group.key == group))
        )

    @cached_property
    def _in_window(self) -> list[Line]:
        return [kept for one in self._sifted if one.is_dated and (kept := one.within(self.window))]

    @cached_property
    def _undated(self) -> list[Line]:
        return [one for one in self._sifted if not one.is_dated]

    def _of_status(self, lines: Sequence[Line]) -> list[Line]:
        asked = self.choice.get("status", "")
        wanted = TASKS_NEEDING_ATTENTION if asked == ATTENTION else {asked}
        return [one for one in lines if not asked or one.status in wanted]

    @cached_property
    def lines(self) -> list[Line]:
        return self._of_status(self._in_window)

    @cached_property
    def undated(self) -> list[Line]:
        """Chưa xác định thời hạn: work that no window can show, in any year."""
        return self._of_status(self._undated)

    @cached_property
    def groups(self) -> list[Group]:
        """The lines under their headings, in the document's order."""
        return [
            Group(lines[0].group, lines)
            for _, found in groupby(self.lines, key=lambda one: one.group and one.group.pk)
            if (lines := list(found))
        ]

    @cached_property
    def rounds(self) -> list[Mark]:
        """The due days of reports; they have no status, and are no work of one group."""
        hidden = self.kind not in ("", LineKind.ROUND) or self.choice.keys() & {"status", "group"}
        return [] if hidden else self.book.round_marks(self.window)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Lines by status, whatever status was chosen: each count opens its lines."""
        return dict(Counter(one.status.value for one in [*self._in_window, *self._undated]))

    @property
    def unit(self) -> Unit | None:
        code = self.choice.get("unit", "")
        return next((one.unit for one in self.book.lines if one.unit and one.unit.code == code), None)

    @property
    def noun(self) -> str:
        return _NOUNS[LineKind(self.kind)] if self.kind in _NOUNS else "việc"

    @property
    def finding(self) -> str:
        """The sentence that heads the chart."""
        where = f"trong {self.window.label}" + (f" của {self.unit}" if self.unit else "")
        if self.kind == LineKind.ROUND:
            return f"{len(self.rounds)} hạn gửi báo cáo {where}"
        if not self.lines:
            return f"Chưa có {self.noun} nào có thời hạn {where}"
        asked = self.choice.get("status", "")
        if asked and asked != ATTENTION:
            return f"{len(self.lines)} {self.noun} {where}: {TASK_STATUS_LABELS[TaskStatus(asked)].lower()}"
        pressing = ((TaskStatus.OVERDUE, "quá hạn"), (TaskStatus.DUE_SOON, "sắp đến hạn"))
        told = [said for status, words in pressing if (said := self._told(status, words))]
        if not told:
            return f"Không {self.noun} nào quá hạn hay sắp đến hạn {where}"
        return f"{', '.join(told)} {where}"

    def _told(self, status: TaskStatus, words: str) -> str:
        """ "8 việc quá hạn (3 nhiệm vụ, 4 dự án, 1 việc của đơn vị)": of what, where kinds are mixed."""
        kinds = Counter(one.kind for one in self.lines if one.status == status)
        if not kinds:
            return ""
        parts = [f"{kinds[kind]} {noun}" for kind, noun in _NOUNS.items() if kinds.get(kind)]
        return f"{kinds.total()} {self.noun} {words}" + (f" ({', '.join(parts)})" if len(parts) > 1 else "")

    @property
    def alternative(self) -> str:
        """What the chart shows, for those who do not see it."""
        said = "; ".join(
            f"{label}: {number}"
            for key, label in TASK_STATUS_LABELS.items()
            if (number := sum(1 for one in self.lines if one.status == key))
        )
        marks = f" {len(self.rounds)} hạn gửi báo cáo." if self.rounds else ""
        return (
            f"{len(self.lines)} {self.noun} theo thời gian. {said}.{marks}" if self.lines else marks.strip()
        )


def tabs(plan: Plan, chosen: Window) -> list[tuple[str, str, bool]]:
    """(key, label, whether it is the one shown) of the windows."""
    return [
        (
            one.key,
            f"Năm {one.year}" if one.year else f"Cả giai đoạn {one.starts.year}–{one.ends.year}",
            one == chosen,
        )
        for one in windows_of(plan)
    ]


__all__ = ["WHOLE_PLAN", "YEAR_PARAMETER", "Timeline", "tabs", "window_of", "windows_of"]
