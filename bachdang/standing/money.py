"""The money of projects as it stood at the end of a quarter: capital valid then, paid up to then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cached_property

from bachdang.scope.scopes import Scope
from bachdang.vietnamese.numbers import format_decimal, format_percent
from indicators.rules import Quarter
from projects.actions import latest_capital
from projects.choices import CapitalScope
from projects.models import Capital, Disbursement, Project
from projects.rules import MEDIUM_TERM, TOTAL, Finding, Funding, Part, budget_years, findings, whole


@dataclass(frozen=True)
class Money:
    """Amounts of a project in whole đồng; None where nothing was entered (missing is not zero).

    What a quarter and a year paid is what was charged to the budget of that year.
    """

    total: int | None = None
    medium_term: int | None = None
    year_plan: int | None = None
    quarter_paid: int | None = None
    year_paid: int | None = None
    all_paid: int | None = None

    @property
    def rate(self) -> Decimal | None:
        """Disbursed in the budget year ÷ the year's plan, in percent."""
        return percent_of(self.year_paid, self.year_plan)


def percent_of(paid: int | None, plan: int | None) -> Decimal | None:
    """`paid` in percent of `plan`; None without a plan or without a figure."""
    return None if paid is None or not plan else Decimal(paid) / Decimal(plan) * 100


def add_up(parts: Iterable[Money]) -> Money:
    """Amounts added one by one, those not entered left out."""
    known = list(parts)
    sums: dict[str, int | None] = {}
    for one in fields(Money):
        amounts = [amount for money in known if (amount := getattr(money, one.name)) is not None]
        sums[one.name] = sum(amounts) if amounts else None
    return Money(**sums)


@dataclass(frozen=True)
class Payment:
    """Paid in a quarter out of one source, charged to a budget year, in đồng."""

    quarter: Quarter
    budget_year: int
    source: str
    dong: int


@dataclass(frozen=True)
class YearLine:
    """One budget year: its plan, what its quarters paid (the fifth is QI of the next year), and in all."""

    year: int
    plan: int | None
    quarters: list[int | None]
    paid: int | None

    @property
    def rate(self) -> Decimal | None:
        return percent_of(self.paid, self.plan)


@dataclass(frozen=True)
class Ledger:
    """The capital of one project that is valid at the quarter's end, and all payments up to it."""

    quarter: Quarter
    capital: Sequence[Capital] = ()
    payments: Sequence[Payment] = field(default_factory=list)

    @cached_property
    def parts(self) -> dict[Part, dict[str, int]]:
        """Each part of the capital by source; a source that was ended counts 0."""
        found: dict[Part, dict[str, int]] = defaultdict(dict)
        for one in self.capital:
            found[Part(one.scope, one.year)][one.source] = one.dong
        return dict(found)

    def paid(self, budget_year: int, quarter: Quarter | None = None) -> dict[str, int]:
        """Paid of a budget year by source, within one quarter or in all."""
        sums: dict[str, int] = defaultdict(int)
        for one in self.payments:
            if one.budget_year == budget_year and quarter in (None, one.quarter):
                sums[one.source] += one.dong
        return dict(sums)

    def paid_within(self, first: Quarter, last: Quarter) -> int | None:
        """Paid in these quarters of the budgets of their years; None without a payment."""
        paid = [
            one.dong
            for one in self.payments
            if first <= one.quarter <= last and first.year <= one.budget_year <= last.year
        ]
        return sum(paid) if paid else None

    @cached_property
    def money(self) -> Money:
        year = self.quarter.year
        return Money(
            total=whole(self.parts.get(TOTAL)),
            medium_term=whole(self.parts.get(MEDIUM_TERM)),
            year_plan=whole(self.parts.get(Part(CapitalScope.YEAR, year))),
            quarter_paid=whole(self.paid(year, self.quarter)),
            year_paid=whole(self.paid(year)),
            all_paid=sum(one.dong for one in self.payments) if self.payments else None,
        )

    def of_source(self, source: str) -> Money:
        """The same out of one source."""
        mine = Ledger(
            self.quarter,
            [one for one in self.capital if one.source == source],
            [one for one in self.payments if one.source == source],
        )
        return mine.money

    @cached_property
    def sources(self) -> set[str]:
        return {one.source for one in self.capital} | {one.source for one in self.payments}

    @cached_property
    def years(self) -> list[YearLine]:
        """Budget years with a plan or a payment."""
        planned = {part.year for part in self.parts if part.year is not None}
        return [self.year(year) for year in sorted(planned | {one.budget_year for one in self.payments})]

    def year(self, year: int) -> YearLine:
        quarters = [Quarter(year, 1).shift(step) for step in range(5)]
        return YearLine(
            year=year,
            plan=whole(self.parts.get(Part(CapitalScope.YEAR, year))),
            quarters=[whole(self.paid(year, one)) for one in quarters],
            paid=whole(self.paid(year)),
        )

    def paying(self, paid: Mapping[tuple[int, str], int]) -> Ledger:
        """The same with these payments of the quarter, by budget year and source, in place of its own."""
        others = [one for one in self.payments if one.quarter != self.quarter]
        mine = [Payment(self.quarter, year, source, dong) for (year, source), dong in paid.items()]
        return Ledger(self.quarter, self.capital, [*others, *mine])

    @cached_property
    def funding(self) -> Funding:
        """As the rules read it."""
        at = self.quarter
        years = {one.budget_year for one in self.payments}
        return Funding(
            capital=self.parts,
            decided={Part(one.scope, one.year): str(one.decision_id or "") for one in self.capital},
            paid={year: self.paid(year) for year in years},
            quarter={year: self.paid(year, at) for year in budget_years(at.year, at.quarter)},
            before=self._before(),
        )

    def _before(self) -> dict[str, int]:
        """What the last quarter that paid anything paid, by source."""
        earlier = [one for one in self.payments if one.quarter < self.quarter]
        last = max((one.quarter for one in earlier), default=None)
        sums: dict[str, int] = defaultdict(int)
        for one in earlier:
            if one.quarter == last:
                sums[one.source] += one.dong
        return dict(sums)

    @cached_property
    def findings(self) -> list[Finding]:
        return findings(self.funding)


