"""Which kind a line of the body is, by its marker, its words and what it stands under."""

from __future__ import annotations

from bachdang.vietnamese.text import fold
from bachdang.wordplan.lines import Line, Reading
from bachdang.wordplan.structure import wording
from bachdang.wordplan.structure.markers import Depth, Marked
from plans.models import ClauseKind as Kind

_UNCLEAR = "chưa rõ là mục tiêu hay hoạt động"
_KINDS = {
    wording.OVERALL: Kind.OVERALL_GOAL,
    wording.GOALS: Kind.SPECIFIC_GOAL,
    wording.BOTH: Kind.SPECIFIC_GOAL,
    wording.ACTIVITIES: Kind.ACTIVITY,
}

_GOALS = (wording.OVERALL, wording.GOALS, wording.BOTH)


def numbered_kind(reading: Reading, above: Line | None, marked: Marked, *, bold: bool) -> tuple[Kind, str]:
    """(kind, why a person should look) of a line with a number or a letter."""
    if marked.depth in (Depth.LETTER, Depth.ROMAN):
        return Kind.SECTION, ""
    if kind := wording.assigned_kind(marked.text):
        return kind, ""
    if marked.depth == Depth.NUMBER:
        return _main_kind(above, marked, bold=bold)
    if (mode := wording.mode_of(marked.text.partition(":")[0])) and wording.said_of(marked.text):
        return _KINDS[mode], ""
    return bullet_kind(reading, above) if wording.is_statement(marked.text) else (Kind.HEADING, "")


def _main_kind(above: Line | None, marked: Marked, *, bold: bool) -> tuple[Kind, str]:
    """Of "1.": a programme, a duty, a heading, or a sentence that is numbered."""
    section = above.text if above is not None and above.kind == Kind.SECTION else ""
    mode = wording.mode_of(marked.text.partition(":")[0])
    if mode in _GOALS and wording.said_of(marked.text):
        return _KINDS[mode], ""
    if section and wording.is_duty_section(section):
        return Kind.DUTY, ""
    if section and wording.is_programme_section(section):
        if wording.mode_of(marked.text) in _GOALS:
            return Kind.HEADING, ""
        named = wording.is_programme(marked.text) or wording.is_programme(marked.marker)
        sure = named or "chuong trinh" in fold(section)
        return Kind.PROGRAMME, "" if sure else "đọc là một chương trình, nhiệm vụ; có thể chỉ là đề mục"
    if wording.is_sentence(marked.text) and not bold:
        return Kind.BULLET, ""
    return Kind.HEADING, ""


def _assigned_below(reading: Reading, heading: Line) -> Kind | None:
    """What stands under "1.3. Phân công thực hiện" of a programme."""
    inside = any(one.kind == Kind.PROGRAMME for one in reading.above(heading))
    return wording.assigned_heading(heading.text) if inside else None


def bullet_kind(reading: Reading, above: Line | None, *, plain: bool = False) -> tuple[Kind, str]:
    """(kind, why a person should look) of a bullet, or of a paragraph (`plain`) under a heading."""
    other = Kind.PARAGRAPH if plain else Kind.BULLET
    if above is None:
        return other, "không thuộc mục nào"
    for line in (above, *reading.above(above)):
        if line.kind == Kind.DUTY:
            return other, ""
        if line.kind == Kind.PROGRAMME:
            return (other, "" if plain else _UNCLEAR)
        if line.kind in (Kind.SPECIFIC_GOAL, Kind.ACTIVITY, Kind.OVERALL_GOAL):
            return Kind(line.kind), ""
        if line.kind == Kind.HEADING and (kind := _assigned_below(reading, line)):
            return kind, ""
        if line.kind in (Kind.HEADING, Kind.SECTION) and wording.says_neither(line.text):
            return other, ""
        mode = wording.mode_of(line.text) if line.kind in (Kind.HEADING, Kind.SECTION) else ""
        if plain and mode == wording.BOTH:
            return Kind.OVERALL_GOAL, ""
        if mode and not (line.kind == Kind.SECTION and mode == wording.ACTIVITIES and plain):
            unsure = plain and mode in (wording.GOALS, wording.ACTIVITIES)
            return _KINDS[mode], "không có gạch đầu dòng" if unsure else ""
    return other, ""
