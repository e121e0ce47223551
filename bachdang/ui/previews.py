"""What was previewed, carried by the page until it is confirmed: signed, for one person, for a while.

Nothing is kept on the server: two tabs or two people do not disturb each other. What is confirmed is checked
again against how things stand then; that is the caller's business.
"""

from __future__ import annotations

from typing import Any, Final

from django.core import signing

from bachdang.spreadsheet.reading import UnreadableFile

AGE: Final = 2 * 60 * 60
"""Seconds that a preview may wait."""
LONGEST: Final = 3 * 1024 * 1024
"""Characters of it in a page; less than a request may bring back (DATA_UPLOAD_MAX_MEMORY_SIZE)."""


def sign_preview(data: object, *, by: int, purpose: str) -> str:
    """`data` (what JSON holds) for the person of that key. Raises UnreadableFile when it is too much."""
    packed = signing.dumps([by, data], salt=purpose, compress=True)
    if len(packed) > LONGEST:
        raise UnreadableFile(
            "Tệp có quá nhiều nội dung để xem trước. Rút gọn các ô nhiều chữ hoặc tách thành nhiều tệp."
        )
    return packed


def load_preview(packed: str, *, by: int, purpose: str) -> Any:
    """The data again. Raises UnreadableFile for what was not kept for this person, or too long ago."""
    try:
        who, data = signing.loads(packed, salt=purpose, max_age=AGE)
    except signing.BadSignature as error:
        raise UnreadableFile("Bản xem trước đã quá lâu hoặc bị sửa. Tải tệp lên lại.") from error
    if who != by:
        raise UnreadableFile("Bản xem trước này của người khác. Tải tệp của bạn lên.")
    return data
