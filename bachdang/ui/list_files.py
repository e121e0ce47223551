"""A list as a workbook: what each column holds in a cell, and the answer to `?xuat=xlsx`.

On screen a table draws each row by one template; in a file a cell is a true number, a day or plain words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.forms.utils import flatatt
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from bachdang.spreadsheet import Column, Kind, Value
from bachdang.spreadsheet.listing import list_workbook
from bachdang.ui.downloads import workbook_response
from bachdang.vietnamese.numbers import format_decimal
from bachdang.vietnamese.text import fold

PARAMETER, XLSX = "xuat", "xlsx"
MOST_ROWS = 10_000


@dataclass(frozen=True)
class Out:
    """One column of the file. `value` is a path as in django-tables2 ("item__code") or reads the row."""

    title: str
    width: float
    value: str | Callable[[Any], object]
    kind: Kind = Kind.TEXT
    places: int | None = None

    @property
    def column(self) -> Column:
        return Column(self.title, self.width, self.kind, self.places)

    def of(self, row: Any) -> Value:
        """The cell of a row: numbers and days as they are, yes or no in words, all else as text."""
        found = self.value(row) if callable(self.value) else tables.A(self.value).resolve(row)
        if isinstance(found, bool):
            return "Có" if found else "Không"
        if isinstance(found, datetime):
            return timezone.localtime(found).replace(tzinfo=None, microsecond=0)
        if self.kind is Kind.TEXT:
            return "" if found is None else str(found)
        return found  # type: ignore[return-value]  # write_value refuses what is no cell


class ListColumn(tables.Column):
    """A column of a list: its head, its order (`order_by`; without one it is not sorted) and, in `out`, what
    stands in the file."""

    def __init__(
        self, title: str, *, out: Sequence[Out], order_by: str | None = None, number: bool = False
    ) -> None:
        css = {"class": "num"} if number else {}
        self.out = out
        super().__init__(
            title, order_by=order_by, orderable=order_by is not None, attrs={"th": css, "td": css}
        )


class ListTable(tables.Table):
    """Rows of a list, drawn by components/table.html and `row_template`.

    The row template is a whole <tr>: `row` is the object, `td.<column>` the attributes of a cell.
    """

    row_template: str
    css = "table--lists"

    @cached_property
    def td(self) -> dict[str, SafeString]:
        """By column: role, label for the phone, class."""
        return {
            column.name: format_html(
                'role="cell" data-label="{}"{}', column.header, flatatt(column.attrs["td"])
            )
            for column in self.columns
        }


def outs_of(table: ListTable) -> list[Out]:
    """The columns of a table's file, in the order of the screen."""
    return [out for column in table.columns for out in column.column.out]


def wants_file(request: HttpRequest) -> bool:
    return request.GET.get(PARAMETER) == XLSX


def list_file(
    title: str,
    outs: Sequence[Out],
    rows: Iterable[Any],
    *,
    filters: Sequence[tuple[str, str]] = (),
    notes: Sequence[str] = (),
    whole: int | None = None,
    slug: str = "",
) -> HttpResponse:
    """The rows as a download: title, when, filters and notes on top. `whole`: how many there are in all."""
    kept = list(rows)[:MOST_ROWS]
    count = whole if whole is not None else len(kept)
    told = [*notes, f"Số dòng: {format_decimal(count)}"]
    if count > len(kept):
        told.append(f"Chỉ gồm {format_decimal(len(kept))} dòng đầu; lọc hẹp hơn để có đủ.")
    content = list_workbook(
        title,
        [out.column for out in outs],
        [[out.of(row) for out in outs] for row in kept],
        filters=filters,
        notes=told,
        at=timezone.now(),
    )
    name = "-".join(part for part in (slugify(fold(title)), slug) if part)
    return workbook_response(content, f"{name}.xlsx")
