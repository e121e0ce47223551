"""Loading a checked plan file: idempotent, all or nothing.

The document (clauses) follows the file. Units, questions, items with their first terms, indicators and
targets are written once, when they first appear; what the office has since changed is never touched.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from bachdang.accounts.actions import record_event
from bachdang.accounts.localities import may_found, settle
from bachdang.accounts.models import Locality, Unit, User
from bachdang.planfile.catalogue import add_indicators, mark_headlines, share_quantities
from bachdang.planfile.errors import Fault, PlanFileError
from bachdang.planfile.items import add_items
from bachdang.planfile.reading import read_plan_file, read_plan_text
from bachdang.planfile.yamlfile import Entry
from bachdang.vietnamese.text import fold, search_fold
from indicators.keeping import complete, restate
from plans.models import Clause, Letterhead, Plan, Question, QuestionAbout

_GOVERNMENT = "Ủy ban nhân dân"
# Farther than any document is long: orders are moved out of the way here before they are changed.
FAR = 1_000_000
QUESTION_KEYS = {"lead_questions": QuestionAbout.LEAD.value, "questions": ""}
CLAUSE_FIELDS = [
    "parent_id", "kind", "marker", "place", "order", "text", "cells", "corrections", "not_measured", "folded",
]  # fmt: skip


@dataclass
class LoadSummary:
    """How many rows of each kind were added, changed, left as they were."""

    plan: Plan
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)

    def count(self, kind: str, *, added: int = 0, changed: int = 0, unchanged: int = 0) -> None:
        self.added[kind] += added
        self.changed[kind] += changed
        self.unchanged[kind] += unchanged

    @property
    def lines(self) -> list[str]:
        """One line a kind, for the command to print."""
        kinds = {**self.added, **self.changed, **self.unchanged}
        return [
            f"{kind}: thêm {self.added[kind]}, sửa {self.changed[kind]}, giữ nguyên {self.unchanged[kind]}"
            for kind in kinds
        ]


def load_plan(path: Path, *, share: bool = False) -> LoadSummary:
    """Load a plan file. Raises PlanFileError, with nothing written, when anything in it is wrong.

    `share`: rates that exist already take what the file lets them share from its one indicator.
    """
    data = read_plan_file(path)
    with transaction.atomic():
        return _load(data, share=share)


def load_plan_text(text: str, *, by: User) -> LoadSummary:
    """Load the text of a plan file for a person, all or nothing. Raises PlanFileError.

    The plan is of the person's own ward; on an empty site the file's ward becomes it.
    """
    data = read_plan_text(text)
    with transaction.atomic():
        ward = _own_ward(data["plan"], by)
        summary = _load(data, share=False, by=by, ward=ward)
        if ward is None:
            settle(locality=summary.plan.locality, by=by)
        return summary


def _own_ward(given: Entry, by: User) -> Locality | None:
    """The person's ward, which must be the file's; None for who founds one by the file."""
    if by.unit is None:
        if not may_found(by):
            raise PermissionDenied("Tài khoản chưa thuộc đơn vị nào.")
        return None
    ward, named = by.unit.locality, given["locality"]
    if ward.code != named["code"] and fold(ward.name) != fold(named["name"]):
        reason = f"tệp này của {named['name']}, tài khoản thuộc {ward.name}."
        raise PlanFileError.of("địa phương", reason, named.line)
    return ward


def _load(data: Entry, *, share: bool, by: User | None = None, ward: Locality | None = None) -> LoadSummary:
    summary = LoadSummary(_plan(data, ward))
    plan = summary.plan
    units = _units(data["units"], plan, summary)
    clauses = _clauses(data["clauses"], plan, summary)
    items = add_items(data["clauses"], plan, units, clauses, summary.count)
    add_indicators(data["indicators"], plan, units, clauses, items, summary.count)
    if marked := mark_headlines(data["indicators"], plan):
        summary.count("Chỉ tiêu chủ yếu", changed=marked)
    if share:
        summary.count("Số dùng chung", changed=_share(data["indicators"], plan))
    _questions(data, plan, clauses, summary)
    if summary.added.total() or summary.changed.total():
        record_event(
            verb="load_plan",
            subject=plan,
            by=by,
            locality=plan.locality_id,
            changes={"added": (None, summary.added.total()), "changed": (None, summary.changed.total())},
        )
        restate(plan)
    complete(plan)
    return summary


def _share(given: list[Entry], plan: Plan) -> int:
    """Each change is in the history of its indicator."""
    linked = share_quantities(given, plan)
    for one in linked:
        parts = {"numerator": "Tử số", "denominator": "Mẫu số"}
        record_event(
            verb="share_quantity",
            subject=one,
            by=None,
            locality=plan.locality_id,
            item_id=one.pk,
            changes={
                parts[part]: (None, f"lấy từ chỉ tiêu {source.item.code}")
                for part, source in one.shared_parts.items()
            },
        )
    return len(linked)


def _locality(given: Entry) -> Locality:
    parent = _locality(given["parent"]) if "parent" in given else None
    locality, _ = Locality.objects.get_or_create(
        code=given["code"], defaults={"name": given["name"], "parent": parent}
    )
    return locality


def _plan(data: Entry, ward: Locality | None) -> Plan:
    """The plan; its settings are the office's once it exists."""
    given = dict(data["plan"])
    named = given.pop("locality")
    locality = ward or _locality(named)
    if fold(given["issuer"]).startswith(fold(_GOVERNMENT)):
        given.setdefault("letterhead", Letterhead.GOVERNMENT)
    defaults = {**given, "notes": list(data.get("notes", [])), "axes": [dict(axis) for axis in given["axes"]]}
    plan, created = Plan.objects.get_or_create(locality=locality, code=given["code"], defaults=defaults)
    if created:
        plan.refresh_from_db()
    return plan


