"""A workbook from its first line to its bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.xml.functions import tostring

from bachdang.spreadsheet.paper import font
from bachdang.spreadsheet.safety import safe_text

_CORE = "docProps/core.xml"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def new_workbook(*, title: str, creator: str, at: datetime) -> Workbook:
    """An empty workbook in the house font, created and modified `at` that moment (aware, kept in UTC)."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    # The font of the style Normal is also the measure of column widths; openpyxl has no public way to it.
    vars(workbook)["_named_styles"]["Normal"].font = font()
    properties = workbook.properties
    properties.title = safe_text(title)
    properties.creator = properties.lastModifiedBy = safe_text(creator)
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return workbook


def save(workbook: Workbook) -> bytes:
    """The .xlsx file; the same content gives the same bytes (openpyxl alone stamps the present moment)."""
    modified = workbook.properties.modified
    raw, fixed = io.BytesIO(), io.BytesIO()
    workbook.save(raw)
    workbook.properties.modified = modified
    core = tostring(workbook.properties.to_tree())
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, core if name == _CORE else source.read(name))
    return fixed.getvalue()


def sheet_name(text: str) -> str:
    """`text` as a sheet may be called: 31 characters, no brackets, : * ? or slashes, no quote at the ends."""
    return re.sub(r"[\[\]:*?/\\\n]", "-", safe_text(text))[:31].strip(" '") or "Trang tính"
