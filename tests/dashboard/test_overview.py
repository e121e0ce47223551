"""Tổng quan on the illustrative quarter: every count opens exactly the list it counts."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from bachdang.dashboard.overview import Overview
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from indicators.rules import Status
from plans.models import Period

pytestmark = pytest.mark.django_db


def page() -> Overview:
    period = Period.objects.select_related("plan").get(quarter=3)
    return Overview(QuarterBook(Scope(period.plan, period, [period], today=date(2026, 10, 8))))


def listed(client: Client, address: str) -> int:
    text = client.get(address.replace("&amp;", "&")).content.decode()
    return int(text.split('<strong class="num">', 1)[1].split("<", 1)[0])


def test_each_status_is_shown_at_least_once(office: Client) -> None:
    assert {one.status for one in page().counts if one.count} == set(Status)


def test_every_count_opens_the_rows_it_counts(office: Client) -> None:
    overview = page()
    for one in overview.counts:
        address = f"/chi-tieu/?horizon=trong-ky&status={one.status.value}"
        assert listed(office, address) == one.count, one.label
    for status, _, number in overview.task_counts:
        assert listed(office, f"/nhiem-vu/?status={status}") == number
    for status, _, number in overview.project_counts:
        assert listed(office, f"/du-an/?status={status}") == number


def test_every_bar_of_the_chart_opens_the_rows_it_counts(office: Client) -> None:
    figure = office.get("/bieu-do/trang-thai/chuong-trinh/").json()
    checked = 0
    for trace in figure["data"]:
        for number, address in zip(trace["x"], trace["customdata"], strict=True):
            if number and checked < 12:
                assert listed(office, address) == number
                checked += 1
    assert checked == 12


def test_the_change_is_against_last_quarter(office: Client) -> None:
    now = {one.status: one for one in page().counts}
    second = Period.objects.get(quarter=2)
    before = Overview(QuarterBook(Scope(page().plan, second, [], today=date(2026, 10, 8))))
    earlier = {one.status: one.count for one in before.counts}
    assert {status: one.change for status, one in now.items()} == {
        status: one.count - earlier[status] for status, one in now.items()
    }


def test_the_worst_come_first(office: Client) -> None:
    order = ["failed", "at_risk", "slow"]
    statuses = [row.status for row in page().red_targets]
    assert statuses == sorted(statuses, key=order.index)


def test_the_head_tells_what_the_figures_say(office: Client) -> None:
    text = office.get("/").content.decode()
    done, owed = page().figures.accepted, page().figures.due
    assert re.search(rf"Đã tiếp nhận <a [^>]+>{done}</a>/<a [^>]+>{owed}</a> chỉ tiêu đến kỳ", text)
    assert re.search(r"<h1>\s*\d+ trong \d+ mục tiêu đã đánh giá chậm, có nguy cơ hoặc không đạt", text)
    assert "Số liệu minh họa" in text


def test_what_needs_attention_comes_before_the_chart(office: Client) -> None:
    text = office.get("/").content.decode()
    assert text.index('id="attention"') < text.index(page().programme_finding) < text.index('id="debts"')


def test_labels_inside_a_sentence_keep_their_names(office: Client) -> None:
    text = office.get("/").content.decode()
    assert re.search(r">đã gửi Văn phòng Đảng ủy \d+</a>", text)


def test_trajectory_of_a_target_is_figure_data(office: Client) -> None:
    row = next(one for one in page().targets if one.item.code == "02.04")
    figure = office.get(f"/bieu-do/muc-tieu/{row.pk}/").json()
    traces = {trace["name"]: trace for trace in figure["data"]}
    assert {"Mức cần đạt", "Kế hoạch năm", "Thực hiện", "Ước cả quý", "Dự báo"} <= traces.keys()
    assert row.standing.current is not None
    assert traces["Ước cả quý"]["x"] == ["2026-09-30"]
    assert traces["Ước cả quý"]["y"] == [float(round(row.standing.current, 2))]


def test_a_part_of_the_plan_counts_and_opens_that_part_alone(office: Client) -> None:
    """One programme, one unit, and one in the other: every count opens exactly its list."""
    for query in ("programme=B.III.1", "unit=vanhoa", "programme=B.I.5&unit=vanhoa"):
        shown = office.get(f"/?{query}").context["page"]
        assert 0 < len(shown.in_plan) < len(page().in_plan)
        for one in shown.counts:
            address = f"/chi-tieu/?horizon=trong-ky&status={one.status.value}&{query}"
            assert listed(office, address) == one.count
        for status, _, number in shown.task_counts:
            assert listed(office, f"/nhiem-vu/?status={status}&{query}") == number
    figure = office.get("/bieu-do/trang-thai/chuong-trinh/?unit=vanhoa").json()
    drawn = sum(sum(trace["x"]) for trace in figure["data"])
    assert drawn == len(office.get("/?unit=vanhoa").context["page"].in_plan)
    assert all("unit=vanhoa" in one for trace in figure["data"] for one in trace["customdata"] if one)


def test_what_is_no_part_of_the_plan_shows_all_of_it(office: Client) -> None:
    assert len(office.get("/?unit=khong-co").context["page"].in_plan) == len(page().in_plan)
