"""A reading as a plan file: what load_plan checks and loads, and beside it what a person should look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bachdang.accounts.models import Locality
from bachdang.planfile.schema import FORMAT
from bachdang.vietnamese.text import code_of
from bachdang.wordplan.drafting.assignments import ASSIGNABLE, Assignment, assignment_of
from bachdang.wordplan.drafting.goals import as_indicators, propose, without_programme
from bachdang.wordplan.drafting.keys import Address, addresses
from bachdang.wordplan.lines import LETTERHEAD, UNREAD, Line, Reading
from bachdang.wordplan.promises import Promise
from bachdang.wordplan.times import Years, plan_years
from bachdang.wordplan.units import UnitBook, as_known, kind_of
from plans.models import ClauseKind as Kind
from plans.six_clear import STANDARD_AXES

Data = dict[str, Any]


@dataclass(frozen=True)
class Doubt:
    """A clause, by its key, and why a person should look at it."""

    key: str
    reason: str


@dataclass
class Draft:
    """The content of the plan file, and what is unsure or missing in it."""

    data: Data
    doubts: list[Doubt] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unknown_units: list[str] = field(default_factory=list)
    places: dict[int, Address] = field(default_factory=dict)
    assignments: dict[int, Assignment] = field(default_factory=dict)


@dataclass
class Frame:
    """What the office says of the plan as a whole; empty fields are taken from the document."""

    code: str = ""
    title: str = ""
    issuer: str = ""
    locality: Data = field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None
    source_programme: str = ""


def years_of(reading: Reading) -> Years:
    titles = [line.text for line in reading.lines if line.kind == Kind.TITLE]
    return plan_years([*titles, *(line.words for line in reading.read[:12])])


def write_draft(
    reading: Reading,
    units: Sequence[Data],
    *,
    frame: Frame | None = None,
    promises: list[Promise] | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Draft:
    """The plan file of a reading.

    `units`: the ward's, as the file has them; `chosen`: a name in the document → the code of its unit.
    Without `promises` all that are found are proposed.
    """
    frame = frame or Frame()
    stated = years_of(reading)
    years = Years(frame.first_year or stated.first, frame.last_year or stated.last, stated.vision)
    book = UnitBook(as_known(units), chosen)
    draft = Draft({}, unread=list(reading.unread), remarks=list(reading.remarks), places=addresses(reading))
    listed = [dict(unit) for unit in units]
    _assign(reading, book, years, listed, draft, chosen)
    keys = {number: address.key for number, address in draft.places.items()}
    clauses = [_clause(line, reading.parent_of(line), draft) for line in reading.read]
    programmes = [keys[line.number] for line in reading.read if line.kind == Kind.PROGRAMME]
    found = propose(reading, years) if promises is None else promises
    notes = [f"Đầu trang của tài liệu: {line.text}" for line in reading.lines if LETTERHEAD in line.doubts]
    notes += [f"Chưa đọc: {text}" for text in _unread(reading, draft)]
    data = {
        "format": FORMAT,
        "plan": _plan(reading, frame, years, draft),
        **({"notes": notes} if notes else {}),
        "units": listed,
        "clauses": clauses,
        "indicators": as_indicators(found, reading, keys, programmes),
    }
    draft.data = _plain(data)
    _doubts(reading, found, keys, draft)
    return draft


def _plain(value: Any) -> Any:
    """Keys of vocabularies as the plain text that YAML and JSON hold."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value


