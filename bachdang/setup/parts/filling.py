"""What the document leaves blank, filled in by the form of its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone

from bachdang.amendments.filling_forms import FillForm
from bachdang.setup.parts.part import Refused, as_typed, chosen, named, refuse
from bachdang.setup.ward import Ward
from bachdang.ui.form_data import untouched
from plans.models import Item, Recurrence
from plans.six_clear import DATE_KEYS
from plans.terms.filling import fill_answer, versions_of

MILESTONE: Final = ("milestone_title", "milestone_due")
BEHIND: Final = dict.fromkeys((*DATE_KEYS, *MILESTONE), "schedule")
"""The fields of an axis, by column, where they are not called alike."""
RECURRENCES: Final = {one.label: one.value for one in Recurrence}
_DATES_OF_RUN: Final = "việc hằng năm, thường xuyên không có ngày bắt đầu, kết thúc; để trống ô này"


def fill(ward: Ward, item: Item, typed: Mapping[str, str]) -> None:
    """Write the columns that differ of one assignment; empty ones are taken back. Nothing without any."""
    if not typed:
        return
    versions = versions_of(item)
    terms = next(one for one in reversed(versions) if one.valid_from <= ward.day)
    names = list(dict.fromkeys(BEHIND.get(key, key) for key in typed))
    shown = FillForm(terms=terms, versions=versions, names=names)
    data: dict[str, Any] = {name: untouched(shown, name) for name in shown.fields} | {"confirmed": "on"}
    for name in ("cooperating", "settles"):
        data.pop(name, None)
    if "cooperating" in shown.fields:
        data["cooperating"] = [str(pk) for pk in shown.fields["cooperating"].initial]
    data |= {column: _posted(ward, column, text) for column, text in typed.items()}
    form = FillForm(as_typed(data), terms=terms, versions=versions, names=names)
    refuse(form, {name: name for name in typed})
    if data.get("recurrence") in (Recurrence.YEARLY, Recurrence.CONTINUOUS):
        dated = [(key, _DATES_OF_RUN) for key in ("starts", "ends") if typed.get(key)]
        if dated:
            raise Refused(*dated)
    today = timezone.localdate()
    fill_answer(item=item, values=form.values(), seen=form.cleaned_data["seen"], by=ward.by, today=today)


def _posted(ward: Ward, column: str, text: str) -> str | list[str]:
    if column == "lead":
        return str(named(column, ward.names.unit, text).pk) if text else ""
    if column == "cooperating":
        return [str(one.pk) for one in named(column, ward.names.unit_list, text)]
    if column == "recurrence":
        return chosen(column, text, RECURRENCES)
    return text
