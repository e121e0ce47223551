"""One quantity, entered once: parts of rates that are the figures of other indicators."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from bachdang.accounts.roles import Role
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from indicators.entry import NewFigure, faults
from indicators.explaining import explain
from indicators.forms import FiguresForm
from indicators.models import Baseline, Indicator, Measurement
from indicators.rules import Figure, Form, Measure, Quarter, Source, share, taken
from indicators.rules import Form as FigureForm
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from plans.models import Period
from tests.factories import IndicatorFactory, PeriodFactory, TargetFactory, user_with_role
from tests.indicators.rules_builders import baseline, figures, measure, quarter, quarters

RATE = measure("stock", counts=True)
PEOPLE = measure(counts=True)


def values(found: list[Figure]) -> list[tuple[str, str]]:
    return [(str(one.quarter), f"{one.numerator}/{one.denominator}") for one in found]


def half(at: str, above: str, form: Form = Form.OFFICIAL) -> Figure:
    return Figure(quarter(at), form, numerator=Decimal(above))


@pytest.mark.parametrize(
    ("how", "given", "base", "at", "expected"),
    [
        (PEOPLE, {"2026-Q1": "40000"}, "", "2026-Q1", 40000),
        (PEOPLE, {"2026-Q1": "40000"}, "", "2026-Q2", None),
        (measure(every="year"), {"2025-Q4": "39000"}, "", "2026-Q3", 39000),
        (measure(every="year"), {}, "38000", "2026-Q3", 38000),
        (measure(every="year"), {}, "38000", "2026-Q4", None),
    ],
    ids=["given", "owed-and-missing", "the-last-one-stands", "its-baseline-stands", "until-one-is-owed"],
)
def test_a_state_is_taken_as_it_stands(
    how: Measure, given: dict[str, str], base: str, at: str, expected: int | None
) -> None:
    source = Source(how, figures(given), baseline(base))
    found = taken(RATE, source, quarter(at), below=True).complete
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("kind", "below", "expected"),
    [("flow", False, 30), ("flow", True, 30), ("plan", False, 30), ("plan", True, 50), ("stock", True, 50)],
)
def test_a_sum_is_taken_as_the_part_accumulates(kind: str, below: bool, expected: int) -> None:
    """20 in QI, 30 in QII: two flows take the quarter's part, what stands the year to date."""
    source = Source(measure("year_to_date"), figures(quarters("2026-Q1", "20", "30")))
    assert taken(measure(kind), source, quarter("2026-Q2"), below=below).complete == expected


def test_a_quarter_without_the_shared_part_has_no_figure() -> None:
    source = Source(PEOPLE, figures({"2026-Q1": "40000"}))
    own = [half("2026-Q1", "30000"), half("2026-Q2", "31000")]
    assert values(share(RATE, own, None, source, quarter("2026-Q2"))) == [("2026-Q1", "30000/40000")]


def test_a_part_typed_before_it_was_shared_still_serves() -> None:
    source = Source(PEOPLE, figures({"2026-Q2": "40000"}))
    own = [Figure(quarter("2026-Q1"), Form.OFFICIAL, numerator=Decimal(3), denominator=Decimal(4))]
    own.append(half("2026-Q2", "30000", Form.ESTIMATE))
    found = share(RATE, own, None, source, quarter("2026-Q2"))
    assert values(found) == [("2026-Q1", "3/4"), ("2026-Q2", "30000/40000")]
    assert [one.estimated for one in found] == [False, True]


def test_a_rate_of_two_shared_parts_needs_no_figure_of_its_own() -> None:
    firms, people = (
        Source(PEOPLE, figures({"2026-Q1": "600"})),
        Source(PEOPLE, figures({"2026-Q1": "~40000"})),
    )
    [found] = share(RATE, [], firms, people, quarter("2026-Q1"))
    assert (found.numerator, found.denominator, found.estimated) == (600, 40000, True)


pytest_db = pytest.mark.django_db


def rate(**fields: Any) -> Indicator:
    given: dict[str, Any] = {
        "denominator_accumulation": "stock",
        "numerator_name": "Số người có hồ sơ",
        "denominator_name": "Dân số (người)",
        "scale": Decimal(100),
        "part_of_whole": True,
    }
    found: Indicator = IndicatorFactory(**given, **fields)
    return found


@pytest.fixture
def people(db: None) -> Indicator:
    found: Indicator = IndicatorFactory(measure="người", item__code="02.12")
    found.item.terms_set.update(title="Dân số")
    return found


@pytest.fixture
def records(people: Indicator) -> TargetRow:
    found = rate(item__plan=people.item.plan, item__code="03.10", denominator_from=people)
    TargetFactory(indicator=found, terms__kind="maintain", terms__operator=">=", terms__value=Decimal(70))
    return row(found)


def row(indicator: Indicator) -> TargetRow:
    rows = TargetBook(indicator.item.plan, Quarter(2026, 3)).rows()
    return next(one for one in rows if one.indicator.pk == indicator.pk)


def entered(indicator: Indicator, number: int = 3, **parts: int) -> None:
    Measurement.objects.create(
        indicator=indicator, year=2026, quarter=number, form="official", counted=True, source="thử", **parts
    )


