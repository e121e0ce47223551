"""History in: figures from a table, checked row by row, shown before they are written, all or nothing.

The columns are described in docs/formats.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.numbers import AmbiguousNumber, NumberError, parse_number
from bachdang.spreadsheet.reading import Line, Read
from bachdang.text import fold
from indicators.choices import Form, Rating, TargetKind
from indicators.entry import NewFigure, as_new_figure, faults
from indicators.models import Indicator, Measurement, TargetTerms
from indicators.rules import Quarter
from indicators.wording import is_state, new_figure_text
from plans.models import Period, Plan

Slot: TypeAlias = tuple[int, int, int, Form]
"""Indicator, year, quarter, form: what has one counted figure."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("Mã chỉ tiêu", "indicator"),
    "year": ("Năm", "year"),
    "quarter": ("Quý", "quarter"),
    "form": ("Loại số liệu", "form"),
    "value": ("Giá trị", "value"),
    "numerator": ("Tử số", "numerator"),
    "denominator": ("Mẫu số", "denominator"),
    "source": ("Nguồn", "source"),
    "note": ("Ghi chú", "note"),
    "document": ("Văn bản", "document"),
}
REQUIRED = ("code", "year", "quarter", "form", "source")
FORMS = {
    **{fold(label): Form(key) for key, label in Form.choices},
    **{key: Form(key) for key in Form.values},
    "den ngay chot": Form.TO_CUTOFF,
    "uoc": Form.ESTIMATE,
    "chinh thuc": Form.OFFICIAL,
}
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
LIMITS = {"source": 300, "note": 2000, "document": 200}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row (number in the file; 0: the file itself)."""

    row: int
    message: str

    def __str__(self) -> str:
        return f"Dòng {self.row}: {self.message}" if self.row else self.message


@dataclass(frozen=True)
class Incoming:
    """One figure to be written, with the counted one it takes the place of."""

    row: int
    indicator: Indicator
    figure: NewFigure
    source: str
    note: str
    document: str
    before: Measurement | None = None

    @property
    def unchanged(self) -> bool:
        return self.before is not None and as_new_figure(self.before) == self.figure

    @property
    def text(self) -> str:
        return new_figure_text(self.figure, self.indicator)

    @property
    def before_text(self) -> str:
        return new_figure_text(as_new_figure(self.before), self.indicator) if self.before else ""

    @property
    def about(self) -> str:
        """ "Chính thức cả quý (quý I/2025)"."""
        figure = self.figure
        return f"{figure.form.label} ({Quarter(figure.year, figure.quarter).label})"


@dataclass
class Import:
    """What a table would change; `faults` forbid writing any of it."""

    incoming: list[Incoming] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def changes(self) -> list[Incoming]:
        return [one for one in self.incoming if not one.unchanged]

    @property
    def unchanged(self) -> int:
        return len(self.incoming) - len(self.changes)


def plan_import(plan: Plan, lines: Sequence[Line], until: Quarter) -> Import:
    """Read a table with a head row. Figures of quarters after `until` are refused. Writes nothing."""
    found = Import()
    if not lines:
        found.faults.append(Fault(0, "Tệp không có dòng nào."))
        return found
    columns = _columns(lines[0], found)
    if not found.faults:
        _Reader(plan, columns, until).read(lines[1:], found)
        if not found.incoming and not found.faults:
            found.faults.append(Fault(0, "Tệp chỉ có dòng tiêu đề, không có số liệu."))
    return found


def _columns(head: Line, found: Import) -> dict[str, int]:
    names = {fold(alias): key for key, aliases in COLUMNS.items() for alias in aliases}
    columns: dict[str, int] = {}
    for index, cell in enumerate(head.cells):
        if cell is None:
            continue
        key = names.get(fold(str(cell)))
        if key is None:
            found.faults.append(Fault(head.number, f"Cột “{cell}” không có trong mẫu."))
        elif key in columns:
            found.faults.append(Fault(head.number, f"Cột “{cell}” có hai lần."))
        else:
            columns[key] = index
    for key in REQUIRED:
        if key not in columns:
            found.faults.append(Fault(head.number, f"Thiếu cột “{COLUMNS[key][0]}”."))
    return columns


class _Bad(Exception):
    """A row that cannot be read."""


class _Reader:
    """Everything a table is checked against, fetched once."""

    def __init__(self, plan: Plan, columns: dict[str, int], until: Quarter) -> None:
        self.columns, self.until = columns, until
        indicators = Indicator.objects.filter(item__plan=plan).select_related("item")
        self.indicators = {one.item.code: one for one in indicators}
        stated = TargetTerms.objects.filter(target__indicator__item__plan=plan, kind=TargetKind.QUALITATIVE)
        self.qualitative = set(stated.values_list("target__indicator", flat=True))
        locked = Period.objects.filter(plan=plan, locked_at__isnull=False)
        self.locked = set(locked.values_list("year", "quarter"))
        counted = Measurement.objects.counted().filter(indicator__item__plan=plan)
        self.counted = {
            (one.indicator_id, one.year, one.quarter, Form(one.form)): one
            for one in counted.select_related("indicator__item", "report__unit")
        }

    def read(self, lines: Sequence[Line], found: Import) -> None:
        seen: dict[Slot, int] = {}
        for line in lines:
            try:
                one = self._row(line)
                slot = (one.indicator.pk, one.figure.year, one.figure.quarter, one.figure.form)
                if slot in seen:
                    raise _Bad(f"trùng với dòng {seen[slot]} (cùng chỉ tiêu, quý và loại số liệu)")
                seen[slot] = line.number
                found.incoming.append(one)
            except _Bad as error:
                found.faults.append(Fault(line.number, f"{error}."))

    def _cell(self, line: Line, key: str) -> Read:
        index = self.columns.get(key)
        return line.cells[index] if index is not None and index < len(line.cells) else None

    def _text(self, line: Line, key: str) -> str:
        value = self._cell(line, key)
        text = "" if value is None else str(value)
        if len(text) > LIMITS.get(key, 60):
            raise _Bad(f"“{COLUMNS[key][0]}” dài quá {LIMITS.get(key, 60)} ký tự")
        return text

    def _row(self, line: Line) -> Incoming:
        indicator = self.indicators.get(self._text(line, "code"))
        if indicator is None:
            raise _Bad(f"không có chỉ tiêu mã “{self._text(line, 'code')}”")
        if indicator.is_derived:
            raise _Bad(f"chỉ tiêu {indicator.item.code} được tính từ chỉ tiêu khác, không nhập số liệu")
        figure = self._figure(line, indicator)
        before = self.counted.get((indicator.pk, figure.year, figure.quarter, figure.form))
        self._check_place(figure, before)
        source = self._text(line, "source")
        if not source:
            raise _Bad("chưa ghi nguồn của số liệu")
        note, document = self._text(line, "note"), self._text(line, "document")
        return Incoming(line.number, indicator, figure, source, note, document, before)

    def _check_place(self, figure: NewFigure, before: Measurement | None) -> None:
        quarter = Quarter(figure.year, figure.quarter)
        if quarter > self.until:
            raise _Bad(f"{quarter.label} chưa tới")
        if (figure.year, figure.quarter) in self.locked:
            raise _Bad(f"{quarter.label} đã chốt; Văn phòng Đảng ủy mở lại báo cáo khi cần sửa")
        if before is not None and before.report is not None and as_new_figure(before) != figure:
            raise _Bad(f"{before.report.unit} đã báo cáo số này ở kỳ báo cáo; sửa ở trang nhập số liệu")

    def _figure(self, line: Line, indicator: Indicator) -> NewFigure:
        form = FORMS.get(fold(self._text(line, "form")))
        if form is None:
            raise _Bad("loại số liệu phải là “đến ngày chốt”, “ước” hoặc “chính thức”")
        year, quarter = self._year(line), QUARTERS.get(_whole_text(self._cell(line, "quarter")))
        if quarter is None:
            raise _Bad("quý phải từ 1 đến 4 (hoặc I đến IV)")
        figure = self._amounts(line, indicator, year, quarter, form)
        if figure.is_empty:
            raise _Bad("chưa có số liệu")
        for _, message in faults(indicator, figure):
            raise _Bad(message.split(" Sửa ô này")[0].rstrip("."))
        return figure

    def _year(self, line: Line) -> int:
        text = _whole_text(self._cell(line, "year"))
        if not (text.isdecimal() and 2000 <= int(text) <= 2100):
            raise _Bad("năm phải là bốn chữ số, ví dụ 2025")
        return int(text)

    def _amounts(self, line: Line, indicator: Indicator, year: int, quarter: int, form: Form) -> NewFigure:
        value = self._cell(line, "value")
        if indicator.pk in self.qualitative:
            ratings = {fold(label): key for key, label in Rating.choices}
            rating = ratings.get(fold(str(value or "")))
            if rating is None:
                raise _Bad(f"chỉ tiêu định tính nhận {', '.join(Rating.labels)}")
            return NewFigure(year, quarter, form, rating=rating)
        if is_state(indicator) and isinstance(value, str):
            value = {"co": Decimal(1), "khong": Decimal(0)}.get(fold(value), value)
        figure = NewFigure(
            year,
            quarter,
            form,
            value=_number(value, "Giá trị"),
            numerator=_number(self._cell(line, "numerator"), "Tử số"),
            denominator=_number(self._cell(line, "denominator"), "Mẫu số"),
        )
        if indicator.is_rate and figure.value is not None:
            raise _Bad("chỉ tiêu này nhập tử số và mẫu số, không nhập giá trị")
        if not indicator.is_rate and (figure.numerator is not None or figure.denominator is not None):
            raise _Bad("chỉ tiêu này nhập giá trị, không nhập tử số và mẫu số")
        return figure


def _whole_text(value: Read) -> str:
    return fold(str(value)).removesuffix(".0") if value is not None else ""


def _number(value: Read, name: str) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = parse_number(value)
        except (AmbiguousNumber, NumberError) as error:
            raise _Bad(f"{name}: {error.message_vi.rstrip('.')}") from error
    if not isinstance(value, Decimal) or not value.is_finite():
        raise _Bad(f"{name}: phải là số")
    rounded = round(value, 4)
    # A spreadsheet keeps 0,1 + 0,2 as 0,30000000000000004: that tail is not what was typed.
    if abs(value - rounded) > Decimal("1e-9"):
        raise _Bad(f"{name}: tối đa 4 chữ số sau dấu phẩy")
    if abs(rounded) >= Decimal(10) ** 11:
        raise _Bad(f"{name}: tối đa 11 chữ số trước dấu phẩy")
    return rounded


@transaction.atomic
def write_import(*, plan: Plan, found: Import, by: User | None) -> int:
    """Write what a table changes; returns how many figures. Raises ValueError when it has faults."""
    if found.faults:
        raise ValueError("an import with faults is not written")
    history: dict[int, dict[str, tuple[str | None, str]]] = defaultdict(dict)
    for one in found.changes:
        if one.before is not None:
            Measurement.objects.filter(pk=one.before.pk).update(counted=False)
        Measurement.objects.create(
            indicator=one.indicator,
            year=one.figure.year,
            quarter=one.figure.quarter,
            form=one.figure.form,
            value=one.figure.value,
            numerator=one.figure.numerator,
            denominator=one.figure.denominator,
            rating=one.figure.rating,
            counted=True,
            source=one.source,
            note=one.note,
            document=one.document,
            recorded_by=by,
        )
        history[one.indicator.pk][one.about] = (one.before_text or None, one.text)
    for indicator, changes in history.items():
        record_event(
            verb="import_figures",
            subject=Indicator(pk=indicator),
            by=by,
            locality=plan.locality_id,
            item_id=indicator,
            changes=changes,
        )
    return len(found.changes)


def preview_lines(found: Import) -> Iterator[str]:
    """What would be written, a line a figure."""
    for one in found.changes:
        arrow = f"{one.before_text} → " if one.before else ""
        yield f"{one.indicator.item.code} {one.about}: {arrow}{one.text}"
