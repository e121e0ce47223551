"""One sheet of the set-up workbook: what stands, and how a row that was touched is written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Final, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from bachdang.setup.reading import Typed
from bachdang.setup.ward import Ward
from bachdang.spreadsheet.described import BadCell, Described
from bachdang.vietnamese.free_text import kept_as_typed
from bachdang.vietnamese.text import fold

Name = TypeVar("Name")
BY_DECISION: Final = "kế hoạch đã ghi nội dung này; chỉ đổi theo quyết định điều chỉnh"


@dataclass(frozen=True)
class Known:
    """A row as it stands: by column its text; `closed` columns are not written here, and why.

    `measures`: in what the figures of the row are; `whole`: those that count things.
    """

    key: str
    about: str
    texts: Mapping[str, str]
    closed: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    whole: Collection[str] = ()


@dataclass(frozen=True)
class Entry:
    """A row to be written: what stands (None: a new one) and the columns that differ, as typed."""

    key: str
    known: Known | None
    typed: Mapping[str, str]

    def text(self, column: str) -> str:
        """What the row then says."""
        return self.typed.get(column, self.known.texts.get(column, "") if self.known else "")


class Refused(Exception):
    """A row that cannot be written: (column, message) of each fault; "" is the row itself."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        super().__init__(*faults)
        self.faults = faults


Refusal = Refused | ValidationError


class Unknown(Refused):
    """A row that names what may still come in a row below."""


class Part(ABC):
    """A sheet. `adds`: new rows may stand below; `room`: so many are made ready to be typed in.

    Columns `aside` are said beside a change and are none by themselves.
    """

    key: ClassVar[str]
    permissions: ClassVar[tuple[str, ...]]
    owner: ClassVar[str]
    adds: ClassVar[bool] = False
    room: ClassVar[int] = 0
    aside: ClassVar[frozenset[str]] = frozenset()
    together: ClassVar[bool] = False
    """Whether rows are written all at once, in a few queries; no row then names one that is still to come."""
    suggested: ClassVar[frozenset[str]] = frozenset()
    """Columns in which what was said before is offered again."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward

    @property
    def may_write(self) -> bool:
        return self.ward.by.has_perms(self.permissions)

    @property
    @abstractmethod
    def table(self) -> Described:
        """The columns."""

    @abstractmethod
    def rows(self) -> Iterator[Known]:
        """What stands, in the order of the sheet."""

    def write(self, entry: Entry) -> None:
        """Through the action of the page. Raises Refused, ValidationError, PermissionDenied."""
        raise NotImplementedError

    def write_all(self, entries: Sequence[Entry]) -> dict[str, Refusal]:
        """The same of many rows at once, where `together`; by key what is refused, or PermissionDenied."""
        raise NotImplementedError

    def key_of(self, texts: Mapping[str, str]) -> str:
        """By which a row is found again; "" for one that does not say."""
        return texts[self.table.anchor].strip()

    def arranged(self, key: str, cells: dict[str, Typed]) -> dict[str, Typed]:
        """What stands in the cells of a row, each where it belongs."""
        return cells

    @property
    def needed(self) -> Iterable[str]:
        """Columns that a row is to say, where it may."""
        return ()

    def awaits(self, known: Known) -> bool:
        """Whether a row is asked for; what it says beside that is welcome."""
        return True

    def lacks(self, known: Known) -> bool:
        """Whether a row still has something to say."""
        return self.awaits(known) and any(
            not known.texts.get(one) and one not in known.closed for one in self.needed
        )

    def unknown(self, key: str) -> str:
        """Why there is no such row."""
        return f"không có mã “{key[:60]}” trong kế hoạch"

    @cached_property
    def known(self) -> dict[str, Known]:
        return {one.key: one for one in self.rows()}


def refuse(form: forms.BaseForm, columns: Mapping[str, str]) -> None:
    """Raise Refused for what a form says; `columns`: of its fields. Nothing when it is valid."""
    if not form.is_valid():
        raise Refused(*found(ValidationError(form.errors.as_data()), columns))


def found(error: ValidationError, columns: Mapping[str, str]) -> list[tuple[str, str]]:
    """(column, message) of each error of a form or an action."""
    if not hasattr(error, "error_dict"):
        return [("", " ".join(error.messages))]
    return [
        (columns.get(name, "" if name == NON_FIELD_ERRORS else name), " ".join(ValidationError(one).messages))
        for name, one in error.error_dict.items()
    ]


def as_typed(data: Mapping[str, object]) -> dict[str, object]:
    """What a form is sent: the whole file was asked about old code pages."""
    return {**data, **{name: text for one in data for name, text in kept_as_typed(one).items()}}


def named(column: str, read: Callable[[str], Name], text: str) -> Name:
    """What a cell names. Raises Unknown."""
    try:
        return read(text)
    except BadCell as error:
        raise Unknown((column, str(error))) from error


def chosen(column: str, text: str, known: Mapping[str, str]) -> str:
    """The key of a choice by its label; "" for an empty cell. Raises Refused."""
    key = {fold(label): key for label, key in known.items()}.get(fold(text)) if text else ""
    if key is None:
        raise Refused((column, f"không có lựa chọn “{text[:40]}”. Chọn {', '.join(known)}"))
    return key
