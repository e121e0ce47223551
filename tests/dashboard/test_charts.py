"""Figures are asserted as data: what is drawn is what the tables beside the charts hold."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from django.test import Client

from bachdang.dashboard.charts import (
    Bar,
    HeatCell,
    HeatRow,
    PlanAndPaid,
    as_json,
    heat_map,
    plan_and_paid,
    status_by_group,
    words,
)
from bachdang.dashboard.charts.heat import EMPTY, colours
from bachdang.dashboard.charts.status import STATUS_FILL, STATUS_PATTERN
from indicators.rules import Status
from tests.dashboard.test_overview import listed


def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB" (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_a_heat_map_darkens_as_the_share_falls_and_its_numbers_can_be_read() -> None:
    looks = [colours(Decimal(share)) for share in (100, 99, 79, 49, 0)]
    shades = [luminance(fill) for fill, _ in looks]
    assert shades == sorted(shades, reverse=True)
    assert min(a - b for a, b in pairwise(shades)) > 0.035
    assert all(contrast(fill, ink) >= 4.5 for fill, ink in looks)
    assert colours(None)[0] == EMPTY


def test_statuses_that_look_alike_in_greyscale_differ_in_pattern() -> None:
    for one in Status:
        for other in Status:
            alike = abs(luminance(STATUS_FILL[one]) - luminance(STATUS_FILL[other])) < 0.03
            if one != other and alike and STATUS_PATTERN.get(one) == STATUS_PATTERN.get(other):
                pytest.fail(f"{one} and {other} look alike")


def test_cells_of_a_heat_map_are_bars_of_one_width_in_the_order_of_the_columns() -> None:
    rows = [
        HeatRow("Phòng A", [HeatCell(Decimal(50), "50%", "A, I", "/a/"), HeatCell(None, "", "A, II")]),
        HeatRow("Phòng B", [HeatCell(Decimal(0), "0%", "B, I", "/b/"), HeatCell(Decimal(100), "100%", "B")]),
    ]
    figure = as_json(heat_map(["I/2026", "II/2026"], rows))
    assert [trace["name"] for trace in figure["data"]] == ["I/2026", "II/2026"]
    assert figure["data"][0]["text"] == ["50%", "0%"]
    assert figure["data"][0]["customdata"] == ["/a/", "/b/"]
    assert {tuple(trace["x"]) for trace in figure["data"]} == {(1, 1)}
    assert figure["layout"]["xaxis"]["ticktext"] == ["I/2026", "II/2026"]


def test_money_that_was_not_entered_has_no_bar() -> None:
    figure = as_json(plan_and_paid([PlanAndPaid("2026", 1_500_000_000, None), PlanAndPaid("2027", None, 0)]))
    planned, paid = figure["data"]
    assert (planned["x"], paid["x"]) == ([1.5, None], [None, 0.0])


def test_numbers_on_axes_are_grouped_as_in_texts() -> None:
    layout = as_json(plan_and_paid([PlanAndPaid("2026", 1_500_000_000_000, 0)]))["layout"]
    assert layout["separators"] == ",."
    assert layout["xaxis"]["separatethousands"] is layout["yaxis"]["separatethousands"] is True


def test_amounts_stand_level_and_dark_beside_their_bars() -> None:
    for trace in as_json(plan_and_paid([PlanAndPaid("2026", 1_500_000_000, 1_000_000)]))["data"]:
        assert (trace["textposition"], trace["textangle"], trace["constraintext"]) == ("outside", 0, "none")
        assert trace["textfont"]["size"] >= 11
        assert contrast(trace["textfont"]["color"], "#FFFFFF") >= 7


def test_a_legend_names_the_statuses_that_occur() -> None:
    figure = as_json(status_by_group([Bar("Phòng A", {"slow": 2, "met": 0}, {}), Bar("Phòng B", {}, {})]))
    assert [trace["name"] for trace in figure["data"]] == ["Chậm"]
    assert figure["layout"]["showlegend"] is True
    assert figure["layout"]["legend"]["orientation"] == "h"


@pytest.mark.django_db
def test_timeliness_shows_each_unit_in_each_round_as_the_table_does(office: Client) -> None:
    grid = office.get("/don-vi/").context["grid"]
    figure = office.get("/bieu-do/dung-han/").json()
    assert len(grid) > 5
    assert figure["data"][0]["y"] == [words(str(one.unit)) for one in grid]
    for at, trace in enumerate(figure["data"]):
        told = [one.rounds[at].told for one in grid]
        shown = list(trace["text"])
        assert [text in ("", "…") for text in shown] == [one.share is None for one in told]
    first = figure["data"][0]["customdata"][0]
    assert first.startswith("/don-vi/")
    assert "ky=2026-Q1" in first
    assert office.get(first.split("#")[0]).status_code == 200


@pytest.mark.django_db
def test_each_cell_of_6_ro_opens_what_is_not_clear(office: Client) -> None:
    figure = office.get("/bieu-do/6-ro/").json()
    checked = 0
    for trace in figure["data"][::2]:
        for text, address in zip(trace["text"], trace["customdata"], strict=True):
            clear, total = map(int, text.split("/"))
            assert listed(office, address) == (total - clear or total), address
            checked += 1
    assert checked >= 15


@pytest.mark.django_db
def test_disbursement_of_fields_adds_up_to_the_list(office: Client) -> None:
    for query in ("", "?status=overdue"):
        totals = office.get(f"/du-an/{query}").context["totals"]
        planned, paid = office.get(f"/bieu-do/giai-ngan/{query}").json()["data"]
        for bars, whole in ((planned, totals.whole.money.year_plan), (paid, totals.whole.money.year_paid)):
            assert sum(Decimal(str(one)) for one in bars["x"] if one is not None) * 10**9 == whole
        counts = [int(label.rsplit("(", 1)[1].rstrip(")")) for label in planned["y"]]
        assert sum(counts) == totals.whole.count
        for number, address in zip(counts, planned["customdata"], strict=True):
            assert listed(office, address) == number


@pytest.mark.django_db
def test_disbursement_of_a_project_by_budget_year(office: Client) -> None:
    ledger = office.get("/du-an/PL2.II.I.5/").context["page"].ledger
    planned, paid = office.get("/bieu-do/giai-ngan/PL2.II.I.5/").json()["data"]
    assert planned["y"] == [str(one.year) for one in ledger.years] == ["2026"]
    assert planned["x"] == [float(Decimal(one.plan) / 10**9) for one in ledger.years]
    assert paid["x"] == [float(Decimal(one.paid) / 10**9) for one in ledger.years]


@pytest.mark.django_db
def test_what_is_needed_a_year_is_what_the_page_says(office: Client) -> None:
    card = office.get("/chi-tieu/02.04/").context["cards"][0]
    done, needed = office.get(f"/bieu-do/con-phai-lam/{card.row.pk}/").json()["data"]
    assert done["x"] == ["2026", "2027", "2028", "2029", "2030"]
    assert needed["y"][1] == float(round(card.row.standing.needed_per_year, 4))
    missing = card.row.terms.value - card.row.standing.current
    assert sum(Decimal(str(one)) for one in needed["y"]) == pytest.approx(missing, abs=Decimal("0.001"))


@pytest.mark.django_db
def test_what_is_needed_of_a_percentage_is_points_on_tile_chart_and_table(office: Client) -> None:
    response = office.get("/chi-tieu/03.09/")
    card = response.context["cards"][0]
    said = dict(card.explanation.lines)["Còn phải làm"]
    tile = said.removeprefix("mỗi năm ").removesuffix(" để đạt mục tiêu đúng hạn")
    assert tile.endswith(" điểm phần trăm")
    assert f"<dt>Còn phải làm mỗi năm</dt><dd>{tile}</dd>" in response.content.decode()
    figure = office.get(f"/bieu-do/con-phai-lam/{card.row.pk}/").json()
    assert figure["layout"]["yaxis"]["title"]["text"] == "điểm phần trăm"
    assert all("%{y:,.2~f} điểm phần trăm" in one["hovertemplate"] for one in figure["data"])


@pytest.mark.django_db
def test_a_small_count_says_what_it_lacks_and_has_no_chart_of_paces(office: Client) -> None:
    response = office.get("/chi-tieu/01.02/")
    card = response.context["cards"][0]
    text = response.content.decode()
    assert card.row.is_small_count
    assert "<dt>Còn phải làm</dt><dd>còn 1 dự án đến " in text
    assert card.paces == []
    assert "con-phai-lam" not in text
    plan = card.row.plan_figure
    assert plan is None or plan == plan.to_integral_value()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/bieu-do/trang-thai/abc/", "/bieu-do/giai-ngan/PL2.KHONG/"])
def test_charts_that_do_not_exist(office: Client, address: str) -> None:
    assert office.get(address).status_code == 404
