"""The promises of a document: each goal's proposals, and the indicators of those that are accepted."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from bachdang.vietnamese.text import fold
from bachdang.wordplan.lines import Line, Reading
from bachdang.wordplan.promises import Promise, promises_in
from bachdang.wordplan.structure.wording import year_of, year_of_goals
from bachdang.wordplan.times import Years
from indicators.rules import TargetKind
from plans.models import ClauseKind as Kind

GOALS: Final = (Kind.SPECIFIC_GOAL, Kind.VISION)


def propose(reading: Reading, years: Years) -> list[Promise]:
    """The promises of every goal, in document order."""
    lines = [line for line in reading.read if line.kind in GOALS]
    return [promise for line in lines for promise in promises_of(line, reading, years)]


def promises_of(line: Line, reading: Reading, years: Years) -> list[Promise]:
    """The promises of one goal; one that heads others has those of its own figures only."""
    year = year_of(line.text)
    text = (year[1] if year else line.text).rstrip()
    if not text.rstrip(":"):
        return []
    above, since, until = _year(line, reading), years.first or 0, years.last or 0
    found = promises_in(line.number, text.rstrip(" :"), year=above, since=since, until=until)
    return [one for one in found if one.value or one.doubts] if text.endswith(":") else found


def _year(line: Line, reading: Reading) -> int:
    for one in (line, *reading.above(line)):
        if found := year_of_goals(one.text):
            return found
    return 0


def as_indicators(
    promises: list[Promise], reading: Reading, keys: dict[int, str], programmes: list[str]
) -> list[dict[str, Any]]:
    """Indicators of accepted promises. One whose goal stands under no programme is left out."""
    made: list[dict[str, Any]] = []
    counts: dict[str, int] = {}
    for promise in promises:
        programme = _programme(promise.clause, reading, keys)
        key = keys.get(promise.clause)
        if not promise.accepted or not programme or key is None or not promise.year:
            continue
        if any(_is_same(entry, promise) and _again(entry, promise, key) for entry in made):
            continue
        counts[programme] = counts.get(programme, 0) + 1
        code = f"{programmes.index(programme) + 1:02d}.{counts[programme]:02d}"
        made.append(_indicator(promise, code if code not in keys.values() else f"CT{code}", programme, key))
    return made


def _is_same(entry: dict[str, Any], promise: Promise) -> bool:
    """Whether a promise is that indicator told again: the same unit, and its rate or nearly its words."""
    kinds = {target["kind"] for target in entry["targets"]}
    if (
        entry["measure"] != promise.measure
        or promise.kind not in kinds
        or promise.kind == TargetKind.QUALITATIVE
    ):
        return False
    if "/" in promise.measure:
        return True
    one, other = (set(fold(name).split()) for name in (entry["name"], promise.name))
    if {word for word in one ^ other if any(map(str.isdigit, word))}:
        return False
    return len(one & other) >= 0.7 * len(one | other)


def _again(entry: dict[str, Any], promise: Promise, key: str) -> bool:
    """The same promise in another place: one indicator, one more citation or one more horizon."""
    for target in entry["targets"]:
        if target["series"] == str(promise.year):
            if (target.get("value", ""), target.get("operator", "")) != (promise.value, promise.operator):
                return False
            if key not in target["cites"]:
                target["cites"].append(key)
            return True
    entry["targets"].append(_target(promise, key))
    return True


def without_programme(promises: list[Promise], reading: Reading, keys: dict[int, str]) -> list[Promise]:
    """Accepted promises that no programme carries."""
    return [one for one in promises if one.accepted and not _programme(one.clause, reading, keys)]


def _programme(clause: int, reading: Reading, keys: dict[int, str]) -> str:
    line = reading.line(clause)
    above = reading.above(line) if line else ()
    return next((keys[one.number] for one in above if one.kind == Kind.PROGRAMME and one.number in keys), "")


def _indicator(promise: Promise, code: str, programme: str, key: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": promise.name,
        "programme": programme,
        "measure": promise.measure,
        "direction": promise.direction,
        "frequency": promise.frequency,
        "accumulation": promise.accumulation,
        "part_of_whole": promise.part_of_whole,
        "targets": [_target(promise, key)],
    }


def _target(promise: Promise, key: str) -> dict[str, Any]:
    valued = {"operator": promise.operator, "value": promise.value} if promise.value else {}
    inferred = {"inferred": list(promise.inferred)} if promise.inferred else {}
    return {
        "series": str(promise.year),
        "kind": promise.kind,
        **valued,
        "horizon": date(promise.year, 12, 31),
        **inferred,
        "cites": [key],
    }
