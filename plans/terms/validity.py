"""From which day a new version may hold: pure, with the words of each refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bachdang.vietnamese.numbers import format_date


@dataclass(frozen=True)
class Held:
    """The newest version there is: since when it holds, and under what ("quyết định số …")."""

    since: date
    under: str


@dataclass(frozen=True)
class Locked:
    """The latest locked quarter: its name and its last day."""

    label: str
    ends: date


def valid_from_fault(day: date, starts: date, held: Held | None, locked: Locked | None) -> str:
    """Why a version cannot hold from `day`; "" when it can. `starts` is the plan's first day.

    A version holds for every quarter that ends on or after its day, so it may not reach into a locked one;
    and the versions of one item follow each other, so that no day has two.
    """
    if day < starts:
        return (
            f"Ngày hiệu lực {format_date(day)} trước ngày bắt đầu của kế hoạch. "
            f"Chọn từ {format_date(starts)} trở đi."
        )
    if locked is not None and day <= locked.ends:
        return (
            f"{locked.label} đã chốt nên không điều chỉnh được từ {format_date(day)}. "
            f"Chọn ngày hiệu lực từ {format_date(locked.ends + timedelta(days=1))} trở đi."
        )
    if held is not None and day <= held.since:
        return (
            f"Chồng lên nội dung đang có hiệu lực từ {format_date(held.since)} theo {held.under}. "
            f"Ngày hiệu lực phải sau ngày đó (đã nhập {format_date(day)})."
        )
    return ""


def withdrawal_fault(since: date, locked: Locked | None) -> str:
    """Why a version that holds since a day cannot be withdrawn; "" when it can."""
    if locked is not None and since <= locked.ends:
        return (
            f"{locked.label} đã chốt theo nội dung này (hiệu lực từ {format_date(since)}) nên không rút lại "
            f"được. Ghi một lần điều chỉnh mới."
        )
    return ""
