"""What a table changes, written all or nothing, with its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.past_figures.checking import plan_import
from bachdang.past_figures.found import Import, Incoming
from bachdang.spreadsheet.reading import Line
from indicators.keeping import restate
from indicators.models import Indicator, Measurement
from indicators.rules import Quarter
from plans.models import Period, Plan


@transaction.atomic
def confirm_import(
    *, plan: Plan, lines: Sequence[Line], until: Quarter, seen: str, by: User, name: str = ""
) -> tuple[Import, bool]:
    """Check a previewed table against how things stand now and write it; (what was found, whether written).

    Not written: a table with faults, or one that would change something else than was `seen`
    (Import.mark of the preview). No round can be accepted or locked meanwhile.
    """
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Số liệu quá khứ do Văn phòng Đảng ủy nhập.")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    list(Period.objects.select_for_update().filter(plan=plan).order_by("pk"))
    found = plan_import(plan, lines, until, name)
    if found.faults or found.mark != seen:
        return found, False
    write_import(plan=plan, found=found, by=by)
    return found, True


@transaction.atomic
def write_import(*, plan: Plan, found: Import, by: User | None) -> int:
    """Write what a table changes; returns how many figures. Raises ValueError when it has faults."""
    if found.faults:
        raise ValueError("an import with faults is not written")
    history: dict[int, dict[str, tuple[str | None, str | None]]] = defaultdict(dict)
    reasons: dict[int, list[str]] = defaultdict(list)
    for one in found.changes:
        if one.before is not None:
            Measurement.objects.filter(pk=one.before.pk).update(counted=False)
        if one.removes:
            reasons[one.indicator.pk].append(one.source)
        else:
            _create(one, by)
        after = None if one.removes else _said(one.text, one)
        before = _said(one.before_text, one.before) if one.before else None
        history[one.indicator.pk][one.about] = (before, after)
    for indicator, changes in history.items():
        record_event(
            verb="import_figures",
            subject=Indicator(pk=indicator),
            by=by,
            locality=plan.locality_id,
            item_id=indicator,
            changes=changes,
            reason="; ".join(dict.fromkeys(reasons[indicator])),
        )
    restate(plan, history.keys())
    return len(found.changes)


def _said(text: str, said: Incoming | Measurement) -> str:
    """The figure with its source, document and note."""
    parts = [said.source, said.document, f"ghi chú: {said.note}" if said.note else ""]
    words = "; ".join(part for part in parts if part)
    return f"{text} ({words})" if words else text


def _create(one: Incoming, by: User | None) -> None:
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
