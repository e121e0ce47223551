"""No fault of the program, and yet in its way: the database is away, somebody holds it, a disk is full."""

from __future__ import annotations

import errno
from enum import Enum

from django.db import Error
from django.db.transaction import TransactionManagementError

FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
# How lxml, which writes the sheets of a workbook into temporary files, tells the same: SerialisationError.
FULL_DISK_WORDS = {f"IO_{errno.errorcode[one]}" for one in FULL_DISK}


class Outage(Enum):
    """The kinds there are; the value is what the page says."""

    AWAY = (
        "Cơ sở dữ liệu tạm thời không trả lời nên việc vừa làm chưa được lưu. Xin chờ một phút rồi "
        "tải lại trang."
    )
    BUSY = "Có việc khác đang ghi quá lâu nên việc vừa làm chưa được lưu. Xin chờ một phút rồi làm lại."
    FULL = (
        "Máy chủ hết chỗ trống hoặc không ghi được nên việc vừa làm chưa được lưu. Xin báo quản trị hệ "
        "thống; số liệu đã lưu vẫn còn nguyên."
    )


# PostgreSQL by the class or the code of its state, SQLite by its words.
_STATES = {
    "55P03": Outage.BUSY, "57014": Outage.BUSY, "40P01": Outage.BUSY,
    "25006": Outage.FULL, "53100": Outage.FULL,
    "08": Outage.AWAY, "57P": Outage.AWAY, "53300": Outage.AWAY,
}  # fmt: skip
_WORDS = {
    "is locked": Outage.BUSY,
    "readonly database": Outage.FULL,
    "disk is full": Outage.FULL,
    "disk i/o error": Outage.FULL,
    "unable to open database": Outage.AWAY,
    "connection": Outage.AWAY,
    "could not translate host": Outage.AWAY,
    "server closed": Outage.AWAY,
}


def outage_of(error: BaseException | None) -> Outage | None:
    """The outage behind an error; None when it is a fault of the program."""
    if isinstance(error, OSError):
        return Outage.FULL if error.errno in FULL_DISK else None
    if type(error).__name__ == "SerialisationError":
        return Outage.FULL if str(error) in FULL_DISK_WORDS else None
    if isinstance(error, TransactionManagementError):
        return outage_of(error.__cause__)  # what spoilt the transaction in which more was asked
    if not isinstance(error, Error):
        return None
    if state := getattr(error.__cause__, "sqlstate", None):
        return next((kind for start, kind in _STATES.items() if state.startswith(start)), None)
    said = str(error).lower()
    return next((kind for words, kind in _WORDS.items() if words in said), None)
