"""Every number on Tổng quan that is a link opens a list of just so many rows."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.dashboard.test_overview import listed

pytestmark = pytest.mark.django_db
COUNTED = re.compile(r'<a [^>]*?href="([^"]+)"[^>]*? data-count="(\d+)"')
SHOWN = {
    "": {"/chi-tieu/", "/nhiem-vu/", "/du-an/", "/phai-bao-cao/", "/kien-nghi/", "/giai-trinh/", "/6-ro/"},
    "unit=vanhoa": {
        "/chi-tieu/",
        "/nhiem-vu/",
        "/du-an/",
        "/phai-bao-cao/",
        "/kien-nghi/",
        "/giai-trinh/",
        "/6-ro/",
    },
    "programme=B.I.5": {
        "/chi-tieu/",
        "/nhiem-vu/",
        "/phai-bao-cao/",
        "/kien-nghi/",
        "/giai-trinh/",
        "/6-ro/",
    },
}


@pytest.mark.parametrize("query", SHOWN)
def test_every_count_opens_just_so_many_rows(office: Client, query: str) -> None:
    text = office.get(f"/?{query}").content.decode()
    found = {(unescape(address), int(number)) for address, number in COUNTED.findall(text)}
    assert {address.split("?")[0] for address, _ in found} == SHOWN[query]
    wrong = {
        address: (number, shown) for address, number in found if (shown := listed(office, address)) != number
    }
    assert wrong == {}


@pytest.mark.parametrize("group", ["chuong-trinh", "don-vi", "quy"])
def test_every_bar_opens_just_so_many_rows(office: Client, group: str) -> None:
    figure = office.get(f"/bieu-do/trang-thai/{group}/").json()
    bars = [
        (address, number)
        for trace in figure["data"]
        for number, address in zip(trace["x"], trace["customdata"], strict=True)
        if number
    ]
    assert len(bars) > 10
    wrong = {one: shown for one, number in bars[::3] if (shown := listed(office, one)) != number}
    assert wrong == {}
    assert not any(address for address, number in bars if not address.startswith("/chi-tieu/?"))


def test_each_axis_opens_what_is_not_clear(office: Client) -> None:
    page = office.get("/").context["page"]
    for axis in page.axes:
        assert listed(office, f"/6-ro/?axis={axis.code}") == axis.total - axis.clear
