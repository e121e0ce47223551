"""The typed cells of a form, as they travel in the page between preview and confirmation."""

from __future__ import annotations

from typing import Any

from bachdang.accounts.models import User
from bachdang.reports.unit_form.reading import Filled, ReadForm, Typed
from bachdang.ui.previews import load_preview, sign_preview

PURPOSE = "reports.unit_form"


def pack(read: ReadForm, by: User) -> str:
    """Raises UnreadableFile when it is too much for a page."""
    items = [[one.code, one.token, [_cell(*pair) for pair in one.cells.items()]] for one in read.filled]
    return sign_preview([read.plan, read.unit, read.period, items, read.notes], by=by.pk, purpose=PURPOSE)


def unpack(packed: str, by: User) -> ReadForm:
    """Raises UnreadableFile for what was not packed for this person, or too long ago."""
    plan, unit, period, items, notes = load_preview(packed, by=by.pk, purpose=PURPOSE)
    filled = [Filled(code, token, dict(map(_typed, cells))) for code, token, cells in items]
    return ReadForm(plan, unit, period, filled, notes=notes)


def _cell(place: tuple[str, str], typed: Typed) -> list[Any]:
    return [*place, typed.text, typed.sheet, typed.cell, typed.formula, typed.problem]


def _typed(values: list[Any]) -> tuple[tuple[str, str], Typed]:
    part, column, text, sheet, cell, formula, problem = values
    return (part, column), Typed(text, sheet, cell, formula, problem)
