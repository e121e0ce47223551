"""Accounts from a list: the columns, what is wrong with it, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Self

from django.core.exceptions import ValidationError

from bachdang.accounts.models import Locality, Unit, User
from bachdang.accounts.roles import Role
from bachdang.spreadsheet.reading import Line, UnreadableFile
from bachdang.text import fold

HEADINGS = {
    "username": "Tên đăng nhập",
    "full_name": "Họ và tên",
    "title": "Chức vụ",
    "unit": "Mã đơn vị",
    "role": "Vai trò",
    "email": "Thư điện tử",
    "phone": "Điện thoại",
}
REQUIRED = ("username", "full_name", "unit", "role")
MAX_PEOPLE = 300


@dataclass(frozen=True)
class Entry:
    """One person of the list as typed; `number` is the row of the file (from 1)."""

    number: int
    username: str
    full_name: str
    title: str
    unit: str
    role: str
    email: str
    phone: str

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Self:
        number = values["number"]
        assert isinstance(number, int)
        return cls(number=number, **{name: str(values[name]) for name in HEADINGS})


@dataclass(frozen=True)
class Person:
    """An account to be made, checked."""

    entry: Entry
    user: User
    role: Role


def read_roster(lines: Sequence[Line]) -> list[Entry]:
    """The people of a table whose first row holds HEADINGS in any order. Raises UnreadableFile."""
    if not lines:
        raise UnreadableFile("Danh sách không có dòng nào.")
    places = {fold(str(cell)): index for index, cell in enumerate(lines[0].cells) if cell is not None}
    missing = [HEADINGS[name] for name in REQUIRED if fold(HEADINGS[name]) not in places]
    if missing:
        raise UnreadableFile(f"Dòng đầu thiếu cột: {', '.join(missing)}. Dùng tệp mẫu trên trang này.")
    if len(lines) == 1:
        raise UnreadableFile("Danh sách chưa có người nào dưới dòng tiêu đề.")
    if len(lines) - 1 > MAX_PEOPLE:
        raise UnreadableFile(f"Danh sách có quá {MAX_PEOPLE} người. Chia thành nhiều tệp.")
    columns = {name: places.get(fold(heading)) for name, heading in HEADINGS.items()}
    return [_entry(line, columns) for line in lines[1:]]


def _entry(line: Line, columns: Mapping[str, int | None]) -> Entry:
    def cell(name: str) -> str:
        index = columns[name]
        value = line.cells[index] if index is not None and index < len(line.cells) else None
        return "" if value is None else str(value)

    return Entry(number=line.number, **{name: cell(name) for name in HEADINGS})


def check_roster(entries: Sequence[Entry], locality: Locality | int) -> tuple[list[Person], list[str]]:
    """People whose accounts can be made, and every fault with its row; all or nothing is the caller's."""
    units = {one.code: one for one in Unit.objects.filter(locality=locality)}
    roles = {fold(name): role for role in Role for name in (role.value, role.label)}
    wanted = Counter(one.username.lower() for one in entries)
    taken = {name.lower() for name in User.objects.values_list("username", flat=True)}
    people, faults = [], []
    for entry in entries:
        found = list(_faults(entry, units, roles))
        name = entry.username.lower()
        if name in taken:
            found.append(f"tên đăng nhập “{entry.username}” đã có")
        if name and wanted[name] > 1:
            found.append(f"tên đăng nhập “{entry.username}” có {wanted[name]} lần trong danh sách")
        if found:
            faults.append(f"Dòng {entry.number}: {'; '.join(found)}.")
            continue
        people.append(Person(entry, _user(entry, units[entry.unit]), roles[fold(entry.role)]))
    return people, faults


def _faults(entry: Entry, units: Mapping[str, Unit], roles: Mapping[str, Role]) -> Iterator[str]:
    empty = [HEADINGS[name].lower() for name in REQUIRED if not getattr(entry, name)]
    if empty:
        yield f"chưa ghi {', '.join(empty)}"
    if entry.unit and entry.unit not in units:
        yield f"không có đơn vị mã “{entry.unit}”"
    if entry.role and fold(entry.role) not in roles:
        yield f"không có vai trò “{entry.role}”"
    if not empty and entry.unit in units:
        try:
            _user(entry, units[entry.unit]).clean_fields(exclude=["password", "last_login"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                yield f"{HEADINGS.get(name, name).lower()}: {' '.join(messages).rstrip('.')}"


def _user(entry: Entry, unit: Unit) -> User:
    return User(
        username=entry.username,
        full_name=entry.full_name,
        title=entry.title,
        unit=unit,
        email=entry.email,
        phone=entry.phone,
    )
