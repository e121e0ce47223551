"""The form of a report by kind of item; each turns what was typed into Content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from bachdang.accounts.models import Unit
from bachdang.reporting.flow.content import Content, FigurePart, Place
from bachdang.reporting.flow.project_part import ProjectPart
from bachdang.reporting.flow.task_part import LateRun, TaskPart
from bachdang.vietnamese.fields import DayField, WholeNumberField
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.numbers import format_date
from indicators.forms import FiguresForm
from plans.models import Item, Milestone, Occurrence, Period, Report, TaskResult

NO_SECRETS = "Không nhập bí mật nhà nước."


def _words(label: str, help_text: str = "", rows: int = 3) -> forms.CharField:
    return FreeText(
        label=label,
        required=False,
        max_length=8000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=f"{help_text} {NO_SECRETS}".strip(),
    )


class IndicatorReportForm(FiguresForm):
    """Figures, a note, or why there is none."""

    def content(self) -> Content:
        data = self.cleaned_data
        places: frozenset[Place] = frozenset((one.year, one.quarter, one.form.value) for one in self.slots)
        return Content(
            part=FigurePart(tuple(self.figures()), places, data.get("note")),
            no_data_reason=data.get("no_data_reason"),
        )


class WordsForm(forms.Form):
    """The quarter in words. `units` are the bodies a proposal may go to."""

    period = Period()
    saves_at = ""

    result = _words("Kết quả thực hiện trong quý", rows=4)
    difficulties = _words("Khó khăn, vướng mắc")
    proposal = _words("Đề xuất, kiến nghị", "Mỗi dòng là một kiến nghị.")
    proposal_to = forms.ModelChoiceField(
        label="Gửi tới", queryset=Unit.objects.none(), required=False, empty_label="Chưa nêu cơ quan"
    )
    no_data_reason = _words("Không phát sinh: lý do", "Chỉ ghi khi quý này không có gì để báo cáo.", rows=2)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(
        self,
        *args: Any,
        item: Item,
        stored: Report | None,
        milestones: Sequence[Milestone] = (),
        today: date | None = None,
        **kwargs: Any,
    ) -> None:
        self.item, self.stored, self.milestones, self.today = item, stored, milestones, today
        kwargs["initial"] = {**self.stored_values(stored), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self._add_milestones()
        if "proposal_to" in self.fields:
            units = Unit.objects.filter(locality=item.plan.locality_id).by_name()
            self.fields["proposal_to"].queryset = units  # type: ignore[attr-defined]

    def _add_milestones(self) -> None:
        """A day for each milestone, before the difficulties; it begins with what was said last."""
        said = self.stored.milestone_results.all() if self.stored and self.milestones else []
        known = {one.milestone_id: one.completed_on for one in said}
        for one in self.milestones:
            self.fields[f"milestone_{one.pk}"] = DayField(
                label=f"Mốc “{one.title}” (hạn {format_date(one.due)}): hoàn thành ngày",
                required=False,
                initial=known.get(one.pk, one.completed_on),
                help_text="Để trống khi chưa hoàn thành",
            )
        added = [f"milestone_{one.pk}" for one in self.milestones]
        names = [name for name in self.fields if name not in added]
        at = names.index("difficulties") if "difficulties" in names else len(names)
        self.order_fields([*names[:at], *added, *names[at:]])

    @property
    def milestone_fields(self) -> list[forms.BoundField]:
        """The boxes of the milestones, in the order of their days."""
        return [self[f"milestone_{one.pk}"] for one in self.milestones]

    def stored_values(self, stored: Report | None) -> dict[str, Any]:
        """What the form begins with."""
        if stored is None:
            return {}
        proposals = list(stored.proposals.all())
        names = ("result", "difficulties", "causes", "next_steps", "no_data_reason")
        return {
            **{name: getattr(stored, name) for name in names},
            "proposal": "\n".join(one.text for one in proposals),
            "proposal_to": proposals[0].to_id if proposals else None,
        }

    def part(self) -> TaskPart | ProjectPart | None:
        return None

    def content(self) -> Content:
        data = self.cleaned_data
        lines = [line.strip() for line in data.get("proposal", "").splitlines() if line.strip()]
        return Content(
            part=self.part(),
            result=data.get("result"),
            difficulties=data.get("difficulties"),
            causes=data.get("causes"),
            next_steps=data.get("next_steps"),
            no_data_reason=data.get("no_data_reason"),
            proposals=[(line, data.get("proposal_to")) for line in lines],
            milestones=[
                (one, data.get(name))
                for one in self.milestones
                if self.add_prefix(name := f"milestone_{one.pk}") in self.data
            ],
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, day in list(data.items()):
            if isinstance(day, date) and self.today is not None and day > self.today:
                self.add_error(name, f"Ngày hoàn thành {format_date(day)} không được sau hôm nay.")
        part = None if self.errors else self.part()
        if part is not None:
            for name, message in part.faults(self.item, self.period):
                self.add_error(name or None, message)
        if data.get("proposal_to") and "proposal" in self.fields and not data.get("proposal", "").strip():
            self.add_error("proposal_to", "Ghi nội dung kiến nghị, hoặc bỏ trống Gửi tới.")
        reason = data.get("no_data_reason", self.stored.no_data_reason if self.stored else "")
        if not self.errors and not (data.get("result") or reason):
            self.add_error("result", "Ghi kết quả trong quý, hoặc lý do không phát sinh.")
        return data


class TaskReportForm(WordsForm):
    """Phụ lục 1: result, how far, the product with its document."""

    percent = WholeNumberField(
        label="Tỷ lệ hoàn thành (%)", measure="%", required=False, min_value=0, max_value=100,
        # %%: Django formats the messages of its validators.
        error_messages={"max_value": "Tỷ lệ hoàn thành không quá 100%%."},
    )  # fmt: skip
    delivered = forms.BooleanField(label="Đã hoàn thành, có sản phẩm", required=False)
    delivered_on = DayField(
        label="Ngày hoàn thành", required=False, help_text="Ngày/tháng/năm, ví dụ 30/9/2026"
    )
    product_document = FreeText(
        label="Văn bản, sản phẩm",
        required=False,
        max_length=300,
        help_text="Ví dụ: số 45/BC-UBND ngày 12/9/2026",
    )
    field_order = (
        "result", "percent", "delivered", "delivered_on", "product_document", "difficulties",
        "proposal", "proposal_to", "no_data_reason",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        occurrence: Occurrence | None = None,
        late: Sequence[Occurrence] = (),
        **kwargs: Any,
    ) -> None:
        self.occurrence, self.late = occurrence, late
        super().__init__(*args, **kwargs)
        if occurrence is None:
            for name in ("delivered", "delivered_on"):
                del self.fields[name]
        for run in late:
            self._add_late(run)

    def _add_late(self, run: Occurrence) -> None:
        """The two boxes of an earlier year's run that is still open."""
        label = f"Còn nợ năm {run.year}"
        self.fields[f"late_{run.pk}_on"] = DayField(label=f"{label}: hoàn thành ngày", required=False)
        self.fields[f"late_{run.pk}_document"] = FreeText(
            label=f"{label}: văn bản, sản phẩm", required=False, max_length=300
        )

    def stored_values(self, stored: Report | None) -> dict[str, Any]:
        values = super().stored_values(stored)
        results = {one.occurrence_id: one for one in _results(stored)}
        result = results.get(self.occurrence.pk if self.occurrence else None)
        if result is not None:
            names = ("percent", "delivered", "delivered_on", "product_document")
            values |= {name: getattr(result, name) for name in names}
        for run in self.late:
            if run.pk in results:
                values[f"late_{run.pk}_on"] = results[run.pk].delivered_on
                values[f"late_{run.pk}_document"] = results[run.pk].product_document
        return values

    def part(self) -> TaskPart:
        data = self.cleaned_data
        return TaskPart(
            occurrence=self.occurrence,
            percent=data.get("percent"),
            delivered=bool(data.get("delivered")),
            delivered_on=data.get("delivered_on"),
            product_document=data.get("product_document") or "",
            late=tuple(
                LateRun(run, data.get(f"late_{run.pk}_on"), data.get(f"late_{run.pk}_document") or "")
                for run in self.late
            ),
        )


