"""The tags of the look, rendered: numbers as Vietnamese reads them, links that keep plan and period."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from bachdang.ui.templatetags import ui


def render(source: str, address: str = "/", **values: Any) -> str:
    values.setdefault("request", RequestFactory().get(address))
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ value|number }}", "1.234,567"),
        ("{{ value|number:2 }}", "1.234,57"),
        ("{{ value|percent:1 }}", "1.234,6%"),
        ("{{ nothing|number:2 }}", ""),
        ("{{ day|day }}", "05/09/2026"),
        ("{{ moment|day }}", "06/09/2026"),
        ("{{ moment|moment }}", "06/09/2026 01:30"),
        ("{{ moment|time }}", '<time datetime="2026-09-06T01:30:00+07:00">06/09/2026 01:30</time>'),
        ("{{ money|dong }}", "1,5 tỷ đồng"),
        ("{{ text|shortened:12 }}", "Đường &lt;vành…"),
        ("{{ text|shortened:16 }}", "Đường &lt;vành đai&gt;"),
    ],
)
def test_filters_write_vietnamese(source: str, expected: str) -> None:
    values: dict[str, Any] = {
        "value": Decimal("1234.567"),
        "nothing": None,
        "day": date(2026, 9, 5),
        "moment": datetime(2026, 9, 5, 18, 30, tzinfo=UTC),
        "money": 1_500_000_000,
        "text": "Đường <vành đai>",
    }
    assert render(source, **values) == expected


def test_link_keeps_plan_and_period_and_drops_empty_filters() -> None:
    scope = SimpleNamespace(chosen={"ky": "2026-Q3"})
    found = render('{% link "indicator_list" status="slow" unit="" %}', scope=scope)
    assert found == "/chi-tieu/?ky=2026-Q3&amp;status=slow"


def test_query_with_sets_and_drops_parameters() -> None:
    found = render('{% query_with "ky" "2026-Q2" "page" None %}', "/chi-tieu/?page=3&status=slow")
    assert found == "?status=slow&amp;ky=2026-Q2"


def test_badge_says_the_word_and_the_estimate() -> None:
    found = render('{% status_badge "slow" estimated=True %}')
    assert "Chậm" in found
    assert "(ước)" in found
    assert "badge--slow" in found


def test_bar_links_every_part_to_the_list_it_counts() -> None:
    found = render("{% stacked_bar counts url='/chi-tieu/?ky=2026-Q3' %}", counts={"met": 1, "slow": 2})
    assert 'href="/chi-tieu/?ky=2026-Q3&amp;status=slow"' in found
    assert 'aria-label="Chậm: 2 mục tiêu"' in found
    assert "style=" not in found


def test_chart_carries_its_table_and_address() -> None:
    scope = SimpleNamespace(chosen={"ky": "2026-Q3"})
    found = render(
        '{% chart "status_chart" "quy" title=title %}<table></table>{% endchart %}',
        scope=scope,
        title="Ba < bốn",
    )
    assert 'data-chart-url="/bieu-do/trang-thai/quy/?ky=2026-Q3"' in found
    assert "Ba &lt; bốn" in found
    assert "<table></table>" in found


def test_misprint_is_marked_and_escaped() -> None:
    found = render(
        "{% corrected text corrections %}",
        text="<b>Phần đầu</b>",
        corrections=[{"printed": "Phần đầu", "read": "Phấn đấu"}],
    )
    assert '&lt;b&gt;<mark class="misprint">Phần đầu</mark>' in found
    assert "[đọc là: Phấn đấu]" in found


def test_six_dots_say_what_is_not_clear() -> None:
    answers = [SimpleNamespace(label="Rõ người", clear=False), SimpleNamespace(label="Rõ việc", clear=True)]
    assert "1 trong 2 mặt đã rõ; chưa: rõ người" in render("{% six_dots answers %}", answers=answers)


@pytest.mark.parametrize(
    ("change", "expected"), [(Decimal("0.4"), "+0,4"), (Decimal(-3), "−3"), (0, "không đổi")]
)
def test_change_is_signed(change: Decimal | int, expected: str) -> None:
    assert ui.figure(Decimal("13.1"), change=change)["change"] == expected


def test_figure_without_a_change_says_nothing_of_one() -> None:
    assert "không đổi" not in render("{% figure 5 change=row.nothing %}")
