"""The columns of a table of figures and what stands in its cells. Knows no database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from bachdang.past_figures.found import Fault
from bachdang.spreadsheet import Kind, described
from bachdang.spreadsheet.described import BadCell, Described, Field, turned_into_day
from bachdang.spreadsheet.reading import Cell, Line, Read
from bachdang.vietnamese.numbers import NumberError, format_input, format_percent, too_fine
from bachdang.vietnamese.text import fold
from bachdang.vietnamese.typed import read_figure, split_fraction
from indicators.boxes import read_part
from indicators.models import Indicator
from indicators.rules import QUALITATIVE_RATINGS, Form, Rating

MEASURE: Final = "measure"
"""The column that says in what a table measures; it is compared, never stored."""
NAME: Final = "name"
"""The column that says of which indicator a row is; it is compared with the code, never stored."""
_FIGURE: Final = "#,##0.00##"
"""A figure shows what its cell holds, not 0,85 as 85%."""
FIGURES: Final = Described(
    "Số liệu",
    (
        Field("code", "Mã chỉ tiêu", shared=True, required=True,
              also=("indicator", "Mã CT", "Mã số chỉ tiêu", "Mã chỉ tiêu (không sửa)")),
        Field("year", "Năm", 8, Kind.NUMBER, form="0", required=True, shared=True),
        Field("quarter", "Quý", 8, Kind.NUMBER, form="0", required=True, shared=True, choices=tuple("1234")),
        Field("form", "Loại số liệu", 26, required=True, shared=True, choices=tuple(Form.labels)),
        Field("value", "Giá trị", kind=Kind.NUMBER, form=_FIGURE),
        Field("numerator", "Tử số", kind=Kind.NUMBER, form=_FIGURE),
        Field("denominator", "Mẫu số", kind=Kind.NUMBER, form=_FIGURE),
        Field("source", "Nguồn", 40, required=True, shared=True, longest=300),
        Field("note", "Ghi chú", 30, shared=True, longest=2000),
        Field("document", "Văn bản", 24, shared=True, longest=200),
        Field(MEASURE, "ĐVT", also=("Đơn vị tính", "Đơn vị"), shared=True, offered=False),
        Field(NAME, "Chỉ tiêu", also=("Tên chỉ tiêu", "Nội dung"), shared=True, offered=False, loose=True),
    ),
    anchor="code",
    passed_over=("tt", "stt", "số tt", "số thứ tự"),
)  # fmt: skip
NOTHING: Final = "bỏ"
"""Typed as the value: the figure that stands is taken away."""

MOST: Final = Decimal(10) ** 11

_FORMS = {
    **{fold(label): Form(key) for key, label in Form.choices},
    **{key: Form(key) for key in Form.values},
    "den ngay chot": Form.TO_CUTOFF,
    "uoc": Form.ESTIMATE,
    "chinh thuc": Form.OFFICIAL,
}
AMOUNTS: Final = ("value", "numerator", "denominator")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_RATINGS = {fold(one.label): one for one in QUALITATIVE_RATINGS}


BadRow: TypeAlias = BadCell
"""A row that cannot be read is one of whose cells says nothing certain."""


def read_columns(head: Line) -> tuple[dict[str, int], list[Fault]]:
    """Where each column stands in the table (from 0), and what is wrong with the head row."""
    found = FIGURES.match(head)
    return found.columns, [Fault(head.number, message) for _, message in found.faults()]


class Row(described.Row):
    """One row of the table; every reading raises BadRow when the cell is not of its kind."""

    def __init__(self, line: Line, columns: Mapping[str, int]) -> None:
        super().__init__(FIGURES, line, columns)

    @property
    def code(self) -> str:
        """The indicator's code; a spreadsheet that took "02.10" for a number kept 2.1."""
        value = self.cell("code")
        if isinstance(value, date):
            again = "Định dạng cột mã là Văn bản rồi gõ lại mã"
            raise BadRow(turned_into_day(value, "mã chỉ tiêu", again))
        if isinstance(value, Decimal) and 0 < value < 100 and value == round(value, 2):
            return f"{value:05.2f}"
        return self.text("code")

    @property
    def code_question(self) -> str:
        """What is to be looked at of a code that lost its last zero, if it had one: 2.1 is read as 02.10."""
        value = self.cell("code")
        if not isinstance(value, Decimal) or value != round(value, 1):
            return ""
        return f"mã {format_input(value)} được hiểu là {self.code}; nếu không phải thì ghi mã ở dạng văn bản"

    @property
    def name(self) -> str:
        """What the table calls the indicator; "" when it does not."""
        value = self.line.cell(self.columns.get(NAME)).value
        return value if isinstance(value, str) else ""

    @property
    def form(self) -> Form:
        form = _FORMS.get(fold(self.text("form")))
        if form is None:
            typed = self.text("form")
            said = f"không có loại số liệu “{typed}”" if typed else "chưa ghi loại số liệu"
            raise BadRow(f"{said}; chọn {', '.join(f'“{label}”' for label in Form.labels)}")
        return form

    @property
    def year(self) -> int:
        text = _whole_text(self.cell("year")).removeprefix("nam ")
        if not (len(text) == 4 and text.isascii() and text.isdecimal() and 2000 <= int(text) <= 2100):
            raise BadRow("năm phải là bốn chữ số, ví dụ 2025")
        return int(text)

    @property
    def quarter(self) -> int:
        text = _whole_text(self.cell("quarter"))
        quarter = _QUARTERS.get(text.removeprefix("quy").removeprefix("q").strip(" ."))
        if quarter is None:
            raise BadRow("quý phải từ 1 đến 4 (hoặc I đến IV)")
        return quarter

    @property
    def takes_away(self) -> bool:
        value = self.cell("value")
        return isinstance(value, str) and fold(value) in (fold(NOTHING), fold(f"{NOTHING} số liệu"))

    @property
    def rating(self) -> Rating:
        rating = _RATINGS.get(fold(str(self.cell("value") or "")))
        if rating is None:
            raise BadRow(f"chỉ tiêu định tính nhận {', '.join(one.label for one in QUALITATIVE_RATINGS)}")
        return rating

    @property
    def measure(self) -> str:
        """In what the table says it measures; "" when it does not."""
        value = self.line.cell(self.columns.get(MEASURE)).value
        return value if isinstance(value, str) else ""

    @property
    def state(self) -> Decimal | None:
        """Có (1) or Không (0), or the number itself."""
        value = self.cell("value")
        known = {"co": Decimal(1), "khong": Decimal(0)}
        return (
            known.get(fold(value))
            if isinstance(value, str) and fold(value) in known
            else self.number("value")
        )

    @property
    def fraction(self) -> tuple[str, str] | None:
        """ "6/14" in the one cell that is filled in of a rate."""
        cells = [cell for key in AMOUNTS if (cell := self.cell(key)) is not None]
        return split_fraction(cells[0]) if len(cells) == 1 and isinstance(cells[0], str) else None

    def number(self, key: str, indicator: Indicator | None = None) -> Decimal | None:
        """The cell as it measures a part of the indicator; None for an empty one.

        Where the figure is in percentage points, a cell that shows 85% is 85.
        """
        in_percent = key == "value" and indicator is not None and "%" in indicator.measure
        value = _as_shown(self.whole(key), FIGURES.by_key[key].title, in_percent=in_percent)
        return read_amount(value, key, indicator)


