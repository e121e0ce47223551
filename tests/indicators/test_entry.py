"""What a figure may be, whoever writes it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from indicators.entry import NewFigure, doubts, faults
from indicators.models import Indicator
from indicators.rules import Accumulation, Denominator, Form

PLAIN = Indicator(measure="vụ", accumulation=Accumulation.LEVEL)
COUNT = Indicator(measure="vụ", accumulation=Accumulation.LEVEL, counted=True)
SHARE = Indicator(measure="%", accumulation=Accumulation.LEVEL, part_of_whole=True)
GROWTH = Indicator(measure="%", accumulation=Accumulation.GROWTH)
RATE = Indicator(
    measure="%",
    accumulation=Accumulation.LEVEL,
    denominator_accumulation=Denominator.STOCK,
    numerator_name="Số trường đạt chuẩn",
    denominator_name="Số trường",
    scale=Decimal(100),
    part_of_whole=True,
)

SCHOOLS = Indicator(
    measure="%",
    accumulation=Accumulation.LEVEL,
    denominator_accumulation=Denominator.STOCK,
    numerator_name="Số trường đạt chuẩn",
    denominator_name="Số trường",
    scale=Decimal(100),
    counted=True,
    denominator_counted=True,
)


def figure(**parts: str) -> NewFigure:
    given: dict[str, Any] = {name: Decimal(value) for name, value in parts.items()}
    return NewFigure(year=2026, quarter=3, form=Form.ESTIMATE, **given)


@pytest.mark.parametrize(
    ("indicator", "given", "parts"),
    [
        pytest.param(PLAIN, figure(value="0"), [], id="zero-is-a-figure"),
        pytest.param(PLAIN, figure(value="-0.1"), ["value"], id="negative-count"),
        pytest.param(PLAIN, figure(value="250"), [], id="counts-have-no-ceiling"),
        pytest.param(COUNT, figure(value="23.456"), ["value"], id="a-part-of-a-thing"),
        pytest.param(COUNT, figure(value="23.000"), [], id="whole-things"),
        pytest.param(SHARE, figure(value="100"), [], id="whole"),
        pytest.param(SHARE, figure(value="100.01"), ["value"], id="over-the-whole"),
        pytest.param(GROWTH, figure(value="-12"), [], id="growth-may-be-negative"),
        pytest.param(GROWTH, figure(value="-100"), ["value"], id="growth-minus-100"),
        pytest.param(RATE, figure(numerator="6", denominator="14"), [], id="6-of-14"),
        pytest.param(RATE, figure(numerator="15", denominator="14"), ["numerator"], id="15-of-14"),
        pytest.param(RATE, figure(numerator="6", denominator="0"), ["denominator"], id="of-zero"),
        pytest.param(RATE, figure(numerator="6"), ["denominator"], id="no-denominator"),
        pytest.param(
            SCHOOLS, figure(numerator="6.5", denominator="14.5"), ["denominator", "numerator"], id="parts"
        ),
        pytest.param(RATE, figure(denominator="14"), ["numerator"], id="no-numerator"),
        pytest.param(RATE, figure(numerator="-1", denominator="14"), ["numerator"], id="negative-numerator"),
        pytest.param(RATE, figure(), [], id="nothing-typed"),
    ],
)
def test_faults(indicator: Indicator, given: NewFigure, parts: list[str]) -> None:
    assert sorted(part for part, _ in faults(indicator, given)) == sorted(parts)


SOLVED = Indicator(
    measure="%",
    accumulation=Accumulation.LEVEL,
    denominator_accumulation=Denominator.FLOW,
    numerator_name="Số vụ đã khám phá",
    denominator_name="Số vụ đã xảy ra",
    scale=Decimal(100),
    part_of_whole=True,
)


def quarter(number: int, above: str, below: str, form: Form = Form.OFFICIAL) -> NewFigure:
    return NewFigure(2026, number, form, numerator=Decimal(above), denominator=Decimal(below))


@pytest.mark.parametrize(
    ("new", "known", "refused", "asked"),
    [
        pytest.param(quarter(2, "3", "2"), [quarter(1, "3", "5")], False, True, id="6-of-7-to-date"),
        pytest.param(quarter(2, "5", "2"), [quarter(1, "3", "5")], True, True, id="8-of-7-to-date"),
        pytest.param(quarter(2, "3", "2"), [], False, True, id="first-quarter-not-known"),
        pytest.param(quarter(1, "3", "2"), [], True, True, id="first-quarter-is-the-year-to-date"),
        pytest.param(
            quarter(2, "3", "2"),
            [quarter(1, "9", "9"), quarter(1, "1", "9", Form.ESTIMATE)],
            True,
            True,
            id="official-counts",
        ),
        pytest.param(quarter(2, "2", "2"), [], False, False, id="whole"),
    ],
)
def test_a_quarter_over_the_whole_is_asked_about_and_a_year_refused(
    new: NewFigure, known: list[NewFigure], refused: bool, asked: bool
) -> None:
    assert bool(list(faults(SOLVED, new, known))) is refused
    assert bool(list(doubts(SOLVED, new))) is asked
