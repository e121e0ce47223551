"""What is refused of an uploaded file, and how large it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_UNPACKED: Final = 60 * 1024 * 1024
MAX_ENTRIES: Final = 2_000
"""Files in the package of one workbook."""
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 100
MAX_CELLS: Final = 400_000
"""Cells of one workbook, empty ones with a format too; also the cells of one merged or linked range."""
MAX_VALUES: Final = 250_000
"""Cells of one workbook that hold something."""
MAX_ELEMENTS: Final = 1_000_000
"""XML elements of all that is read."""
MAX_TEXT: Final = 8_000_000
"""Characters of all that is kept."""
MAX_OF_A_KIND: Final = 70_000
"""Styles, merged ranges, links, names: more than Excel itself keeps of styles."""


class UnreadableFile(Exception):
    """The file is refused; `message_vi` says why and what to do."""

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


DAMAGED: Final = "Không đọc được tệp: không phải .xlsx hoặc đã hỏng. Lưu lại thành .xlsx."
TOO_MANY_ROWS: Final = f"Tệp có quá {MAX_ROWS // 1000}.000 dòng. Xóa các dòng thừa hoặc tách thành nhiều tệp."
TOO_MANY_CELLS: Final = "Tệp có quá nhiều ô. Xóa các cột thừa hoặc tách thành nhiều tệp nhỏ hơn."
TOO_MUCH: Final = (
    "Tệp có quá nhiều kiểu ô, ô gộp, liên kết hoặc tên vùng nên không được nhận. "
    "Chép riêng bảng số liệu sang tệp mới (dán giá trị) rồi lưu lại."
)


UNPACKS_TOO_LARGE: Final = "Tệp giải nén quá lớn nên không được nhận."


@dataclass(frozen=True)
class Refusals:
    """What a package is refused with, in the words of the program that makes such files.

    `foreign`: how the name of a part ends or what it holds that another kind of file has → the remedy.
    """

    old: str
    locked: str
    damaged: str
    too_much: str
    foreign: tuple[tuple[str, str], ...]
    most_bytes: int = MAX_BYTES


EXCEL: Final = Refusals(
    old="Tệp là .xls cũ hoặc có mật khẩu. Mở bằng Excel, bỏ mật khẩu và lưu lại thành .xlsx.",
    locked="Tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu và lưu lại thành .xlsx.",
    damaged=DAMAGED,
    too_much=TOO_MUCH,
    foreign=(
        ("content.xml", "Tệp là .ods của LibreOffice. Mở rồi lưu lại thành .xlsx (Excel)."),
        ("workbook.bin", "Tệp là .xlsb. Mở bằng Excel rồi lưu lại thành .xlsx."),
        ("vbaproject", "Tệp có macro. Lưu lại thành .xlsx không có macro."),
        ("externallink", "Tệp có liên kết ra tệp khác. Dán giá trị thay cho liên kết rồi lưu lại."),
    ),
)


def check_size(content: bytes, most: int = MAX_BYTES) -> None:
    """Raises UnreadableFile for an empty or too large file."""
    if len(content) > most:
        raise UnreadableFile(f"Tệp lớn hơn {most // 1024**2} MB. Tách thành nhiều tệp nhỏ hơn.")
    if not content:
        raise UnreadableFile("Tệp rỗng.")
