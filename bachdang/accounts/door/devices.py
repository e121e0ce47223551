"""Where a request comes from, in words that its person knows again: the address, browser and system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

UNKNOWN = "không rõ"
# The first that stands in what the browser says of itself: most call themselves by others' names as well.
BROWSERS = (
    ("coc_coc", "Cốc Cốc"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Mac OS", "máy Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
WHERE = "where"
"""Of a session's data: [address, device]."""


@dataclass(frozen=True)
class Where:
    """The address and the device of somebody who signs in."""

    address: str = UNKNOWN
    device: str = UNKNOWN

    @property
    def changes(self) -> dict[str, tuple[None, str]]:
        """For the history."""
        return {"Địa chỉ": (None, self.address), "Thiết bị": (None, self.device)}


def where_of(request: HttpRequest) -> Where:
    """Of a request. The address is the person's own behind TRUSTED_PROXIES alone (bachdang/proxies.py)."""
    return Where(request.META.get("REMOTE_ADDR") or UNKNOWN, device_of(request.headers.get("User-Agent", "")))


def where_in(data: dict[str, Any]) -> Where:
    """Of a session's data; unknown for sessions of before."""
    return Where(*data.get(WHERE, ()))


def device_of(said: str) -> str:
    """ "Chrome trên Windows"; what a browser says of itself is believed as little as it matters."""
    browser = next((name for mark, name in BROWSERS if mark in said), "")
    system = next((name for mark, name in SYSTEMS if mark in said), "")
    return " trên ".join(one for one in (browser, system) if one) or UNKNOWN
