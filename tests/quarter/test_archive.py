"""The archive of locked rounds: its tags are its own, what was written once is read for ever."""

from __future__ import annotations

import importlib
import itertools
import json
import types
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, make_dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from django.conf import settings

from bachdang.quarter.archive import FORMAT, Unreadable, pack, unpack
from bachdang.quarter.archive.records import HEADING, RECORDS, TABLES, TARGET
from bachdang.quarter.archive.values import FLAG, NEEDED, TEXT, Record, Tag, listed, mixed
from bachdang.quarter.rows import Heading, ProjectGroup, QuarterReport
from bachdang.quarter.rows.summary import CountTable
from indicators.rules import Status
from plans.rules import TaskStatus
from tests.archives import ARCHIVES

converted = importlib.import_module("plans.migrations.0006_snapshot_format").converted


def golden(version: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ARCHIVES / f"format-{version}.json").read_text())
    return found


def as_known(found: Any, then: Any) -> Any:
    """What is written today, without the tags that an archive of then did not have yet."""
    if isinstance(found, dict) and isinstance(then, dict):
        return {key: as_known(value, then[key]) for key, value in found.items() if key in then}
    if isinstance(found, list) and isinstance(then, list) and len(found) == len(then):
        return [as_known(one, other) for one, other in zip(found, then, strict=True)]
    return found


def example(hint: Any, number: itertools.count[int]) -> Any:
    """A value of the type, unlike any other and unlike every default."""
    origin, inside = get_origin(hint), [one for one in get_args(hint) if one is not type(None)]
    if hint == list[CountTable]:
        return [example(CountTable, number) for _ in TABLES]
    if hint == list[ProjectGroup]:
        return [ProjectGroup(example(Heading, number))]
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{one.name: example(hints[one.name], number) for one in fields(hint)})  # type: ignore[operator]
    if origin in (Union, types.UnionType):
        return example(inside[next(number) % len(inside)], number)
    if origin in (list, tuple, Sequence):
        kinds = get_args(inside[0]) or inside[:1]
        return (tuple if origin is tuple else list)(example(one, number) for one in kinds)
    if origin in (dict, Counter):
        return (origin)({f"key {next(number)}": next(number)})
    simple = {
        str: f"chữ {next(number)}\n", int: next(number), bool: True, Decimal: Decimal(next(number)) / 8,
        date: date(2026, 1, 1) + timedelta(next(number)),
    }  # fmt: skip
    return simple[hint]


@pytest.mark.parametrize("start", [0, 1, 2])
def test_every_field_comes_back_as_it_was(start: int) -> None:
    """Also the fields that a row gets tomorrow: one without its tag fails here."""
    report = example(QuarterReport, itertools.count(start))
    back = unpack(json.loads(json.dumps(pack(report))))
    assert back == report
    assert isinstance(back.summary.vision, Counter)


@pytest.mark.parametrize("record", RECORDS, ids=[one.name for one in RECORDS])
def test_every_field_of_a_row_has_a_tag(record: Record) -> None:
    assert {tag.attribute for tag in record.tags} == {one.name for one in fields(record.cls)}
    assert len({tag.name for tag in record.tags}) == len(record.tags)


@pytest.mark.parametrize("record", RECORDS, ids=[one.name for one in RECORDS])
def test_every_tag_is_documented_with_its_default(record: Record) -> None:
    lines = (settings.BASE_DIR / "docs" / "formats.md").read_text().splitlines(keepends=True)
    assert [one for one in lines if one.startswith(f"| {record.name} |")] == [documented(record)]


def documented(record: Record) -> str:
    """The line of docs/formats.md."""
    said = (
        f"`{tag.name}` {tag.codec.name}"
        + ("" if tag.default is NEEDED else f" ({json.dumps(tag.default, ensure_ascii=False)})")
        for tag in record.tags
    )
    return f"| {record.name} | {', '.join(said)} |\n"