def test_the_rate_takes_the_one_population(records: TargetRow, people: Indicator) -> None:
    entered(people, value=40000)
    entered(records.indicator, numerator=30000)
    found = row(records.indicator)
    assert (found.status, found.standing.current) == ("exceeded", Decimal(75))
    assert "mẫu số lấy từ chỉ tiêu 02.12" in explain(found).text


def test_a_missing_population_is_named(records: TargetRow) -> None:
    entered(records.indicator, numerator=30000)
    found = row(records.indicator)
    assert found.status == "no_data"
    said = dict(explain(found).lines)["Còn thiếu"]
    assert said.endswith("Dân số (02.12) quý III/2026")


def test_only_the_own_part_is_asked_for(records: TargetRow) -> None:
    period: Period = PeriodFactory(plan=records.item.plan)
    data = {"seen": "", "estimate_2026q3_numerator": "30000"}
    shared = {"denominator": Decimal(40000)}
    form = FiguresForm(data, indicator=records.indicator, period=period, shared=shared)
    assert "estimate_2026q3_denominator" not in form.fields
    assert form.is_valid(), form.errors
    [figure] = form.figures()
    assert (figure.numerator, figure.denominator) == (Decimal(30000), None)
    too_many = FiguresForm(
        data | {"estimate_2026q3_numerator": "40001"},
        indicator=records.indicator,
        period=period,
        shared=shared,
    )
    assert "không quá 100%" in too_many.errors["estimate_2026q3_numerator"][0]


def test_half_a_fraction_is_enough_where_the_other_is_shared(records: TargetRow) -> None:
    figure = NewFigure(2026, 3, FigureForm.OFFICIAL, numerator=Decimal(3))
    assert not list(faults(records.indicator, figure))
    plain = Indicator(
        denominator_accumulation="stock", numerator_name="Số trường", denominator_name="Số trường"
    )
    assert [part for part, _ in faults(plain, figure)] == ["denominator"]


def test_the_population_is_owed_by_its_own_unit_without_a_target(records: TargetRow) -> None:
    plan = records.item.plan
    period = PeriodFactory(plan=plan)
    owed = QuarterBook(Scope(plan, period, [period], date(2026, 9, 10))).due
    assert {one.item.code for one in owed.all if one.item.kind == "indicator"} == {"02.12", "03.10"}


def test_a_rate_of_shared_parts_is_never_owed(people: Indicator) -> None:
    firms = IndicatorFactory(item__plan=people.item.plan, measure="doanh nghiệp")
    both = rate(item__plan=people.item.plan, numerator_from=firms, denominator_from=people)
    TargetFactory(indicator=both)
    assert both.is_derived
    day = date(2025, 12, 31)
    Baseline.objects.create(indicator=firms, value=576, on=day, source="thử")
    Baseline.objects.create(indicator=people, value=40000, on=day, source="thử")
    found = row(both).baseline
    assert found is not None
    assert (found.numerator, found.denominator) == (576, 40000)


@pytest_db
def test_nobody_is_shown_a_form_for_what_is_computed(people: Indicator, client: Client) -> None:
    plan, unit = people.item.plan, people.item.reporter
    PeriodFactory(plan=plan)
    firms = IndicatorFactory(item__plan=plan, measure="doanh nghiệp")
    shared = rate(item__plan=plan, item__reporter=unit, numerator_from=firms, denominator_from=people)
    growth = IndicatorFactory(
        item__plan=plan,
        item__reporter=unit,
        derived_rule="growth_of",
        derived_from=firms,
        accumulation="growth",
    )
    for role in (Role.OFFICER, Role.OFFICE):
        client.force_login(user_with_role(role, unit=unit))
        answers = {
            one.item.code: client.get(f"/viec-cua-toi/{one.item.code}/").status_code
            for one in (people, shared, growth)
        }
        assert answers == {people.item.code: 200, shared.item.code: 404, growth.item.code: 404}
    client.force_login(user_with_role(Role.OFFICER, unit=unit))
    for one, led in ((people, True), (shared, False), (growth, False)):
        page = client.get(f"/chi-tieu/{one.item.code}/").content.decode()
        assert (f"/viec-cua-toi/{one.item.code}/" in page) is led


@pytest_db
@pytest.mark.parametrize("fields", [{"derived_rule": "growth_of"}, {"denominator_accumulation": ""}])
def test_a_figure_is_not_derived_in_two_ways(people: Indicator, fields: dict[str, str]) -> None:
    given = rate(item__plan=people.item.plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(pk=given.pk).update(denominator_from=people, derived_from=people, **fields)


@pytest_db
def test_no_part_is_its_own_or_both() -> None:
    given = rate()
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(pk=given.pk).update(denominator_from=given)
    other = IndicatorFactory(item__plan=given.item.plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(pk=given.pk).update(denominator_from=other, numerator_from=other)


def test_pages_tell_where_a_part_comes_from(client: Client, records: TargetRow, people: Indicator) -> None:
    PeriodFactory(plan=people.item.plan)
    entered(people, value=40000)
    client.force_login(user_with_role(Role.HEAD, unit=records.item.reporter))
    work = client.get("/viec-cua-toi/03.10/mo/").content.decode()
    assert "lấy từ chỉ tiêu 02.12 Dân số: 40.000 người" in work
    page = client.get("/chi-tieu/02.12/").content.decode()
    assert "Không có mục tiêu riêng" in page
    assert "Dùng chung cho" in page
    assert "lấy từ chỉ tiêu" in client.get("/chi-tieu/03.10/").content.decode()
