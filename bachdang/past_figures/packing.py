"""An uploaded table as it travels in the page between preview and confirmation."""

from __future__ import annotations

from dataclasses import dataclass

from bachdang.accounts.models import User
from bachdang.spreadsheet.reading import Table
from bachdang.ui.previews import load_preview, sign_preview, table_from, table_to_json

PURPOSE = "past_figures"


@dataclass(frozen=True)
class Kept:
    """A previewed table, the name of its file, and the mark of what it would change (Import.mark)."""

    plan: int
    mark: str
    name: str
    table: Table


def pack(kept: Kept, by: User) -> str:
    """Raises UnreadableFile when it is too much for a page."""
    data = [kept.plan, kept.mark, kept.name, table_to_json(kept.table)]
    return sign_preview(data, by=by.pk, purpose=PURPOSE)


def unpack(packed: str, by: User) -> Kept:
    """Raises UnreadableFile for what was not packed for this person, or too long ago."""
    plan, mark, name, table = load_preview(packed, by=by.pk, purpose=PURPOSE)
    return Kept(plan, mark, name, table_from(table))
