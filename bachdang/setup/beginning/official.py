"""The official list of provinces and of their wards, as a person's typing is found in it (ADR 27).

The library carries the list; nothing is asked over a network. What it does not have may be typed freely.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from functools import cache
from typing import Final

from bachdang.accounts.models import LEVELS
from bachdang.vietnamese.text import fold

PROVINCES: Final = ("Thành phố ", "Tỉnh ")
_NEAR, _ALIKE = 3, 0.6


class Unlisted(Exception):
    """What was typed is no name of the list, nor complete by itself; said in Vietnamese."""


@cache
def _listed() -> dict[str, list[str]]:
    """The wards of each province by their full names."""
    # Three thousand names: read where a ward is named, not in every process that serves pages.
    from vietnam_provinces import Province, Ward

    names = {one.code: _with_kind(one.name) for one in Province.iter_all()}
    found: dict[str, list[str]] = {name: [] for name in names.values()}
    for ward in Ward.iter_all():
        found[names[ward.province_code]].append(ward.name)
    return found


def _with_kind(name: str) -> str:
    return name if name.startswith(PROVINCES) else f"Tỉnh {name}"


def provinces() -> list[str]:
    """ "Thành phố Hà Nội", "Tỉnh Cao Bằng", … in the official order."""
    return list(_listed())


def province_in_full(typed: str) -> str:
    """A province as the list has it, else as typed with its kind. Raises Unlisted."""
    known = _one(typed, provinces(), tuple(f"{fold(kind)} " for kind in PROVINCES))
    if known:
        return known
    if typed.startswith(PROVINCES):
        return typed
    raise Unlisted(f"Không có tỉnh, thành phố “{typed[:60]}” trong danh mục. {_near(typed, provinces())}")


def ward_in_full(typed: str, province: str) -> tuple[str, bool]:
    """A ward as the list has it, else as typed with its kind; whether it is listed. Raises Unlisted."""
    wards = _listed().get(province, [])
    known = _one(typed, wards, tuple(f"{level} " for level in map(fold, LEVELS)))
    if known:
        return known, True
    level = next((one for one in LEVELS if fold(typed).startswith(f"{fold(one)} ")), "")
    if level:
        return f"{level[:1].upper()}{level[1:]}{typed[len(level) :]}", False
    ask = "Ghi đủ cả loại: Phường, Xã hoặc Đặc khu."
    raise Unlisted(f"Không có “{typed[:60]}” trong danh mục của {province}. {_near(typed, wards)} {ask}")


def _one(typed: str, names: list[str], kinds: tuple[str, ...]) -> str:
    """The one name that is meant, with or without its kind; "" for none. Raises Unlisted for several."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for key in {fold(name), _bare(fold(name), kinds)}:
            found[key].append(name)
    meant = found.get(" ".join(fold(typed).split()), [])
    if len(meant) > 1:
        raise Unlisted(f"Có {len(meant)} tên như vậy: {', '.join(meant)}. Ghi đủ cả loại.")
    return meant[0] if meant else ""


def _bare(name: str, kinds: tuple[str, ...]) -> str:
    return next((name.removeprefix(kind) for kind in kinds if name.startswith(kind)), name)


def _near(typed: str, names: list[str]) -> str:
    near = get_close_matches(typed, names, n=_NEAR, cutoff=_ALIKE)
    return f"Gần giống: {', '.join(near)}." if near else ""