def ledgers(scope: Scope, items: Collection[int]) -> dict[int, Ledger]:
    """The ledger of each project; two queries."""
    capital: dict[int, list[Capital]] = defaultdict(list)
    valid = Capital.objects.filter(project__in=items).valid_on(scope.ends).select_related("decision")
    for one in valid.order_by("scope", "year", "source"):
        capital[one.project_id].append(one)
    payments: dict[int, list[Payment]] = defaultdict(list)
    for pk, payment in _payments(scope.quarter, items):
        payments[pk].append(payment)
    return {pk: Ledger(scope.quarter, capital[pk], payments[pk]) for pk in items}


def _payments(until: Quarter, items: Collection[int]) -> Iterator[tuple[int, Payment]]:
    """What counted reports up to a quarter paid, by project."""
    rows = Disbursement.objects.filter(
        project_report__report__item__in=items, project_report__report__counted=True
    )
    report = "project_report__report"
    at = (f"{report}__period__year", f"{report}__period__quarter")
    for item, year, quarter, *paid in rows.order_by(*at).values_list(
        f"{report}__item", *at, "budget_year", "source", "dong"
    ):
        if (paid_in := Quarter(year, quarter)) <= until:
            yield item, Payment(paid_in, *paid)


def newest_ledger(scope: Scope, project: Project) -> Ledger:
    """One project's newest capital, also what will hold only later, with the payments up to the quarter."""
    payments = [payment for _, payment in _payments(scope.quarter, [project.pk])]
    return Ledger(scope.quarter, latest_capital(project), payments)


def money_finding(money: Money, year: int) -> str:
    """What the chart of plan against disbursed says, in tỷ đồng."""
    if money.year_plan is None:
        return f"Chưa có kế hoạch vốn năm {year}"
    plan = format_decimal(Decimal(money.year_plan) / 10**9, at_most=1)
    if money.year_paid is None:
        return f"Kế hoạch vốn năm {year}: {plan} tỷ đồng, chưa có số giải ngân"
    paid = format_decimal(Decimal(money.year_paid) / 10**9, at_most=1)
    rate = "" if money.rate is None else f" ({format_percent(money.rate, at_most=1)})"
    return f"Năm {year} đã giải ngân {paid}/{plan} tỷ đồng kế hoạch vốn{rate}"
