"""The sheet Chỉ tiêu: a row for each number that an indicator is made of, a column for each form of it."""

from __future__ import annotations

from collections.abc import Iterator

from bachdang.reporting.work.beside import BesideKind, beside
from bachdang.reporting.work.row import ReportForm
from bachdang.reports.unit_form.columns import CODE, STATE, Layout, Owing, Part
from bachdang.scope.scopes import Scope
from bachdang.spreadsheet import Column, Value
from indicators.forms import FiguresForm, slots
from indicators.wording import is_state
from plans.models import ItemKind

_SLOTS = ("to_cutoff", "estimate", "official", "official_before")
"""The slots of a round in the order of indicators.forms.slots."""
_NAMES = {"value": "Số liệu", "rating": "Tự đánh giá", "reached_on": "Đạt ngày"}


def indicator_layout(scope: Scope) -> Layout:
    """The columns name the quarters they are about."""
    assert scope.period is not None
    quarter = scope.quarter
    columns = {
        CODE: Column("Mã", 8),
        "name": Column("Chỉ tiêu", 36),
        "what": Column("Số cần nhập", 22),
        "measure": Column("Đơn vị tính", 13),
        "plan": Column(f"Kế hoạch năm {quarter.year}", 14, align="right"),
        "last_year": Column(f"Cùng kỳ năm trước ({quarter.shift(-4).label})", 16, align="right"),
        "before": Column(f"Kỳ trước ({quarter.previous().label})", 16, align="right"),
        **{
            key: Column(slot.label, 15, align="right")
            for key, slot in zip(_SLOTS, slots(scope.period), strict=True)
        },
        "note": Column("Ghi chú", 24),
        "no_data_reason": Column("Chưa có số liệu: lý do", 24),
        STATE: Column("Trạng thái", 13, align="center"),
    }
    hint = (
        "Nhập con số, không kèm đơn vị: 15 là 15%. Ô để trống là chưa có số liệu; số 0 là có số liệu bằng 0."
    )
    return Layout("Chỉ tiêu", ItemKind.INDICATOR, columns, _parts, hint)


def _parts(owing: Owing, form: ReportForm) -> Iterator[Part]:
    assert isinstance(form, FiguresForm)
    inputs = _inputs(form)
    for part in inputs:
        first = part == inputs[0]
        fields = {key: f"{slot.name}_{part}" for key, slot in zip(_SLOTS, form.slots, strict=True)}
        what = _what(form, part)
        unit = form.indicator.measure if part == "value" and not is_state(form.indicator) else ""
        around = {"note": "note", "no_data_reason": "no_data_reason"} if first else {}
        cells: dict[str, Value] = {"what": what, "measure": unit or None}
        if first:
            cells |= _beside(owing)
        yield Part(
            name="" if first else part,
            label=what if len(inputs) > 1 else "",
            cells=cells,
            fields=fields | around,
            measure=unit,
        )


def _inputs(form: FiguresForm) -> list[str]:
    """value; numerator and denominator; rating; value and reached_on."""
    start = f"{form.slots[0].name}_"
    return [name.removeprefix(start) for name in form.fields if name.startswith(start)]


def _what(form: FiguresForm, part: str) -> str:
    if part in ("numerator", "denominator"):
        return str(form.fields[f"{form.slots[0].name}_{part}"].label)
    return "Trạng thái" if part == "value" and is_state(form.indicator) else _NAMES[part]


def _beside(owing: Owing) -> dict[str, Value]:
    """The plan and earlier figures, in the words of the page."""
    row = owing.owed.targets[0]
    columns = (BesideKind.PLAN, BesideKind.LAST_YEAR, BesideKind.BEFORE)
    known = beside(row.book, row, owing.scope)
    told = {one.kind: one.text for one in known}
    shared = [f"{one.label}: {one.text}" for one in known if one.kind == BesideKind.SHARED]
    name = "; ".join([owing.owed.title, *shared])
    return {"name": name, **{key.value: told[key] for key in columns if key in told}}
