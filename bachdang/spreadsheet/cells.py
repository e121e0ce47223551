"""What a column holds and how a value stands in its cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from openpyxl.cell.cell import Cell

from bachdang.spreadsheet.paper import DATE_FORMAT, MOMENT_FORMAT
from bachdang.spreadsheet.safety import safe_cell

_VIETNAMESE = "[$-42A]"  # LibreOffice then shows 1.234,5 on any machine; Excel follows the machine
_OUTSIDE = re.compile(r"\[|\||://")  # another workbook, DDE, an address


class Kind(StrEnum):
    """What a column holds: decides alignment and number format."""

    TEXT = "text"
    NUMBER = "number"  # shown with up to 4 decimals
    PERCENT = "percent"  # values in percentage points: 15 is 15 %, the cell holds 0.15; up to 2 decimals
    DATE = "date"
    MONEY = "money"  # in the unit that the column's title names; up to 3 decimals
    FORMULA = "formula"  # takes nothing but Formula


_MOST_PLACES = {Kind.PERCENT: 2, Kind.MONEY: 3}


@dataclass(frozen=True)
class Formula:
    """A live formula such as "=SUM(D5:D9)"; `kind` and `places` default to those of its column.

    A percent formula gives the ratio (0.15 for 15 %), as in any spreadsheet. ValueError for a text that is
    no formula or reaches outside the workbook.
    """

    expression: str
    kind: Kind | None = None
    places: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is not a formula of this workbook."""
        if not self.expression.startswith("=") or _OUTSIDE.search(self.expression):
            raise ValueError(f"not a formula of this workbook: {self.expression}")


Value = str | int | Decimal | date | Formula | None


@dataclass(frozen=True)
class Column:
    """One column of a table. `width` is in characters; `places` fixes the number of decimals."""

    title: str
    width: float
    kind: Kind | str = Kind.TEXT
    places: int | None = None
    align: str | None = None  # "left", "center", "right"; None: by kind
    editable: bool = False  # unlocked and tinted, for forms that are filled in
    span: int = 1  # how many columns of the sheet's grid a column of a further table takes


def number_format(
    value: Decimal | int, places: int | None = None, *, at_most: int = 4, percent: bool = False
) -> str:
    """The display format of `value`: groups, and its own decimals (`at_most`) unless `places` says.

    Chosen for each value because #,##0.## would show whole numbers with a trailing comma.
    """
    if places is None:
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-at_most), ROUND_HALF_UP).normalize()
        places = max(0, -int(rounded.as_tuple().exponent))
    return f"{_VIETNAMESE}#,##0{'.' + '0' * places if places else ''}{'%' if percent else ''}"


def worded(words: str, form: str) -> str:
    """The display format `form` with words before the number; the locale must stay in front of them."""
    locale = _VIETNAMESE if form.startswith(_VIETNAMESE) else ""
    return f'{locale}"{words} "{form.removeprefix(locale)}'


def shown(value: Decimal | None) -> Decimal | None:
    """A figure as entered; a computed one (a rate, a mean) to two decimals."""
    if value is None or -int(value.as_tuple().exponent) <= 4:
        return value
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def write_value(cell: Cell, value: Value, kind: Kind, places: int | None = None) -> str:
    """Write `value` with its format; returns the alignment that suits it. TypeError for a wrong type."""
    if isinstance(value, Formula):
        return _write_formula(
            cell, value, value.kind or kind, places if value.places is None else value.places
        )
    if isinstance(value, str):
        safe_cell(cell, value)
        return "left" if kind is Kind.TEXT else "center"  # "chưa có số liệu" where a number belongs
    if value is None:
        return _alignment(kind)
    if kind is Kind.FORMULA:
        raise TypeError(f"a formula column takes Formula, not {value!r}")
    if isinstance(value, date):
        if isinstance(value, datetime) and value.tzinfo is not None:
            raise TypeError("Excel knows no time zones: pass the local date")
        cell.value = value
        cell.number_format = MOMENT_FORMAT if isinstance(value, datetime) else DATE_FORMAT
        return _alignment(Kind.DATE)
    return _write_number(cell, value, kind, places)


def _write_formula(cell: Cell, formula: Formula, kind: Kind, places: int | None) -> str:
    cell.value = formula.expression
    percent = kind is Kind.PERCENT
    default = 1 if percent else 0
    cell.number_format = (
        DATE_FORMAT
        if kind is Kind.DATE
        else number_format(0, default if places is None else places, percent=percent)
    )
    return _alignment(kind)


def _write_number(cell: Cell, value: int | Decimal, kind: Kind, places: int | None) -> str:
    if type(value) not in (int, Decimal) or not Decimal(value).is_finite():
        raise TypeError(f"a figure is a finite Decimal or int, not {value!r}")
    percent = kind is Kind.PERCENT
    cell.value = Decimal(value).scaleb(-2) if percent else value
    cell.number_format = number_format(value, places, at_most=_MOST_PLACES.get(kind, 4), percent=percent)
    return "right"


def _alignment(kind: Kind) -> str:
    return {Kind.TEXT: "left", Kind.DATE: "center"}.get(kind, "right")
