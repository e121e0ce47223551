"""What was previewed, carried by the page until it is confirmed: signed, for one person, for a while.

Nothing is kept on the server: two tabs or two people do not disturb each other, and what is confirmed is
checked again against how things stand then.
"""

from __future__ import annotations

from typing import Any, Final

from django.core import signing

from bachdang.accounts.models import User
from bachdang.reports.unit_form.reading import Filled, ReadForm, Typed
from bachdang.spreadsheet.reading import UnreadableFile

AGE: Final = 2 * 60 * 60
"""Seconds that a preview may wait."""
LONGEST: Final = 3 * 1024 * 1024
SALT = "reports.unit_form"


def pack(read: ReadForm, by: User) -> str:
    """Raises UnreadableFile when it is too much for a page."""
    items = [[one.code, one.token, [_cell(*pair) for pair in one.cells.items()]] for one in read.filled]
    packed = signing.dumps([by.pk, read.plan, read.unit, read.period, items], salt=SALT, compress=True)
    if len(packed) > LONGEST:
        raise UnreadableFile("Biểu mẫu có quá nhiều chữ. Rút gọn các ô kết quả, khó khăn, kiến nghị.")
    return packed


def unpack(packed: str, by: User) -> ReadForm:
    """Raises UnreadableFile for what was not packed for this person, or too long ago."""
    try:
        who, plan, unit, period, items = signing.loads(packed, salt=SALT, max_age=AGE)
    except signing.BadSignature as error:
        raise UnreadableFile("Bản xem trước đã quá lâu hoặc bị sửa. Tải tệp lên lại.") from error
    if who != by.pk:
        raise UnreadableFile("Bản xem trước này của người khác. Tải tệp của bạn lên.")
    filled = [Filled(code, token, dict(map(_typed, cells))) for code, token, cells in items]
    return ReadForm(plan, unit, period, filled)


def _cell(place: tuple[str, str], typed: Typed) -> list[Any]:
    return [*place, typed.text, typed.sheet, typed.cell, typed.formula, typed.problem]


def _typed(values: list[Any]) -> tuple[tuple[str, str], Typed]:
    part, column, text, sheet, cell, formula, problem = values
    return (part, column), Typed(text, sheet, cell, formula, problem)