def test_the_first_format_reads_to_the_same_report() -> None:
    """Its rows under Python's names become, by the migration, the rows that are read now."""
    assert converted(golden(1)) == golden(2)


def test_the_archive_of_today_is_read_for_ever() -> None:
    report = unpack(golden(2))
    assert report.counts == {"targets": 8, "tasks": 4, "projects": 3}
    assert as_known(pack(report), golden(2)) == golden(2)


def test_what_the_first_format_did_not_have_yet_gets_its_default() -> None:
    frozen = golden(1)
    for name in ("issues", "words", "clear", "sending", "is_owned"):
        del frozen["fields"][name]
    for line in frozen["fields"]["targets"]["items"]:
        line["fields"].pop("owner", None), line["fields"].pop("is_vision", None)
    report = unpack(converted(frozen))
    assert (report.issues, report.is_owned, report.targets[-1].owner.unit) == ([], False, "")  # type: ignore[union-attr]


def test_every_kind_of_row_and_field_may_be_renamed() -> None:
    """Other names of classes and attributes beside the same tags read the same JSON."""
    line = golden(2)["targets"][-1]
    renamed = [Tag(tag.name, tag.codec, tag.default, f"other_{tag.name}") for tag in TARGET.tags]
    other = Record("target", make_dataclass("Other", [tag.at for tag in renamed]), *renamed)
    read = mixed(HEADING, other).read(line)
    assert read.other_year_plan == mixed(HEADING, TARGET).read(line).plan_figure
    assert as_known(mixed(HEADING, other).write(read), line) == line


def test_no_name_of_python_stands_in_the_archive() -> None:
    names = {record.cls.__name__ for record in RECORDS}
    assert [name for name in names if f'"{name}"' in json.dumps(golden(2))] == []


def test_the_keys_of_statuses_are_those_of_the_archive() -> None:
    """Reports count by them: a status may get another word, never another key."""
    assert {
        "exceeded", "met", "on_track", "slow", "at_risk", "failed", "no_data", "not_due",
    } <= {one.value for one in Status}  # fmt: skip
    assert {
        "not_started", "in_time", "due_soon", "overdue", "done_in_time", "done_late", "suspended",
        "no_deadline",
    } <= {one.value for one in TaskStatus}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "bachdang-snapshot/3"}, "mới hơn phần mềm này"),
        ({"format": "bachdang-plan/1"}, f"không ở định dạng “{FORMAT}”"),
        ({"format": None}, "không ở định dạng"),
        ({"weather": "nắng"}, "mục chưa biết “report.weather”"),
        ({"issues": None}, "không đúng dạng"),
        ({"targets": [{"row": "dream"}]}, "loại dòng chưa biết: “dream”"),
        ({"head": {}}, "thiếu mục “left”"),
        ({"is_owned": 1}, "không đúng kiểu"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(change: dict[str, Any], said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        unpack(golden(2) | change)


@pytest.mark.parametrize("found", [None, [], "rows"])
def test_what_is_no_archive_is_refused(found: object) -> None:
    with pytest.raises(Unreadable, match="không phải là số liệu đã chốt"):
        unpack(found)


@pytest.mark.parametrize(
    ("field", "value"), [("baseline", "mười"), ("baseline", 1.5), ("to_date", {"value": {"week": "1"}})]
)
def test_damaged_values_are_refused(field: str, value: object) -> None:
    line = {**golden(2)["targets"][-1], field: value}
    with pytest.raises(Unreadable):
        unpack(golden(2) | {"targets": [line]})


def test_a_value_of_the_wrong_kind_is_not_written() -> None:
    with pytest.raises(TypeError):
        listed(TEXT).write([None])
    with pytest.raises(TypeError):
        FLAG.write("có")


def test_decimals_keep_their_digits() -> None:
    line = {**golden(2)["targets"][-1], "baseline": "1.500"}
    read = mixed(HEADING, TARGET).read(line)
    assert str(read.baseline) == "1.500"
