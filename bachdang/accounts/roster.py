"""Accounts from a list: the columns, what is wrong with it, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final, Self

from django.core.exceptions import ValidationError

from bachdang.accounts.models import Locality, Unit, User
from bachdang.accounts.naming import known_units
from bachdang.accounts.roles import Role
from bachdang.spreadsheet.described import BadCell, Described, Field, Row
from bachdang.spreadsheet.reading import Line, Table, UnreadableFile
from bachdang.vietnamese.legacy_text import CodePage, to_unicode
from bachdang.vietnamese.phones import phone_fault, with_leading_zero
from bachdang.vietnamese.text import fold

PEOPLE: Final = Described(
    "Danh sách",
    (
        Field("username", "Tên đăng nhập", 24, required=True),
        Field("full_name", "Họ và tên", 24, required=True, also=("Họ tên",)),
        Field("title", "Chức vụ", 24, shared=True, also=("Chức danh",)),
        Field("unit", "Mã đơn vị", 24, required=True, shared=True, also=("Đơn vị",)),
        Field("role", "Vai trò", 24, required=True, shared=True, choices=tuple(Role.labels)),
        Field("email", "Thư điện tử", 24),
        Field("phone", "Điện thoại", 24, also=("SĐT", "Số điện thoại")),
    ),
    anchor="username",
    passed_over=("tt", "stt", "số tt", "số thứ tự"),
)
"""What several people may say in one merged cell is shared; as text a telephone keeps its zero."""
HEADINGS: Final = {one.key: one.title for one in PEOPLE.fields}
REQUIRED: Final = tuple(one.key for one in PEOPLE.fields if one.required)
MAX_PEOPLE: Final = 300


@dataclass(frozen=True)
class Entry:
    """One person of the list as typed; `number` is the row of the file (from 1), `cells` where it stands."""

    number: int
    username: str
    full_name: str
    title: str
    unit: str
    role: str
    email: str
    phone: str
    cells: Mapping[str, str] = field(default_factory=dict)

    def in_unicode(self, page: CodePage | None) -> Self:
        if page is None:
            return self
        return self.from_dict(
            self.as_dict() | {name: to_unicode(getattr(self, name), page) for name in HEADINGS}
        )

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Self:
        number, cells = values["number"], values.get("cells", {})
        assert isinstance(number, int)
        assert isinstance(cells, dict)
        return cls(number=number, cells=cells, **{name: str(values[name]) for name in HEADINGS})

    def at(self, name: str) -> str:
        """ " (ô D2)"; "" for what was not read from a file."""
        return f" (ô {self.cells[name]})" if name in self.cells else ""


@dataclass(frozen=True)
class Person:
    """An account to be made, checked."""

    entry: Entry
    user: User
    role: Role


@dataclass(frozen=True)
class Roster:
    """The people of a list as typed, how it was read, and its code page when that is of before Unicode."""

    entries: list[Entry]
    notes: list[str] = field(default_factory=list)
    page: CodePage | None = None

    @property
    def people(self) -> list[Entry]:
        """As they are read when the text is turned into Unicode."""
        return [one.in_unicode(self.page) for one in self.entries]

    @property
    def texts(self) -> list[str]:
        return [getattr(one, name) for one in self.entries for name in HEADINGS]


def read_roster(table: Table) -> Roster:
    """The people of a table with HEADINGS in any order. Raises UnreadableFile."""
    page = table.code_page
    lines = table.in_unicode(page)
    if not lines:
        raise UnreadableFile("Danh sách không có dòng nào.")
    found = PEOPLE.head(lines)
    if found is None:
        raise UnreadableFile(
            f"Không thấy dòng tiêu đề trong 30 dòng đầu: thiếu cột “{HEADINGS['username']}”. "
            "Dùng tệp mẫu trên trang này."
        )
    head, _, below = found
    matched = PEOPLE.match(head)
    if matched.missing:
        missing = ", ".join(one.title for one in matched.missing)
        raise UnreadableFile(f"Dòng tiêu đề thiếu cột: {missing}. Dùng tệp mẫu trên trang này.")
    if matched.twice:
        twice = ", ".join(f"“{title}”" for _, title in matched.twice)
        raise UnreadableFile(
            f"Dòng tiêu đề (dòng {head.number}) có hai cột cùng nghĩa: {twice}. Giữ một cột, xóa cột kia."
        )
    remarks = [line.number for line in below if _is_remark(line, matched.columns["username"])]
    wanted = {line.number for line in below}.difference(remarks)
    if not wanted:
        raise UnreadableFile("Danh sách chưa có người nào dưới dòng tiêu đề.")
    if len(wanted) > MAX_PEOPLE:
        raise UnreadableFile(f"Danh sách có quá {MAX_PEOPLE} người. Chia thành nhiều tệp.")
    reader = _Reader(matched.columns)
    entries = [reader.entry(line) for line in table.lines if line.number in wanted]
    notes = [*table.notes, *_unread(matched.unknown), *reader.notes]
    if remarks:
        notes.append(f"Không đọc {len(remarks)} dòng không phải người (dòng {', '.join(map(str, remarks))}).")
    return Roster(entries, notes, page)


def _unread(unknown: Sequence[tuple[int, str]]) -> Iterator[str]:
    """The columns that are none of the list's."""
    if unknown:
        named = ", ".join(f"“{title[:60]}”" for _, title in unknown)
        yield f"{'Cột' if len(unknown) == 1 else 'Các cột'} {named} không được đọc."


