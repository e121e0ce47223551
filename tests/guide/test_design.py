"""The design page shows every component of templates/components/ and every state it may be in."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from bachdang.accounts.roles import Role
from bachdang.ui.statuses import LOOKS
from tests.factories import PlanFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db

COMPONENTS = settings.BASE_DIR / "templates" / "components"
# What the page must say, so that a state that is no longer drawn is missed.
STATES = [
    "(ước)", "Văn phòng đánh giá: lý do ví dụ",
    *(f"{clear} trong 6 mặt đã rõ" for clear in range(7)),
    "+3,25 so quý II (ví dụ)", "−2 so quý II (ví dụ)", "không đổi so", "figure__change--good",
    "figure__change--bad",
    "31/96", "không có mục tiêu", "Số nhỏ bên cạnh", "Xem bảng số liệu",
    "message--success", "message--info", "message--warning", "message--error",
    "Chưa lưu được. Xin sửa các mục sau", "field--wrong", "button--primary", "button--danger", "disabled",
    "khớp với bộ lọc", "Không có dòng ví dụ nào khớp", 'aria-sort="ascending"', "1–15 trong 45 dòng",
    "Trang trước", "Trang sau", "đọc là: Phấn đấu", "Điểm cần làm rõ:", "Để trống", "đang hiển thị",
    "chưa rõ: người quyết định", "còn thiếu: sản phẩm", "Số 45/BC-VD ngày 12/09/2026", "Chưa có tài liệu nào",
    "quá hạn 01/08/2026", "Chưa có mốc nào", "Quá hạn 3 ngày", "Các quý trước: 2 báo cáo",
    "Chưa có thay đổi nào",
    'aria-current="page"', "đã chốt", "period__only", "việc chờ", "no-print",
]  # fmt: skip


@pytest.fixture
def shown(client: Client) -> Any:
    unit = UnitFactory()
    PlanFactory(locality=unit.locality)
    client.force_login(user_with_role(Role.OFFICE, unit=unit))
    return client.get(reverse("design"))


def test_every_component_is_drawn(shown: Any) -> None:
    drawn = {template.name for template in shown.templates}
    missing = {f"components/{file.name}" for file in COMPONENTS.glob("*.html")} - drawn
    assert missing == set(), "show them in templates/guide/design/"


def test_every_component_is_drawn_by_the_samples_not_by_the_frame_alone(shown: Any) -> None:
    """What the frame of any page draws too is named here; all else must stand in a sample."""
    frame = {"header", "nav_links", "nav_more"}
    source = "".join(file.read_text() for file in (settings.BASE_DIR / "templates" / "guide").rglob("*.html"))
    source += "".join(file.read_text() for file in (settings.BASE_DIR / "bachdang/guide").glob("*.py"))
    for file in COMPONENTS.glob("*.html"):
        if file.stem not in frame:
            named = f"components/{file.name}" in source
            assert named or re.search(rf"{{% {file.stem} ", source), file.stem


def test_every_state_is_shown(shown: Any) -> None:
    said = " ".join(unescape(shown.content.decode()).split())
    missing = [state for state in [*STATES, *(look.label for look in LOOKS.values())] if state not in said]
    assert missing == []


def test_sample_chart_is_data(client: Client) -> None:
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    figure = client.get(reverse("sample_chart")).json()
    assert {name for trace in figure["data"] for name in trace["y"]} == {
        f"Chương trình ví dụ {number}" for number in (1, 2, 3)
    }


def test_a_block_is_drawn_by_one_stylesheet() -> None:
    """A name taken twice lays out the one page as the other needs it; paper (print.css) may differ."""
    drawn = Counter(
        name
        for sheet in (settings.BASE_DIR / "static" / "css").glob("*.css")
        if sheet.name != "print.css"
        for name in set(re.findall(r"^\.([a-z][a-z-]*) \{", sheet.read_text("utf-8"), re.MULTILINE))
    )
    assert [name for name, times in drawn.items() if times > 1] == []