class ProgrammeReportForm(WordsForm):
    """The quarter of a programme: result, limits, causes, what comes next."""

    difficulties = _words("Tồn tại, hạn chế")
    causes = _words("Nguyên nhân")
    next_steps = _words("Nhiệm vụ quý sau")
    field_order = (
        "result", "difficulties", "causes", "next_steps", "proposal", "proposal_to", "no_data_reason",
    )  # fmt: skip


FORMS: dict[str, type[WordsForm]] = {
    "task": TaskReportForm,
    "programme": ProgrammeReportForm,
    "duty": WordsForm,
}


def current_occurrence(occurrences: Iterable[Occurrence], year: int) -> Occurrence | None:
    """The run a quarter's report is about: the year's own, else the one-off."""
    found = list(occurrences)
    return next((one for one in found if one.year in (year, None)), None)


def late_occurrences(occurrences: Iterable[Occurrence], year: int, stored: Report | None) -> list[Occurrence]:
    """Earlier years' runs that are still open, or that this very report closed."""
    closed = {one.occurrence_id for one in _results(stored)}
    earlier = [one for one in occurrences if one.year is not None and one.year < year]
    return [one for one in earlier if one.completed_on is None or one.pk in closed]


def _results(stored: Report | None) -> Iterable[TaskResult]:
    task_report = getattr(stored, "task_report", None)
    return task_report.results.all() if task_report else ()
