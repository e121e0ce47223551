"""What a report covers: a quarter, 6 or 9 months, a year, or from one day to another. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bachdang.vietnamese.numbers import format_date
from indicators.rules import Quarter

SIX, NINE, YEAR, DAYS = "6-thang", "9-thang", "nam", "tu-den"
_MONTHS = {
    SIX: (2, "6 tháng đầu năm", "6 tháng"),
    NINE: (3, "9 tháng năm", "9 tháng"),
    YEAR: (4, "Năm", "năm"),
}


@dataclass(frozen=True)
class Span:
    """Two days, and how they are called: in titles, in a file's name, at the head of a column.

    `following` is what comes after it, as a plan for the time ahead is headed.
    """

    starts: date
    ends: date
    label: str
    slug: str
    column: str
    following: str = "thời gian tới"

    @property
    def is_whole(self) -> bool:
        """Whether it begins and ends with quarters: figures are reported by the quarter."""
        return Quarter.of(self.starts).start == self.starts and Quarter.of(self.ends).end == self.ends

    @property
    def first(self) -> Quarter:
        return Quarter.of(self.starts)

    @property
    def last(self) -> Quarter:
        """The quarter whose end its statuses are judged for: the last that is over by then."""
        ending = Quarter.of(self.ends)
        before = ending.previous()
        return before if ending.end > self.ends and before >= self.first else ending

    @property
    def remark(self) -> str:
        """What must be said of its figures."""
        if self.is_whole:
            return ""
        return (
            f"Số liệu báo cáo theo quý. {self.label} không trùng đầu quý, cuối quý nên số riêng của khoảng "
            f"này để trống; lũy kế và đánh giá tính đến hết {self.last.label}."
        )


def named_span(key: str, year: int) -> Span:
    """6 months, 9 months or the whole of a year."""
    quarter, label, column = _MONTHS[key]
    last = Quarter(year, quarter)
    ahead = {SIX: f"6 tháng cuối năm {year}", NINE: last.next().label, YEAR: f"năm {year + 1}"}
    return Span(Quarter(year, 1).start, last.end, f"{label} {year}", f"{year}-{key}", column, ahead[key])


def span_of_days(starts: date, ends: date) -> Span:
    """From one day to another, both included."""
    label = f"Từ ngày {format_date(starts)} đến ngày {format_date(ends)}"
    return Span(starts, ends, label, f"{starts:%Y%m%d}-{ends:%Y%m%d}", "kỳ này")
