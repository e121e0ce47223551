"""The workbook to be filled in with figures of the past, and the one that says what an upload would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from openpyxl.workbook import Workbook

from bachdang.past_figures.checking import qualitative_indicators
from bachdang.past_figures.found import Import, place
from bachdang.past_figures.rows import FIGURES, NOTHING
from bachdang.spreadsheet import Column, Kind, Sheet, Value
from bachdang.spreadsheet.book import new_workbook, save
from bachdang.spreadsheet.filling import offer_choices, write_table
from bachdang.spreadsheet.listing import list_workbook
from bachdang.spreadsheet.reading import Cell, Line
from bachdang.spreadsheet.sheet import AUTHOR
from indicators.counting import DENOMINATOR, NUMERATOR
from indicators.models import Indicator, Measurement
from indicators.rules import QUALITATIVE_RATINGS, Form
from indicators.wording import figure_text, is_state
from plans.models import Plan

ROOM: Final = 1000
"""Rows of the workbook that are ready to be typed in."""
INDICATORS: Final = "Chỉ tiêu"


def past_workbook(plan: Plan, names: Mapping[int, str], at: datetime) -> bytes:
    """The table to be filled in: what was put in before, room for more, and every indicator by its code.

    `names`: indicators by key. Uploaded as it is, it changes nothing.
    """
    workbook = new_workbook(title="Số liệu quá khứ", creator=AUTHOR, at=at)
    sheet = write_table(workbook, FIGURES, _known_figures(plan), room=ROOM)
    codes = _write_indicators(workbook, plan, names)
    offer_choices(sheet.worksheet, FIGURES, sheet.row + ROOM, {"code": codes})
    return save(workbook)


def _known_figures(plan: Plan) -> Iterator[list[Value]]:
    """What no unit reported: figures that a table brought in, in the order of the document and of time."""
    known = Measurement.objects.counted().filter(indicator__item__plan=plan, report__isnull=True)
    known = known.select_related("indicator__item")
    for one in known.order_by("indicator__item__order", "year", "quarter", "form"):
        worded = bool(one.rating) or is_state(one.indicator)
        value: Value = figure_text(one.value, one.indicator, one.rating) if worded else one.value
        place: list[Value] = [one.indicator.item.code, one.year, one.quarter, Form(one.form).label]
        yield [*place, value, one.numerator, one.denominator, one.source, one.note, one.document]


def _write_indicators(workbook: Workbook, plan: Plan, names: Mapping[int, str]) -> str:
    """The sheet of indicators; returns the range of their codes."""
    columns = [
        Column("Mã chỉ tiêu", 12),
        Column("Chỉ tiêu", 60),
        Column("ĐVT", 18),
        Column("Nhập gì", 50),
        Column("Cách tính", 36),
    ]
    sheet = Sheet(workbook, INDICATORS, columns)
    sheet.write_title(["Các chỉ tiêu nhận số liệu", plan.title])
    for note in (
        "Mỗi dòng của trang Số liệu là một con số của một chỉ tiêu, một quý, một loại số liệu, có nguồn.",
        "Chỉ tiêu lũy kế (xem cột Cách tính): ghi số của riêng từng quý, hệ thống cộng lại.",
        "Chỉ biết số cả năm thì ghi một dòng ở quý 4.",
        f"Muốn bỏ một số đã nhập: gõ “{NOTHING}” ở cột Giá trị, ghi lý do ở cột Nguồn.",
    ):
        sheet.write_note(note)
    sheet.skip()
    first = sheet.write_header() + 1
    qualitative = qualitative_indicators(plan)
    entered = Indicator.objects.typed().filter(item__plan=plan)
    entered = entered.select_related("item", "numerator_from", "denominator_from")
    for one in entered.order_by("item__order"):
        typed = _typed(one, qualitative=one.pk in qualitative)
        way = one.get_denominator_accumulation_display() if one.is_rate else one.get_accumulation_display()
        sheet.write_row([one.item.code, names.get(one.pk, ""), one.measure, typed, way])
    return f"'{INDICATORS}'!$A${first}:$A${max(sheet.row, first)}"


def _typed(indicator: Indicator, *, qualitative: bool) -> str:
    """Which cells are filled in for an indicator."""
    if qualitative:
        return f"Giá trị: {', '.join(one.label for one in QUALITATIVE_RATINGS)}"
    if is_state(indicator):
        return "Giá trị: Có hoặc Không"
    if indicator.is_rate:
        names = {
            NUMERATOR: f"tử số: {indicator.numerator_name}",
            DENOMINATOR: f"mẫu số: {indicator.denominator_name}",
        }
        words = "; ".join(said for part, said in names.items() if part not in indicator.shared_parts)
        return words[:1].upper() + words[1:]
    return f"Giá trị ({indicator.measure})"


def checked_workbook(
    plan: Plan, lines: Sequence[Line], found: Import, names: Mapping[int, str], at: datetime
) -> bytes:
    """Every row of an uploaded table with what would become of it; what is wrong comes first."""
    columns = [
        Column("Dòng", 22 if any(one.part for one in found.incoming) else 8, Kind.NUMBER),
        Column("Mã chỉ tiêu", 12),
        Column("Chỉ tiêu", 50),
        Column("Loại số liệu, quý", 36),
        Column("Đang có", 24),
        Column("Trong tệp", 24),
        Column("Nguồn", 36),
        Column("Kết quả kiểm tra", 50),
    ]
    faults = f"{len(found.faults)} lỗi" if found.faults else "không có lỗi"
    counts = f"{len(found.changes)} số liệu mới hoặc thay đổi, {found.unchanged} không thay đổi, {faults}"
    return list_workbook(
        "Kiểm tra số liệu quá khứ",
        columns,
        _checked_rows(lines, found, names),
        filters=[("tệp tải lên", f"{max(len(lines) - 1, 0)} dòng")],
        notes=[plan.title, f"Kết quả: {counts}. Chưa ghi gì."],
        at=at,
    )


def _checked_rows(lines: Sequence[Line], found: Import, names: Mapping[int, str]) -> Iterator[list[Value]]:
    incoming = {(one.row, one.part): one for one in found.incoming}
    faults = {(one.row, one.part): one.message for one in found.faults}
    doubts: dict[tuple[int, str], str] = {}
    for doubt in found.doubts:
        at = doubt.row, doubt.part
        doubts[at] = f"{doubts.get(at, '')}; lưu ý: {doubt.message}"
    rows = {line.number: line for line in lines}
    for at in sorted({*incoming, *faults}, key=lambda at: (at not in faults, at)):
        one, (number, part) = incoming.get(at), at
        row: Value = place(number, part) if part else number
        if one is None:
            first = rows[number].cells[0] if number in rows and rows[number].cells else None
            yield [row, Cell(first).typed, "", "", "", "", "", faults[at]]
            continue
        verdict = "Không thay đổi" if one.unchanged else "Sẽ bỏ" if one.removes else "Sẽ ghi"
        name = names.get(one.indicator.pk, "")
        code, before = one.indicator.item.code, one.before_text
        yield [row, code, name, one.about, before, one.text, one.source, verdict + doubts.get(at, "")]
