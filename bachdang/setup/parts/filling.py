"""What the document leaves blank, filled in by the form of its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from bachdang.amendments.filling_forms import FillForm, Units, units_named
from bachdang.setup.parts.part import Refusal, Refused, as_typed, chosen, named, refuse
from bachdang.setup.ward import Ward
from bachdang.ui.form_data import untouched
from plans.models import Item, Recurrence
from plans.six_clear import DATE_KEYS
from plans.terms.blanks import versions_of
from plans.terms.filling import Filling, fill_answers, items_to_fill

MILESTONE: Final = ("milestone_title", "milestone_due")
BEHIND: Final = dict.fromkeys((*DATE_KEYS, *MILESTONE), "schedule")
"""The fields of an axis, by column, where they are not called alike."""
RECURRENCES: Final = {one.label: one.value for one in Recurrence}
_DATES_OF_RUN: Final = "việc hằng năm, thường xuyên không có ngày bắt đầu, kết thúc; để trống ô này"


def fill_all(ward: Ward, wanted: Mapping[str, Mapping[str, str]]) -> dict[str, Refusal]:
    """Write the columns that differ of assignments, by code; empty ones are taken back. What is refused."""
    rows = Item.objects.filter(plan=ward.plan, code__in=[code for code, typed in wanted.items() if typed])
    items = {one.code: one for one in items_to_fill(rows.values_list("pk", flat=True)).values()}
    units = units_named(ward.locality.pk)
    refused: dict[str, Refusal] = {}
    given: list[Filling] = []
    for code, item in items.items():
        try:
            given.append(_filling(ward, item, wanted[code], units))
        except Refused as error:
            refused[code] = error
    found = fill_answers(given, ward.by, timezone.localdate())
    told = {one.item.code: found[one.item.pk] for one in given}
    return refused | {code: one for code, one in told.items() if isinstance(one, ValidationError)}


def _filling(ward: Ward, item: Item, typed: Mapping[str, str], units: Units) -> Filling:
    """What a row says, by the form of its page. Raises Refused."""
    versions = versions_of(item)
    terms = next(one for one in reversed(versions) if one.valid_from <= ward.day)
    names = list(dict.fromkeys(BEHIND.get(key, key) for key in typed))
    shown = FillForm(terms=terms, versions=versions, names=names, units=units)
    data: dict[str, Any] = {name: untouched(shown, name) for name in shown.fields} | {"confirmed": "on"}
    for name in ("cooperating", "settles"):
        data.pop(name, None)
    if "cooperating" in shown.fields:
        data["cooperating"] = [str(pk) for pk in shown.fields["cooperating"].initial]
    data |= {column: _posted(ward, column, text) for column, text in typed.items()}
    form = FillForm(as_typed(data), terms=terms, versions=versions, names=names, units=units)
    refuse(form, {name: name for name in typed})
    if data.get("recurrence") in (Recurrence.YEARLY, Recurrence.CONTINUOUS):
        dated = [(key, _DATES_OF_RUN) for key in ("starts", "ends") if typed.get(key)]
        if dated:
            raise Refused(*dated)
    return Filling(item, form.values(), form.cleaned_data["seen"])


def _posted(ward: Ward, column: str, text: str) -> str | list[str]:
    if column == "lead":
        return str(named(column, ward.names.unit, text).pk) if text else ""
    if column == "cooperating":
        return [str(one.pk) for one in named(column, ward.names.unit_list, text)]
    if column == "recurrence":
        return chosen(column, text, RECURRENCES)
    return text
