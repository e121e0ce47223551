"""The short code of a snapshot, as it is printed at the foot of a page and typed back. Pure.

Sixteen characters stand for the first 80 bits of the SHA-256 of its rows: four groups of four letters A–Z
and digits 2–7. What is read from paper is taken as it comes: small letters, spaces, dashes, 0 for O, 1 for I.
"""

from __future__ import annotations

import base64
import binascii
import unicodedata

LENGTH = 16
_GROUP = 4
_BYTES = LENGTH * 5 // 8
_MISREAD = str.maketrans("018", "OIB")


def code_of(fingerprint: str) -> str:
    """ "K3QF-7PZA-…" of a SHA-256 in hexadecimal digits."""
    text = base64.b32encode(bytes.fromhex(fingerprint)[:_BYTES]).decode()
    return "-".join(text[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def beginning_of(typed: str) -> str | None:
    """The hexadecimal digits that a fingerprint of this code begins with; None for what is no code."""
    line = unicodedata.normalize("NFC", typed).lower()  # the whole line may be pasted
    said = line.rpartition("mã")[2].partition("·")[0]
    letters = "".join(one for one in said.upper() if one.isascii() and one.isalnum()).translate(_MISREAD)
    if len(letters) != LENGTH:
        return None
    try:
        return base64.b32decode(letters).hex()
    except binascii.Error:
        return None
