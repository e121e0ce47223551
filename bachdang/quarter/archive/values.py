"""The building stones of the archive: how a value stands in JSON, and what is refused when it is read.

A number is text ("12.50", never a float), a day is ISO; what is not known is null, never 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

NEEDED: Any = object()
"""Stands for the default of a tag that has been written from the first."""


class Unreadable(ValueError):
    """Archived rows that this software cannot read; the message says why, in the words of the user."""


@dataclass(frozen=True)
class Codec:
    """One kind of value: Python → JSON and back. `name` is what the documentation calls it."""

    name: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _plain(name: str, kind: type) -> Codec:
    def write(value: object) -> object:
        if not isinstance(value, kind):
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return kind(value)

    def read(found: object) -> object:
        if type(found) is not kind:
            raise Unreadable(f"Số liệu đã chốt bị hỏng: “{found}” không đúng kiểu “{name}”.")
        return found

    return Codec(name, write, read)


TEXT, WHOLE, FLAG = _plain("text", str), _plain("whole", int), _plain("flag", bool)


def _read_number(found: object) -> Decimal:
    try:
        return Decimal(TEXT.read(found))
    except InvalidOperation as error:
        raise Unreadable(f"Số liệu đã chốt bị hỏng: “{found}” không phải là số.") from error


def _read_day(found: object) -> date:
    try:
        return date.fromisoformat(TEXT.read(found))
    except ValueError as error:
        raise Unreadable(f"Số liệu đã chốt bị hỏng: “{found}” không phải là ngày.") from error


NUMBER = Codec("number", str, _read_number)
DAY = Codec("day", date.isoformat, _read_day)


def maybe(codec: Codec) -> Codec:
    """The value, or null."""
    return Codec(
        f"{codec.name}?",
        lambda value: None if value is None else codec.write(value),
        lambda found: None if found is None else codec.read(found),
    )


def listed(codec: Codec, into: Callable[[list[Any]], Any] = list) -> Codec:
    """A sequence in its order; `into` is what it becomes in Python."""
    return Codec(
        f"[{codec.name}]",
        lambda values: [codec.write(one) for one in values],
        lambda found: into([codec.read(one) for one in _as(list, found)]),
    )


def fixed(names: Sequence[str], codec: Codec) -> Codec:
    """A list of as many values as there are names, each under its own."""
    return Codec(
        f"{{{', '.join(names)}: {codec.name}}}",
        lambda values: {name: codec.write(one) for name, one in zip(names, values, strict=True)},
        lambda found: [codec.read(_taken(_as(dict, found), name)) for name in names],
    )


def counted(into: type[dict[str, int]] | type[Counter[str]]) -> Codec:
    """How many of each status, by its key."""
    return Codec(
        "{status: whole}",
        lambda counts: {str(key): WHOLE.write(count) for key, count in counts.items()},
        lambda found: into({key: WHOLE.read(count) for key, count in _as(dict, found).items()}),
    )


def either(*kinds: tuple[str, type, Codec]) -> Codec:
    """One of several kinds of value, under the name of its kind: {"day": "2026-09-30"}."""
    codecs = {name: codec for name, _, codec in kinds}

    def write(value: object) -> object:
        name = next(name for name, kind, _ in kinds if isinstance(value, kind))
        return {name: codecs[name].write(value)}

    def read(found: object) -> object:
        pairs = list(_as(dict, found).items())
        if len(pairs) != 1 or pairs[0][0] not in codecs:
            raise Unreadable(f"Số liệu đã chốt có loại giá trị chưa biết: “{', '.join(map(str, found))}”.")  # type: ignore[call-overload]
        return codecs[pairs[0][0]].read(pairs[0][1])

    return Codec(f"{{{' or '.join(codecs)}}}", write, read)


@dataclass(frozen=True)
class Tag:
    """One field of a row: its name in the archive, and the attribute that holds it (`at`, when that differs).

    `default` is the JSON that stands for it in rows written before there was such a tag.
    """

    name: str
    codec: Codec
    default: Any = NEEDED
    at: str = ""

    @property
    def attribute(self) -> str:
        return self.at or self.name


class Record:
    """A kind of row: its name in the archive, the class it becomes, and every field by its tag."""

    def __init__(self, name: str, cls: type, *tags: Tag) -> None:
        self.name, self.cls, self.tags = name, cls, tags
        self.codec = Codec(name, self.write, self.read)

    def write(self, row: object) -> dict[str, Any]:
        return {tag.name: tag.codec.write(getattr(row, tag.attribute)) for tag in self.tags}

    def read(self, found: object) -> Any:
        """The row. A tag that nobody knows is refused: leaving it out would change the report."""
        data = _as(dict, found)
        unknown = data.keys() - {tag.name for tag in self.tags}
        if unknown:
            raise Unreadable(
                f"Số liệu đã chốt có mục chưa biết “{self.name}.{min(unknown)}”: do phần mềm mới hơn ghi. "
                "Hãy nâng cấp phần mềm rồi mở lại."
            )
        return self.cls(**{tag.attribute: tag.codec.read(self._taken(data, tag)) for tag in self.tags})

    def _taken(self, data: Mapping[str, Any], tag: Tag) -> Any:
        return _taken(data, tag.name) if tag.default is NEEDED else data.get(tag.name, tag.default)


def mixed(*records: Record) -> Codec:
    """Rows of several kinds in one list, each with its kind under "row"."""
    names = {one.name: one for one in records}

    def write(row: object) -> dict[str, Any]:
        record = next(one for one in records if isinstance(row, one.cls))
        return {"row": record.name, **record.write(row)}

    def read(found: object) -> Any:
        data = dict(_as(dict, found))
        kind = data.pop("row", None)
        if kind not in names:
            raise Unreadable(f"Số liệu đã chốt có loại dòng chưa biết: “{kind}”.")
        return names[kind].read(data)

    return Codec(" or ".join(names), write, read)


def _as(kind: type, found: object) -> Any:
    if type(found) is not kind:
        raise Unreadable(f"Số liệu đã chốt bị hỏng: “{found}” không đúng dạng.")
    return found


def _taken(data: Mapping[str, Any], name: str) -> Any:
    if name not in data:
        raise Unreadable(f"Số liệu đã chốt bị hỏng: thiếu mục “{name}”.")
    return data[name]