def read_amount(value: Read, key: str, indicator: Indicator | None = None) -> Decimal | None:
    """At most 11 digits before the comma and 4 after it. Raises BadRow."""
    name = FIGURES.by_key[key].title
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = read_part(indicator, key, value) if indicator else read_figure(value)
        except NumberError as error:
            raise BadRow(f"{name}: {error.message_vi.rstrip('.')}") from error
    if isinstance(value, date):
        raise BadRow(f"{name}: {turned_into_day(value)}")
    if not value.is_finite():
        raise BadRow(f"{name}: phải là số")
    if abs(value) >= MOST:  # before it is rounded: a decimal has 28 digits
        raise BadRow(f"{name}: tối đa 11 chữ số trước dấu phẩy")
    rounded = round(value, 4)
    # A spreadsheet keeps 0,1 + 0,2 as 0,30000000000000004: that tail is not what was typed.
    if abs(value - rounded) > Decimal("1e-9"):
        raise BadRow(f"{name}: {too_fine(value, 4).rstrip('.')}")
    return rounded


def _as_shown(cell: Cell, name: str, *, in_percent: bool) -> Read:
    """The number without its percent sign. Raises BadRow for one in % where the figure is not."""
    value = cell.value
    if isinstance(value, str) and in_percent:
        return value.rstrip().removesuffix("%").rstrip()
    if not cell.percent or not isinstance(value, Decimal):
        return value
    shown = value * 100
    if not in_percent:
        raise BadRow(
            f"{name}: ô ghi {format_percent(shown, at_most=4)} nhưng số này không tính bằng %. "
            "Đổi định dạng ô sang số thường rồi ghi lại"
        )
    return shown


def _whole_text(value: Read) -> str:
    return fold(str(value)).removesuffix(".0") if value is not None else ""
