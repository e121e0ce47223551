"""What a report says of a project: stage, land clearance, completion, and what the quarter paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from bachdang.accounts.models import User
from bachdang.reporting.flow.facts import Fact, Facts, words_of
from bachdang.vietnamese.money import exact_text, in_words
from bachdang.vietnamese.numbers import format_date, format_decimal
from plans.models import Item, Period, Report
from plans.rules import quarter_end
from projects.models import Disbursement, FundSource, ProjectReport, Stage
from projects.rules import FINISHED, budget_years

Paid: TypeAlias = Mapping[tuple[int, str], int]
"""(budget year, source) → đồng."""


@dataclass(frozen=True)
class ProjectPart:
    """Stage, land (households are counts, land is in hectares), completion, and payments of the quarter.

    `years` are the budget years whose payments were asked for: there what is not given is taken away;
    payments of other years stay as they are.
    """

    stage: str = ""
    households_total: int | None = None
    households_done: int | None = None
    area_total: Decimal | None = None
    area_done: Decimal | None = None
    completed_on: date | None = None
    product_document: str = ""
    paid: Paid = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def faults(self, item: Item, period: Period) -> Iterator[tuple[str, str]]:
        yield from self._land_faults()
        yield from self._completion_faults(period)
        allowed = budget_years(period.year, period.quarter)
        for (year, _), dong in self.paid.items():
            if dong < 0:
                yield "", f"Số giải ngân vốn năm {year} không được nhỏ hơn 0 ({exact_text(dong)})."
            if year not in allowed:
                years = " hoặc ".join(str(one) for one in allowed)
                yield "", f"{period.label} chỉ ghi giải ngân vốn năm {years}, không ghi vốn năm {year}."

    def _land_faults(self) -> Iterator[tuple[str, str]]:
        pairs = (
            ("households_done", self.households_done, self.households_total, "hộ"),
            ("area_done", self.area_done, self.area_total, "ha"),
        )
        for name, done, total, noun in pairs:
            if done is not None and total is None:
                yield name, "Nhập cả tổng số phải giải phóng mặt bằng."
            elif done is not None and total is not None and done > total:
                amounts = f"{format_decimal(done)} {noun}", f"{format_decimal(total)} {noun}"
                yield name, "Đã bàn giao ({}) không được lớn hơn tổng số ({}).".format(*amounts)

    def _completion_faults(self, period: Period) -> Iterator[tuple[str, str]]:
        finished = self.stage in FINISHED
        stage = Stage(self.stage).label if self.stage else "chưa chọn"
        if finished and self.completed_on is None:
            yield "completed_on", f"Giai đoạn “{stage}” cần ngày hoàn thành."
        if finished and not self.product_document:
            yield "product_document", f"Giai đoạn “{stage}” cần ghi công trình, văn bản bàn giao."
        if self.completed_on is None:
            return
        if not finished:
            yield (
                "completed_on",
                f"Giai đoạn là “{stage}”: chọn Hoàn thành hoặc Quyết toán, hoặc bỏ ngày.",
            )
        elif self.completed_on > quarter_end(period.year, period.quarter):
            day = format_date(self.completed_on)
            yield "completed_on", f"Ngày {day} thuộc quý sau; ghi ở báo cáo của quý đó."

    def write(self, report: Report, base: Report | None, by: User) -> None:
        ProjectReport.objects.update_or_create(
            report=report,
            defaults={
                "stage": self.stage,
                "land_households_total": self.households_total,
                "land_households_done": self.households_done,
                "land_area_total": self.area_total,
                "land_area_done": self.area_done,
                "completed_on": self.completed_on,
                "product_document": self.product_document,
            },
        )
        Disbursement.objects.filter(project_report=report.pk, budget_year__in=self.years).delete()
        Disbursement.objects.bulk_create(
            Disbursement(project_report_id=report.pk, budget_year=year, source=source, dong=dong)
            for (year, source), dong in self.paid.items()
        )

    def said(self, item: Item) -> dict[str, str]:
        """Boxes of the years asked for that were left empty say "": what stood there is taken away."""
        empty = {paid_label(year, source): "" for year in sorted(self.years) for source in FundSource.values}
        typed = _facts(
            ProjectReport(
                stage=self.stage,
                land_households_total=self.households_total,
                land_households_done=self.households_done,
                land_area_total=self.area_total,
                land_area_done=self.area_done,
                completed_on=self.completed_on,
                product_document=self.product_document,
            ),
            self.paid,
        )
        return empty | words_of(typed)


def stored_payments(report: Report | None) -> dict[tuple[int, str], int]:
    """What a report says was paid."""
    rows: Iterable[Disbursement] = []
    if report is not None:
        rows = Disbursement.objects.filter(project_report=report.pk).order_by("budget_year", "pk")
    return {(one.budget_year, one.source): one.dong for one in rows}


def project_facts(report: Report) -> Facts:
    """What a report says of its project, its payments by year."""
    part: ProjectReport | None = getattr(report, "project_report", None)
    if part is None:
        return {}
    paid = sorted(part.disbursements.all(), key=lambda one: (one.budget_year, one.pk))
    return _facts(part, {(one.budget_year, one.source): one.dong for one in paid})


def paid_label(year: int, source: str) -> str:
    return f"Giải ngân vốn năm {year}, {FundSource(source).label}"


def _facts(one: ProjectReport, paid: Paid) -> Facts:
    facts = {"Giai đoạn": Fact(one.stage, str(Stage(one.stage).label))} if one.stage else {}
    for (year, source), dong in paid.items():
        facts[paid_label(year, source)] = Fact(dong, f"{exact_text(dong)} ({in_words(dong)})")
    households = one.land_households_done, one.land_households_total
    area = one.land_area_done, one.land_area_total
    for label, pair in (
        ("Hộ giải phóng mặt bằng", households),
        ("Diện tích giải phóng mặt bằng (ha)", area),
    ):
        if pair != (None, None):
            facts[label] = Fact(pair, "/".join(_shown(part) for part in pair))
    if one.completed_on is not None:
        facts["Hoàn thành"] = Fact(one.completed_on, format_date(one.completed_on))
    if one.product_document:
        facts["Công trình, văn bản bàn giao"] = Fact(one.product_document, one.product_document)
    return facts


def _shown(value: Decimal | int | None) -> str:
    return "…" if value is None else format_decimal(value)