def _units(given: list[Entry], plan: Plan, summary: LoadSummary) -> dict[str, Unit]:
    known = {unit.code: unit for unit in Unit.objects.filter(locality=plan.locality)}
    added = 0
    for entry in given:
        if entry["code"] in known:
            continue
        known[entry["code"]] = Unit.objects.create(
            locality=plan.locality,
            code=entry["code"],
            name=entry["name"],
            short=entry.get("short", ""),
            kind=entry["kind"],
            parent=known[entry["parent"]] if "parent" in entry else None,
            order=entry["order"],
            aliases=list(entry.get("aliases", [])),
        )
        added += 1
    summary.count("Đơn vị", added=added, unchanged=len(given) - added)
    return known


def _clauses(given: list[Entry], plan: Plan, summary: LoadSummary) -> dict[str, Clause]:
    """Clauses by key, made equal to the file. One that left the file is refused: things may hang from it."""
    known = {clause.key: clause for clause in Clause.objects.filter(plan=plan)}
    gone = known.keys() - {entry["key"] for entry in given}
    if gone:
        raise PlanFileError(
            [Fault(0, key, "có trong cơ sở dữ liệu mà không có trong tệp.") for key in sorted(gone)]
        )
    wanted = [_clause_values(entry, order) for order, entry in enumerate(given, start=1)]
    if any(
        entry["key"] in known and known[entry["key"]].order != values["order"]
        for entry, values in zip(given, wanted, strict=True)
    ):
        Clause.objects.filter(plan=plan).update(order=F("order") + FAR)
    changed = []
    added = 0
    for entry, values in zip(given, wanted, strict=True):
        parent = known[entry["parent"]] if "parent" in entry else None
        values["parent_id"] = parent.pk if parent else None
        clause = known.get(entry["key"])
        if clause is None:
            known[entry["key"]] = Clause.objects.create(plan=plan, key=entry["key"], **values)
            added += 1
        elif any(getattr(clause, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(clause, name, value)
            changed.append(clause)
    Clause.objects.bulk_update(known.values() if changed else [], CLAUSE_FIELDS, batch_size=100)
    summary.count("Nội dung", added=added, changed=len(changed), unchanged=len(given) - added - len(changed))
    return known


def _clause_values(entry: Entry, order: int) -> dict[str, Any]:
    """The columns of a clause; the text of a table row is its cells, one after the other."""
    cells = entry.get("cells")
    words = entry["text"] if cells is None else " · ".join(cell for cell in cells if cell.strip())
    return {
        "kind": entry["kind"],
        "marker": entry.get("marker", ""),
        "place": entry["place"],
        "order": order,
        "text": words,
        "cells": None if cells is None else list(cells),
        "corrections": [dict(one) for one in entry.get("corrections", [])],
        "not_measured": entry.get("not_measured", ""),
        "folded": search_fold(f"{words} {entry['place']}"),
    }


def _questions(data: Entry, plan: Plan, clauses: dict[str, Clause], summary: LoadSummary) -> None:
    """Questions by clause or indicator; those already asked keep their answers."""
    asked = set(Question.objects.filter(plan=plan).values_list("clause", "indicator_code", "text"))
    wanted: list[tuple[int | None, str, str, str]] = [
        (clauses[entry["key"]].pk, "", text, about)
        for entry in data["clauses"]
        for key, about in QUESTION_KEYS.items()
        for text in entry.get(key, [])
    ]
    wanted += [
        (None, entry["code"], text, "") for entry in data["indicators"] for text in entry.get("questions", [])
    ]
    new = [one for one in dict.fromkeys(wanted) if one[:3] not in asked]
    Question.objects.bulk_create(
        Question(plan=plan, clause_id=clause, indicator_code=code, text=text, about=about)
        for clause, code, text, about in new
    )
    summary.count("Điểm cần làm rõ", added=len(new), unchanged=len(wanted) - len(new))
