"""The form of a project's quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from bachdang.reporting.flow.forms import NO_SECRETS, WordsForm
from bachdang.reporting.flow.project_checks import ProjectContext
from bachdang.reporting.flow.project_part import ProjectPart, paid_label
from bachdang.reporting.money_form import MoneyBox, MoneyForm, confirmed_field
from bachdang.vietnamese.fields import DayField, VietnameseDecimalField, WholeNumberField
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.money import MILLION
from bachdang.vietnamese.numbers import format_date, format_decimal
from plans.models import Report
from projects.choices import CapitalScope
from projects.models import FundSource, ProjectReport, Stage
from projects.rules import Part, budget_years, whole

CONFIRM = (
    "Nếu số liệu đúng, đánh dấu ô này rồi lưu lại; Văn phòng Đảng ủy sẽ thấy các điểm trên khi tiếp nhận."
)
MAX_HOUSEHOLDS = 1_000_000
"""More is a slip: the ward has not so many households, and the column holds little more."""
# The form begins with what the last report said of these: they stand until they change.
STANDING = {
    "stage": "stage",
    "households_total": "land_households_total",
    "households_done": "land_households_done",
    "area_total": "land_area_total",
    "area_done": "land_area_done",
    "completed_on": "completed_on",
    "product_document": "product_document",
}


@dataclass(frozen=True)
class PaidRow:
    """One source in a budget year: its plan, what was paid before the quarter, and its box."""

    source: str
    plan: int | None
    before: int | None
    box: MoneyBox


@dataclass(frozen=True)
class PaidYear:
    """One budget year: rows of the sources it has, and of the others."""

    year: int
    is_past: bool
    plan: int | None
    before: int | None
    rows: list[PaidRow]
    others: list[PaidRow]

    @property
    def others_open(self) -> bool:
        return any(row.box.field.errors or row.box.field.value() not in (None, "") for row in self.others)


def _households(label: str) -> WholeNumberField:
    messages = {
        "max_value": f"Số hộ không quá {format_decimal(MAX_HOUSEHOLDS)}.",
    }
    return WholeNumberField(
        label=label,
        measure="hộ",
        required=False,
        min_value=0,
        max_value=MAX_HOUSEHOLDS,
        error_messages=messages,
    )


def _area(label: str) -> VietnameseDecimalField:
    """As many digits as its column holds."""
    return VietnameseDecimalField(label=label, measure="ha", required=False, min_value=0, max_digits=10)


class ProjectReportForm(MoneyForm, WordsForm):
    """Phụ lục 2: stage, result, land clearance, completion, disbursement by budget year and source."""

    stage = forms.ChoiceField(label="Giai đoạn", required=False, choices=[("", "—"), *Stage.choices])
    households_total = _households("Số hộ phải giải phóng mặt bằng")
    households_done = _households("Số hộ đã bàn giao")
    area_total = _area("Diện tích phải giải phóng (ha)")
    area_done = _area("Diện tích đã bàn giao (ha)")
    completed_on = DayField(
        label="Ngày hoàn thành", required=False, help_text="Ngày/tháng/năm, ví dụ 30/9/2026"
    )
    product_document = FreeText(
        label="Công trình, văn bản bàn giao",
        required=False,
        max_length=300,
        help_text=f"Ví dụ: Biên bản bàn giao số 12/BB-BQL ngày 28/9/2026. {NO_SECRETS}",
    )
    confirmed = confirmed_field()

    def __init__(self, *args: Any, context: ProjectContext, stored: Report | None, **kwargs: Any) -> None:
        self.context, self.period = context, context.period
        self.found: ProjectReport | None = getattr(stored, "project_report", None)
        paid = self.found.disbursements.all() if self.found else ()
        self.payments = {(one.budget_year, one.source): one.dong for one in paid}
        self.years = budget_years(self.period.year, self.period.quarter)
        super().__init__(*args, stored=stored, **kwargs)
        for year in self.years:
            for source in FundSource.values:
                named = paid_label(year, source)
                self.add_money(self._name(year, source), named, named=named)
        self.confirm_last()

    @staticmethod
    def _name(year: int, source: str) -> str:
        return f"paid_{year}_{source}"

    def stored_values(self, stored: Report | None) -> dict[str, Any]:
        values = super().stored_values(stored)
        standing = self.found or self.context.before
        if standing is not None:
            values |= {name: getattr(standing, column) for name, column in STANDING.items()}
        values |= {self._name(year, source): dong for (year, source), dong in self.payments.items()}
        return values | {"unit": MILLION}

    def paid_years(self) -> list[PaidYear]:
        """The boxes of money, for the template; the last year of the plan first."""
        return [self._paid_year(year) for year in reversed(self.years)]

    def _paid_year(self, year: int) -> PaidYear:
        ledger = self.context.ledger.paying({})
        plan, before = ledger.parts.get(Part(CapitalScope.YEAR, year), {}), ledger.paid(year)
        rows = [
            PaidRow(
                FundSource(source).label,
                plan.get(source),
                before.get(source),
                self.money(self._name(year, source)),
            )
            for source in FundSource.values
        ]
        used = [row for row in rows if row.plan or row.before] or rows
        others = [row for row in rows if row not in used]
        return PaidYear(year, year < self.period.year, whole(plan), whole(before), used, others)

    def part(self) -> ProjectPart:
        data = self.cleaned_data
        boxes = [(year, source) for year in self.years for source in FundSource.values]
        paid = {place: data.get(self._name(*place)) for place in boxes}
        return ProjectPart(
            stage=data.get("stage") or "",
            households_total=data.get("households_total"),
            households_done=data.get("households_done"),
            area_total=data.get("area_total"),
            area_done=data.get("area_done"),
            completed_on=data.get("completed_on"),
            product_document=data.get("product_document") or "",
            paid={place: dong for place, dong in paid.items() if dong is not None},
            years=frozenset(self.years),
        )

    def clean_completed_on(self) -> Any:
        day, today = self.cleaned_data["completed_on"], timezone.localdate()
        if day and day > today:
            raise forms.ValidationError(f"Ngày hoàn thành không được sau hôm nay ({format_date(today)}).")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("confirmed"):
            self.ask_to_confirm()
            return data
        if not self.errors:
            self._ask_about_warnings()
        return data

    def _ask_about_warnings(self) -> None:
        part = self.part()
        for finding in self.context.warnings(part.stage, part.paid):
            boxed = isinstance(finding.where, int) and finding.source
            if boxed:
                self.add_error(f"paid_{finding.where}_{finding.source}", finding.text)
            else:  # above the boxes; the code says which they are
                code = f"paid_{finding.where}" if isinstance(finding.where, int) else "stage"
                self.add_error(None, ValidationError(finding.text, code))
        if self.errors:
            self.ask_to_confirm()
            self.add_error("confirmed", CONFIRM)
