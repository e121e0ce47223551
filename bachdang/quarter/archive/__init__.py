"""The frozen archive: a report as JSON in a format with a version and tags of its own (docs/formats.md).

What was written once is read by every later version. Only what changes the meaning of a tag, or takes one
away, makes a new version, which then brings the function that turns the older one into it.
"""

from __future__ import annotations

from typing import Any

from bachdang.quarter.archive.records import REPORT
from bachdang.quarter.archive.values import Unreadable
from bachdang.quarter.rows import QuarterReport

__all__ = ["FORMAT", "Unreadable", "pack", "unpack"]

_NAME, _VERSION = "bachdang-snapshot", 2
FORMAT = f"{_NAME}/{_VERSION}"


def pack(report: QuarterReport) -> dict[str, Any]:
    """The report as plain JSON values."""
    return {"format": FORMAT, **REPORT.write(report)}


def unpack(packed: object) -> QuarterReport:
    """The report that was packed. Raises Unreadable for another format, a newer version, damaged rows."""
    if not isinstance(packed, dict):
        raise Unreadable("Đây không phải là số liệu đã chốt.")
    _check_format(packed.get("format"))
    report = REPORT.read({key: value for key, value in packed.items() if key != "format"})
    assert isinstance(report, QuarterReport)
    return report


def _check_format(found: object) -> None:
    name, _, version = str(found).partition("/")
    if name == _NAME and version.isdecimal() and int(version) > _VERSION:
        raise Unreadable(
            f"Số liệu đã chốt ở định dạng “{found}”, mới hơn phần mềm này (đọc được đến “{FORMAT}”). "
            "Hãy nâng cấp phần mềm rồi mở lại."
        )
    if found != FORMAT:
        raise Unreadable(f"Số liệu đã chốt không ở định dạng “{FORMAT}”.")
