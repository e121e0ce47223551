"""Sums over projects: by group and field, by source, by budget year; each of exactly the rows given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bachdang.standing.money import Ledger, Money, YearLine, add_up, money_finding
from bachdang.standing.projects import ProjectRow
from projects.models import FundSource, ProjectField, ProjectGroup


@dataclass(frozen=True)
class TotalLine:
    """One line of a table of sums. `group` and `field` are the filters that list its rows."""

    label: str
    count: int
    money: Money
    group: str = ""
    field: str = ""


@dataclass(frozen=True)
class Totals:
    """The tables below the list. `whole` is the sum of all its rows."""

    whole: TotalLine
    fields: list[TotalLine]
    sources: list[TotalLine]
    years: list[YearLine]
    year: int

    @property
    def charted(self) -> list[TotalLine]:
        """Fields, and groups that have none: together exactly the rows."""
        divided = {one.group for one in self.fields if one.field}
        return [one for one in self.fields if one.field or one.group not in divided]

    @property
    def finding(self) -> str:
        return money_finding(self.whole.money, self.year)


def project_totals(rows: Sequence[ProjectRow], year: int) -> Totals:
    """No query: the rows bring their ledgers."""
    return Totals(
        whole=_line("Tổng cộng", rows),
        fields=_by_field(rows),
        sources=_by_source(rows),
        years=_by_year(rows),
        year=year,
    )


def _line(label: str, rows: Sequence[ProjectRow], group: str = "", field: str = "") -> TotalLine:
    return TotalLine(label, len(rows), add_up(row.money for row in rows), group, field)


def _by_field(rows: Sequence[ProjectRow]) -> list[TotalLine]:
    """Each group, and below it the fields it has."""
    lines: list[TotalLine] = []
    for group in ProjectGroup:
        of_group = [row for row in rows if row.project.group == group]
        if of_group:
            lines.append(_line(group.label, of_group, group.value))
        for one in ProjectField:
            of_field = [row for row in of_group if row.project.field == one]
            if of_field:
                lines.append(_line(one.label, of_field, group.value, one.value))
    return lines


def _by_source(rows: Sequence[ProjectRow]) -> list[TotalLine]:
    lines = []
    for source in FundSource:
        books = [row.ledger for row in rows if source in row.ledger.sources]
        if books:
            money = add_up(book.of_source(source) for book in books)
            lines.append(TotalLine(source.label, len(books), money))
    return lines


def _by_year(rows: Sequence[ProjectRow]) -> list[YearLine]:
    books = [row.ledger for row in rows]
    if not books:
        return []
    together = [one for book in books for one in book.years]
    return [_sum_of_year(year, books) for year in sorted({one.year for one in together})]


def _sum_of_year(year: int, books: Sequence[Ledger]) -> YearLine:
    lines = [book.year(year) for book in books]
    return YearLine(
        year=year,
        plan=_sum([one.plan for one in lines]),
        quarters=[_sum(list(amounts)) for amounts in zip(*(one.quarters for one in lines), strict=True)],
        paid=_sum([one.paid for one in lines]),
    )


def _sum(amounts: Sequence[int | None]) -> int | None:
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None
