"""What the office does with a draft: begin it, decide about its lines, promises and units, write it, drop it.

Nothing of a plan is written before `confirm_draft`, which loads the draft like any plan file: all or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Locality, User
from bachdang.planfile.dump import units_as_data
from bachdang.planfile.load import load_plan_text
from bachdang.wordplan.drafting.draft import Draft, Frame, write_draft, years_of
from bachdang.wordplan.drafting.goals import GOALS, promises_of, propose
from bachdang.wordplan.drafting.writing import as_text
from bachdang.wordplan.lines import Reading
from bachdang.wordplan.promises import Promise
from plans.models import Plan, PlanDraft


@transaction.atomic
def start_draft(*, reading: Reading, name: str, locality: Locality, by: User) -> PlanDraft:
    """A draft of a document that was read, with every promise proposed."""
    promises = propose(reading, years_of(reading))
    draft = PlanDraft.objects.create(
        locality=locality,
        name=name[:200],
        reading=reading.as_json(),
        promises=[one.as_json() for one in promises],
        made_by=by,
    )
    _record("start_plan_draft", draft, by, {"lines": (None, len(reading.lines))})
    return draft


@transaction.atomic
def change_lines(*, draft: PlanDraft, changes: Mapping[int, Mapping[str, Any]], by: User) -> int:
    """Kind, parent and choices of lines; returns how many were changed. New goals get their promises."""
    draft = _locked(draft)
    reading = Reading.from_json(draft.reading)
    told: dict[str, tuple[Any, Any]] = {}
    for number, values in changes.items():
        line = reading.line(number)
        if line is None:
            continue
        before = f"{line.kind} < {line.parent} {line.choices or ''}".strip()
        line.kind, line.parent = values["kind"], values["parent"]
        line.choices = dict(values["choices"])
        after = f"{line.kind} < {line.parent} {line.choices or ''}".strip()
        if before != after:
            told[f"line {number}"] = before, after
    if told:
        draft.reading = reading.as_json()
        draft.promises = [one.as_json() for one in _fitting(reading, promises(draft))]
        draft.save(update_fields=["reading", "promises", "changed_at"])
        _record("change_plan_draft", draft, by, told)
    return len(told)


def _fitting(reading: Reading, known: Sequence[Promise]) -> list[Promise]:
    """Promises of lines that are goals now: those that were decided about, and fresh ones of new goals."""
    goals = {line.number for line in reading.read if line.kind in GOALS}
    kept = [one for one in known if one.clause in goals]
    fresh = goals - {one.clause for one in known}
    years = years_of(reading)
    added = [
        one for line in reading.read if line.number in fresh for one in promises_of(line, reading, years)
    ]
    return sorted([*kept, *added], key=lambda one: one.clause)


@transaction.atomic
def change_promises(*, draft: PlanDraft, changes: Mapping[int, Mapping[str, Any]], by: User) -> int:
    """Fields of promises by their place; returns how many were changed."""
    draft = _locked(draft)
    known = promises(draft)
    told: dict[str, tuple[Any, Any]] = {}
    for at, values in changes.items():
        if at >= len(known):  # somebody else took goals away meanwhile
            continue
        before = known[at].as_json()
        after = {**before, **values}
        if before != after:
            known[at] = Promise(**after)
            changed = [key for key in values if before[key] != values[key]]
            told[f"promise {at + 1}"] = (
                ", ".join(f"{key}: {before[key]}" for key in changed),
                ", ".join(f"{key}: {values[key]}" for key in changed),
            )
    if told:
        draft.promises = [one.as_json() for one in known]
        draft.save(update_fields=["promises", "changed_at"])
        _record("change_plan_draft", draft, by, told)
    return len(told)


@transaction.atomic
def choose_units(*, draft: PlanDraft, chosen: Mapping[str, str], by: User) -> None:
    """Names in the document as units of the ward; a name without one is created as it is named."""
    draft = _locked(draft)
    before = dict(draft.units)
    draft.units = {**before, **chosen}
    draft.units = {name: code for name, code in draft.units.items() if code}
    if draft.units != before:
        draft.save(update_fields=["units", "changed_at"])
        _record("change_plan_draft", draft, by, {"units": (before, draft.units)})


@transaction.atomic
def set_frame(*, draft: PlanDraft, frame: Mapping[str, Any], by: User) -> None:
    """Number, title, issuer and years of the plan as the office says them."""
    draft = _locked(draft)
    before = dict(draft.frame)
    draft.frame = dict(frame)
    if draft.frame != before:
        draft.save(update_fields=["frame", "changed_at"])
        _record("change_plan_draft", draft, by, {"frame": (before, draft.frame)})


@transaction.atomic
def confirm_draft(*, draft: PlanDraft, by: User) -> Plan:
    """Write the draft as a plan. Raises PlanFileError with all that is wrong; then nothing is written."""
    draft = _locked(draft)
    summary = load_plan_text(as_text(written(draft)), by=by)
    draft.plan = summary.plan
    draft.save(update_fields=["plan", "changed_at"])
    _record("confirm_plan_draft", draft, by, {"plan": (None, summary.plan.code)})
    return summary.plan


@transaction.atomic
def delete_draft(*, draft: PlanDraft, by: User) -> None:
    """The draft goes; a plan that was written of it stays."""
    draft = _locked(draft)
    _record("delete_plan_draft", draft, by, {"name": (draft.name, None)})
    draft.delete()


def written(draft: PlanDraft) -> Draft:
    """The draft as a plan file, with what is open in it."""
    frame = draft.frame
    locality = {"code": draft.locality.code, "name": draft.locality.name}
    return write_draft(
        Reading.from_json(draft.reading),
        units_as_data(draft.locality),
        frame=Frame(locality=locality, **frame),
        promises=promises(draft),
        chosen=draft.units,
    )


def promises(draft: PlanDraft) -> list[Promise]:
    return [Promise(**one) for one in draft.promises]


def _locked(draft: PlanDraft) -> PlanDraft:
    """Two people who change one draft wait for each other and keep each other's changes."""
    locked = PlanDraft.objects.select_for_update(of=("self",)).select_related("locality")
    found: PlanDraft = locked.get(pk=draft.pk)
    return found


def _record(verb: str, draft: PlanDraft, by: User, changes: Mapping[str, tuple[Any, Any]]) -> None:
    record_event(verb=verb, subject=draft, by=by, locality=draft.locality_id, changes=changes)
