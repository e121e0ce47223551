"""How templates show numbers, sums, days and moments: filters of the tag library `ui`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bachdang.vietnamese.numbers import format_date, format_decimal, format_dong, format_percent

Number = Decimal | int | None


def number(value: Number, places: int | None = None) -> str:
    """1.234,5 — `|number:2` rounds to at most two decimals; "" for None."""
    return format_decimal(known(value), at_most=places)


def percent(value: Number, places: int | None = None) -> str:
    """15% — the value in percentage points; `|percent:1` rounds to at most one decimal; "" for None."""
    return format_percent(known(value), at_most=places)


def dong(value: Number) -> str:
    """A sum in đồng as "1,5 tỷ đồng"; "" for None."""
    return format_dong(known(value))


def millions(value: Number) -> str:
    """A sum in đồng as the number of triệu đồng, at most three decimals, for tables; "" for None."""
    amount = known(value)
    return "" if amount is None else format_decimal(Decimal(amount) / 10**6, at_most=3)


def in_sentence(label: object) -> str:
    """A label inside a sentence: "đã gửi Văn phòng Đảng ủy"; only its first letter is lowered."""
    text = str(label)
    return f"{text[:1].lower()}{text[1:]}"


def day(value: date | datetime | None) -> str:
    """dd/mm/yyyy; a moment is shown as the day it was here; "" for None."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return format_date(value or None)


def moment(value: datetime | None) -> str:
    """dd/mm/yyyy hh:mm in local time; "" for None."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{format_date(local)} {local:%H:%M}"


def time(value: datetime) -> SafeString:
    """A moment as the element <time>: for people as in `moment`, for programs in ISO."""
    local = timezone.localtime(value)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), moment(local))


def shortened(text: object, length: int) -> str:
    """At most so many letters, the last an ellipsis when some are left out.

    Django's truncatechars looks at each letter for marks that stand apart; ours are composed.
    """
    whole = str(text)
    return whole if len(whole) <= length else f"{whole[: length - 1]}…"


def known(value: Any) -> Number:
    """Templates turn a missing variable into ""; that is no figure either."""
    return None if value == "" else value
