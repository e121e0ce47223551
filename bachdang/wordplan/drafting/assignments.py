"""What a programme, task, project or duty is assigned as: units, time, group, field, from its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from bachdang.vietnamese.text import fold
from bachdang.wordplan.lines import Line, Reading
from bachdang.wordplan.times import Time, Years, read_time
from bachdang.wordplan.units import Named, UnitBook
from plans.models import ClauseKind as Kind
from projects.choices import ProjectField, ProjectGroup

ASSIGNABLE: Final = (Kind.PROGRAMME, Kind.TASK, Kind.PROJECT, Kind.DUTY)
CITY, WARD, FIELD, LEAD, GROUP = ProjectGroup.CITY, ProjectGroup.WARD, "field", "lead", "group"
_FIELDS: Final = (
    (ProjectField.PLANNING, r"\bquy hoach\b"),
    (ProjectField.TRANSPORT, r"\b(giao thong|tuyen duong|duong|cau|via he)\b"),
    (ProjectField.EDUCATION, r"\b(giao duc|truong|lop hoc|mam non|tieu hoc|thcs)\b"),
    (ProjectField.DIGITAL, r"\b(cntt|cong nghe thong tin|chuyen doi so|phan mem|so hoa)\b"),
    (ProjectField.OFFICES, r"\b(tru so|nha lam viec)\b"),
    (ProjectField.CULTURE, r"\b(van hoa|xa hoi|di tich|san van dong|liet s[iy]|the thao|y te)\b"),
    (ProjectField.AGRICULTURE, r"\b(nong nghiep|thuy loi|kenh|muong|de)\b"),
    (ProjectField.ECONOMY, r"\b(kinh te|cho|thuong mai|cong nghiep)\b"),
)  # fmt: skip


@dataclass
class Assignment:
    """An item of the plan file, what it asks the office, and why a person should look at it."""

    lead: str = ""
    cooperating: list[str] = field(default_factory=list)
    starts: date | None = None
    ends: date | None = None
    recurrence: str = ""
    more: dict[str, str] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def as_item(self, kind: str) -> dict[str, Any]:
        """As the plan file writes it."""
        days = {"starts": self.starts, "ends": self.ends} if self.starts and self.ends else {}
        others = [code for code in self.cooperating if code != self.lead]
        return {
            "kind": kind,
            **self.more,
            "lead": self.lead or None,
            "cooperating": others,
            **days,
            "recurrence": self.recurrence or None,
        }


def assignment_of(line: Line, reading: Reading, units: UnitBook, years: Years) -> Assignment:
    """What a line of an assignable kind says of its assignment."""
    found = Assignment()
    if line.kind == Kind.PROGRAMME:
        _programme(line, reading, units, years, found)
    elif line.kind == Kind.DUTY:
        found.lead = units.starts_with(line.text)
    else:
        _row(line, reading, units, years, found)
    if chosen := line.choices.get(LEAD):
        found.lead, found.questions = chosen, []
    return found


def _programme(line: Line, reading: Reading, units: UnitBook, years: Years, found: Assignment) -> None:
    under = [
        one
        for one in reading.read
        if one.kind in (Kind.ASSIGNMENT, Kind.SCHEDULE) and line in reading.above(one)
    ]
    assigned = "; ".join(_after_colon(one.text) for one in under if one.kind == Kind.ASSIGNMENT)
    schedule = next((one for one in under if one.kind == Kind.SCHEDULE), None)
    if schedule is not None:
        _take_time(read_time(_after_colon(schedule.text), years), found)
    if not assigned:
        found.questions.append("Tài liệu không nêu phân công. Giao đơn vị nào chủ trì?")
        return
    lead, cooperating = _lead_and_others(assigned)
    _take_lead(units.named_in(lead), lead, found)
    _take_cooperating(units.named_in(cooperating), found)


def _lead_and_others(text: str) -> tuple[str, str]:
    """The two parts of "Giao X chủ trì, phối hợp Y …", "X chủ trì; Y phối hợp", "Chủ trì: X. Phối hợp: Y"."""
    words = re.split(r"(chủ trì|phối hợp)", text, flags=re.IGNORECASE)
    if len(words) == 1:
        return text, ""
    if fold(words[0]).strip(" :.") in ("", "don vi", "co quan"):
        at = next((at for at, one in enumerate(words) if fold(one) == "phoi hop"), len(words))
        return " ".join(words[2:at]).lstrip(" :"), " ".join(words[at + 1 :]).lstrip(" :")
    rest = [one for one in words[1:] if fold(one) not in ("chu tri", "phoi hop")]
    return words[0], " , ".join(rest)


def _row(line: Line, reading: Reading, units: UnitBook, years: Years, found: Assignment) -> None:
    cells = [*(line.cells or []), "", "", "", "", "", ""]
    project = line.kind == Kind.PROJECT
    lead = cells[3] if project else cells[2]
    named = units.named_in(lead)
    _take_lead(named, lead, found)
    if not project:
        _take_cooperating(units.named_in(cells[3]), found)
        _take_time(read_time(cells[4], years), found)
        if not cells[4].strip():
            found.doubts.append("chưa nêu thời gian")
    else:
        _place_project(line, reading, named, found)


def _take_lead(named: Named, text: str, found: Assignment) -> None:
    found.doubts += named.doubts
    found.unknown += named.unknown
    found.lead = named.only
    shown = " ".join(text.split()).strip(" ,;:")
    if found.lead:
        return
    if not shown:
        found.questions.append("Tài liệu để trống đơn vị chủ trì. Giao đơn vị nào?")
    elif len(named.codes) + len(named.unknown) + named.others > 1:
        found.questions.append(f"Tài liệu nêu nhiều đơn vị chủ trì: {shown}. Giao đơn vị nào chủ trì chính?")
    elif not named.unknown:
        found.questions.append(f"Tài liệu nêu chủ trì là “{shown}”. Giao đơn vị nào?")


def _take_cooperating(named: Named, found: Assignment) -> None:
    found.doubts += named.doubts
    found.unknown += [name for name in named.unknown if name not in found.unknown]
    found.cooperating += [code for code in named.codes if code not in found.cooperating]


def _take_time(time: Time, found: Assignment) -> None:
    found.starts, found.ends, found.recurrence = time.starts, time.ends, time.recurrence
    if time.doubt:
        found.doubts.append(time.doubt)


def _place_project(line: Line, reading: Reading, named: Named, found: Assignment) -> None:
    """The city's or the ward's, and the ward's by field: as the groups above say, else as the name does."""
    groups = [one.text for one in reading.above(line) if one.kind == Kind.GROUP]
    words = " ".join(map(fold, groups))
    group = line.choices.get(GROUP, "")
    if not group and re.search(r"\b(thanh pho|tinh)\b", words) and not re.search(r"\b(phuong|xa)\b", words):
        group = CITY
    elif not group:
        group = WARD
        if not re.search(r"\b(phuong|xa)\b", words):
            found.doubts.append("đọc là dự án của địa phương")
    found.more[GROUP] = group
    if group == CITY:
        return
    chosen = line.choices.get(FIELD, "") or _field(groups)
    if not chosen:
        chosen = _field([(line.cells or ["", ""])[1]])
        if chosen:
            found.doubts.append(f"lĩnh vực đọc từ tên dự án: {ProjectField(chosen).label}")
    if chosen:
        found.more[FIELD] = chosen
    else:
        found.doubts.append("chưa rõ lĩnh vực của dự án")


def _field(texts: Iterable[str]) -> str:
    for text in texts:
        words = fold(text)
        exact = next((one.value for one in ProjectField if fold(one.label) == words), "")
        found = exact or next((one.value for one, pattern in _FIELDS if re.search(pattern, words)), "")
        if found:
            return found
    return ""


def _after_colon(text: str) -> str:
    return text.partition(":")[2].strip() or text
