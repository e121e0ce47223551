"""Telephone numbers as they are typed, and as a spreadsheet took them for numbers."""

from __future__ import annotations

import re

_GROUPED = re.compile(r"[\s.()-]")
_MOBILE = re.compile(r"[35789]\d{8}")
_FIXED = re.compile(r"2\d{9}")
_ABROAD = re.compile(r"(?:\+|00)?84(?=[235789])")


def with_leading_zero(typed: str) -> tuple[str, bool]:
    """(the number as it is dialled, whether that differs): 912345678 and +84912345678 are 0912345678.

    What is not one Vietnamese number without its zero stays as it is typed.
    """
    digits = _GROUPED.sub("", typed)
    digits = _ABROAD.sub("", digits, count=1) if _ABROAD.match(digits) and len(digits) > 10 else digits
    if _MOBILE.fullmatch(digits) or _FIXED.fullmatch(digits):
        return f"0{digits}", True
    return typed, False


def phone_fault(text: str) -> str:
    """Why a text is no telephone; "" for one that may be."""
    if not text or any(character.isdigit() for character in text):
        return ""
    return f"“{text[:40]}” không phải số điện thoại. Để trống ô này nếu chưa có số"
