"""The set-up workbook as a file: what stands, room for more, lists to choose from; or what was typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from openpyxl.styles import PatternFill, Protection
from openpyxl.workbook import Workbook

from bachdang.accounts.roles import Role
from bachdang.setup.manifest import write_manifest
from bachdang.setup.parts import parts_of
from bachdang.setup.parts.part import Known, Part
from bachdang.setup.reading import Fault, ReadBook, Touched
from bachdang.setup.ward import Ward
from bachdang.spreadsheet import Column, Sheet, Value, new_workbook, safe_cell, save, sheet_name
from bachdang.spreadsheet.described import Field
from bachdang.spreadsheet.filling import mark_wrong, offer_choices, write_table
from bachdang.spreadsheet.sheet import AUTHOR
from bachdang.vietnamese.numbers import NumberError
from bachdang.vietnamese.typed import read_figure

GUIDE: Final = "Hướng dẫn"
LISTS: Final = "danh-muc"
_LINES: Final = (
    "Ghi vào các ô màu vàng. Ô không màu để đọc, hoặc kế hoạch đã ghi: chỉ đổi theo quyết định.",
    "Không phải ghi hết một lần: ô để trống thì chưa có; tải sổ mới về ghi tiếp lúc nào cũng được.",
    "Đơn vị mới, người mới ghi ở các dòng trống dưới bảng. Không xóa, không đổi tên cột.",
    "Xóa một dòng không bỏ gì trên hệ thống. Xóa nội dung một ô đã có là bỏ nội dung đó.",
    "Đơn vị ghi bằng tên hoặc mã; người ghi bằng tên đăng nhập; nhiều đơn vị cách nhau bằng dấu chấm phẩy.",
    "Tỷ lệ ghi tử số và mẫu số ở hai ô. Ngày ghi ngày/tháng/năm.",
    "Số gốc cần cho chỉ tiêu có mục tiêu; số chỉ để tính chỉ tiêu khác (dân số …) thì ghi khi có.",
    "Tải sổ lên để xem trước; sai một ô thì không ghi ô nào, và sổ có đánh dấu lỗi giữ mọi ô đã ghi.",
    "Ô mà người khác đã sửa sau khi tải sổ về được nêu tên, không bị ghi đè.",
    "Không nhập bí mật nhà nước.",
)
_BLANK: Final = PatternFill()


@dataclass(frozen=True)
class _Line:
    """A row of the file: what it says, what is not written, what is wrong at its columns."""

    texts: Mapping[str, str]
    closed: Mapping[str, str]
    measures: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)


def setup_workbook(
    ward: Ward, *, at: datetime, read: ReadBook | None = None, faults: Iterable[Fault] = ()
) -> bytes:
    """The .xlsx as things stand; with `read` it holds what was typed, the faults tinted and commented."""
    workbook = new_workbook(title=f"Sổ khởi tạo - {ward.locality.name}", creator=AUTHOR, at=at)
    parts = parts_of(ward)
    _write_guide(workbook, ward, parts)
    touched = read.rows if read is not None else []
    for part in parts:
        _write_part(workbook, part, parts, [one for one in touched if one.part == part.key], list(faults))
    _write_lists(workbook)
    rows = ((part.key, one.key, _handed_out(part, one)) for part in parts for one in part.known.values())
    write_manifest(workbook, ward.locality.code, ward.plan.code if ward.plan else "", rows)
    return save(workbook)


def _handed_out(part: Part, one: Known) -> dict[str, str]:
    """The texts of the columns that are read back."""
    return {column.key: one.texts.get(column.key, "") for column in part.table.offered if not column.shown}


def _write_guide(workbook: Workbook, ward: Ward, parts: Sequence[Part]) -> None:
    sheet = Sheet(workbook, GUIDE, [Column("", 84)], landscape=False)
    sheet.write_title(["SỔ KHỞI TẠO", ward.plan.title if ward.plan else ward.locality.name])
    for line in _LINES:
        sheet.write_note(f"– {line}")
    sheet.skip()
    for part in parts:
        others = sum(not part.awaits(one) for one in part.known.values())
        free = f", trong đó {others} dòng không bắt buộc" if others else ""
        sheet.write_note(f"Trang “{part.table.name}”: {len(part.known)} dòng đã có{free}; {part.owner} ghi.")


def _write_part(
    workbook: Workbook, part: Part, parts: Sequence[Part], touched: Sequence[Touched], faults: Sequence[Fault]
) -> None:
    lines = list(_lines(part, touched, faults))
    table, room = part.table, part.room
    rows = [[_value(column, line) for column in table.offered] for line in lines]
    sheet = write_table(workbook, table, rows, room=room, frozen=2)
    for number, line in enumerate(lines, 2):
        for at, column in enumerate(table.offered, 1):
            cell = sheet.worksheet.cell(number, at)
            if column.key in line.closed or (column.key == table.anchor and not part.adds):
                cell.fill, cell.protection = _BLANK, Protection(locked=True)
            if message := line.wrong.get(column.key):
                mark_wrong(sheet, number, at, message)
    last = len(lines) + 1 + room
    offer_choices(sheet.worksheet, table, last, _sources(part, parts))
    if not part.adds:
        sheet.protect()


def _lines(part: Part, touched: Sequence[Touched], faults: Sequence[Fault]) -> Iterator[_Line]:
    """Each row that stands with what was typed over it, then what was typed besides."""
    wrong: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    name = sheet_name(part.table.name)
    for one in faults:
        if one.sheet == name and one.row:
            wrong[one.row][one.column or part.table.anchor].append(one.message)
    first = {one.key: one for one in reversed(touched) if not one.again}
    for key, known in part.known.items():
        row = first.pop(key, None)
        over = {column: cell.text for column, cell in row.cells.items()} if row else {}
        said = {column: "\n".join(texts) for column, texts in wrong[row.row].items()} if row else {}
        yield _Line({**known.texts, **over}, known.closed, known.measures, said)
    others = [one for one in touched if one.again or one.key in first]
    for row in others:
        texts = {column: cell.text for column, cell in row.cells.items()}
        said = {column: "\n".join(texts) for column, texts in wrong[row.row].items()}
        yield _Line(texts, {}, {}, said)


def _value(column: Field, line: _Line) -> Value:
    """A text as a true number or day where it is one."""
    text = line.texts.get(column.key, "")
    if not text:
        return None
    try:
        if column.means == "figure":
            return read_figure(text, line.measures.get(column.key, ""))
        return _day(text) if column.means == "day" else text
    except (NumberError, ValueError):
        return text


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no time zone


def _sources(part: Part, parts: Sequence[Part]) -> dict[str, str]:
    """The ranges of the workbook that cells are chosen from."""
    last = {one.key: len(one.known) + 1 + one.room for one in parts}
    names = {one.key: sheet_name(one.table.name) for one in parts}
    ranges = {
        "unit": f"'{names['units']}'!$B$2:$B${last['units']}",
        "person": f"'{names['people']}'!$A$2:$A${last['people']}",
    }
    found = {one.key: ranges[one.means] for one in part.table.offered if one.means in ranges}
    return found | ({"role": f"'{LISTS}'!$A$1:$A${len(Role)}"} if part.key == "people" else {})


def _write_lists(workbook: Workbook) -> None:
    """Choices that have a comma in them stand in a hidden sheet."""
    sheet = workbook.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for number, role in enumerate(Role, 1):
        safe_cell(sheet.cell(number, 1), role.label)