def _is_remark(line: Line, username: int) -> bool:
    """A total, a title or a note at the foot: one text alone, not a user name."""
    said = {str(cell) for cell in line.cells if cell is not None}
    return len(said) == 1 and (line.cell(username).value is None or " " in next(iter(said)))


class _Reader:
    """The cells of people; what was not as it seems is noted."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self.columns = columns
        self.notes: list[str] = []

    def entry(self, line: Line) -> Entry:
        """Raises UnreadableFile for a cell that says nothing certain."""
        row = Row(PEOPLE, line, self.columns)
        try:
            texts = {name: row.text(name) for name in HEADINGS}
        except BadCell as error:
            raise UnreadableFile(f"Dòng {line.number}: {error}.") from error
        phone, restored = with_leading_zero(texts["phone"])
        if restored:
            said = f"Điện thoại ở dòng {line.number} mất số 0 ở đầu hoặc ghi mã nước"
            self.notes.append(f"{said}: “{texts['phone']}” được đọc là {phone}.")
        cells = {name: at for name in HEADINGS if (at := row.at(name))}
        return Entry(number=line.number, cells=cells, **texts | {"phone": phone})


def check_roster(entries: Sequence[Entry], locality: Locality | int) -> tuple[list[Person], list[str]]:
    """People whose accounts can be made, and every fault with its row; all or nothing is the caller's."""
    known = known_units(locality)
    roles = {fold(name): role for role in Role for name in (role.value, role.label)}
    wanted = Counter(one.username.lower() for one in entries)
    taken = {name.lower() for name in User.objects.values_list("username", flat=True)}
    people, faults = [], []
    for entry in entries:
        unit, reason = _unit(known, entry)
        found = [reason] if reason else []
        found += _faults(entry, unit, roles)
        name = entry.username.lower()
        if name in taken:
            found.append(f"tên đăng nhập “{entry.username}” đã có")
        if name and wanted[name] > 1:
            found.append(f"tên đăng nhập “{entry.username}” có {wanted[name]} lần trong danh sách")
        if found or unit is None:
            faults.append(f"Dòng {entry.number}: {'; '.join(found)}.")
            continue
        people.append(Person(entry, _user(entry, unit), roles[fold(entry.role)]))
    return people, faults


def _unit(known: Mapping[str, list[Unit]], entry: Entry) -> tuple[Unit | None, str]:
    """The unit that an entry names, by its code first, or why there is none; neither for an empty cell."""
    text = entry.unit
    found = known.get(fold(text), [])
    found = [one for one in found if one.code == text] or found
    if not text or len(found) == 1:
        return (found[0] if found else None), ""
    if found:
        return None, f"có {len(found)} đơn vị tên “{text[:60]}”{entry.at('unit')}: ghi mã đơn vị"
    remedy = "ghi mã hoặc tên ở mục Mã đơn vị của trang này"
    return None, f"không có đơn vị mã “{text[:60]}”{entry.at('unit')}: {remedy}"


def _faults(entry: Entry, unit: Unit | None, roles: Mapping[str, Role]) -> Iterator[str]:
    empty = [HEADINGS[name].lower() for name in REQUIRED if not getattr(entry, name)]
    if empty:
        yield f"chưa ghi {', '.join(empty)}"
    if entry.role and fold(entry.role) not in roles:
        yield f"không có vai trò “{entry.role}”{entry.at('role')}: chọn {', '.join(Role.labels)}"
    if reason := phone_fault(entry.phone):
        yield f"điện thoại{entry.at('phone')} {reason}"
    if not empty and unit is not None:
        try:
            _user(entry, unit).clean_fields(exclude=["password", "last_login"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                title = HEADINGS.get(name, name).lower()
                yield f"{title}: {' '.join(messages).rstrip('.')}{entry.at(name)}"


def _user(entry: Entry, unit: Unit) -> User:
    return User(
        username=entry.username,
        full_name=entry.full_name,
        title=entry.title,
        unit=unit,
        email=entry.email,
        phone=entry.phone,
    )