def _assign(
    reading: Reading,
    book: UnitBook,
    years: Years,
    listed: list[Data],
    draft: Draft,
    chosen: Mapping[str, str] | None,
) -> None:
    """Assignments of all items; a unit that is not in the list is added as it is named."""
    lines = [line for line in reading.read if line.kind in ASSIGNABLE]
    first = {line.number: assignment_of(line, reading, book, years) for line in lines}
    for name in dict.fromkeys(name for found in first.values() for name in found.unknown):
        draft.unknown_units.append(name)
        listed.append(_unit(name, listed))
    draft.assignments = first
    if draft.unknown_units:
        book = UnitBook(as_known(listed), chosen)
        for line in lines:
            found = assignment_of(line, reading, book, years)
            found.doubts += [
                f"đơn vị “{name}” chưa có trong danh sách" for name in first[line.number].unknown
            ]
            draft.assignments[line.number] = found


def _unit(name: str, listed: list[Data]) -> Data:
    code = code_of(name)
    taken = {unit["code"] for unit in listed}
    tried, more = code, 2
    while tried in taken:
        tried, more = f"{code}-{more}", more + 1
    order = max((unit["order"] for unit in listed), default=0) + 10
    return {"code": tried, "name": name, "kind": kind_of(name).value, "order": order}


def _clause(line: Line, parent: Line | None, draft: Draft) -> Data:
    address = draft.places[line.number]
    above = draft.places[parent.number] if parent else None
    found = draft.assignments.get(line.number)
    body = {"text": line.text} if line.cells is None else {"cells": list(line.cells)}
    return {
        "key": address.key,
        **({"parent": above.key} if above else {}),
        "kind": str(line.kind),
        **({"marker": line.marker[:20]} if line.marker else {}),
        "place": address.place,
        **body,
        **({"lead_questions": found.questions} if found and found.questions else {}),
        **({"item": found.as_item(str(line.kind))} if found else {}),
    }


def _plan(reading: Reading, frame: Frame, years: Years, draft: Draft) -> Data:
    """Only what the document or the office says; what is missing is said by the checks of the file."""
    titles = [line for line in reading.lines if line.kind == Kind.TITLE]
    head = reading.head
    title = frame.title or " ".join(_sentence(line.text) for line in titles)
    ward = frame.locality or (
        {"code": code_of(Locality(name=head.ward).place), "name": head.ward} if head.ward else {}
    )
    code = frame.code or code_of(head.number, keep_case=True)
    if not code and title:
        code = f"ke-hoach-{years.first}" if years.first else "ke-hoach"
        draft.doubts.append(Doubt("plan", "không thấy số văn bản; mã kế hoạch đặt tạm"))
    given = {
        "code": code,
        "locality": ward,
        "title": title,
        "issuer": frame.issuer or head.issuer,
        "source_programme": frame.source_programme,
        "starts": years.starts,
        "ends": years.ends,
        "vision": years.vision,
        "axes": [dict(axis) for axis in STANDARD_AXES],
    }
    return {key: value for key, value in given.items() if value not in ("", None, {})}


def _unread(reading: Reading, draft: Draft) -> list[str]:
    lines = [line for line in reading.lines if line.kind == UNREAD and LETTERHEAD not in line.doubts]
    draft.unread = [*draft.unread, *(f"{', '.join(line.doubts) or 'bỏ qua'}: {line.text}" for line in lines)]
    return draft.unread


def _doubts(reading: Reading, promises: list[Promise], keys: dict[int, str], draft: Draft) -> None:
    for line in reading.read:
        reasons = [
            *line.doubts,
            *(draft.assignments[line.number].doubts if line.number in draft.assignments else []),
        ]
        draft.doubts += [Doubt(keys[line.number], reason) for reason in reasons]
    for promise in promises:
        if promise.accepted and promise.clause in keys:
            draft.doubts += [
                Doubt(keys[promise.clause], f"“{promise.name}”: {reason}") for reason in promise.doubts
            ]
    for promise in without_programme(promises, reading, keys):
        if promise.clause in keys:
            draft.doubts.append(
                Doubt(keys[promise.clause], "mục tiêu không thuộc chương trình nào nên chưa thành chỉ tiêu")
            )


def _sentence(text: str) -> str:
    return text[:1] + text[1:].lower() if text.isupper() else text
