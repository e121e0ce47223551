"""Ten times what is known, or a tenth of it: asked about once, by one rule."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from indicators.entry import NewFigure
from indicators.magnitudes import BASELINE, FAR, LAST, TARGET, Known, leaps
from indicators.models import Baseline, Indicator
from indicators.rules import Accumulation, Denominator, Form

PEOPLE = Indicator(measure="người", accumulation=Accumulation.LEVEL, counted=True)
REVENUE = Indicator(measure="tỷ đồng", accumulation=Accumulation.YEAR_TO_DATE)
RATE = Indicator(
    measure="%",
    accumulation=Accumulation.LEVEL,
    denominator_accumulation=Denominator.STOCK,
    numerator_name="Số trường đạt chuẩn",
    denominator_name="Số trường",
    scale=Decimal(100),
)
PAID = Indicator(
    measure="%",
    accumulation=Accumulation.LEVEL,
    denominator_accumulation=Denominator.PLAN,
    numerator_name="Số vốn giải ngân trong quý (tỷ đồng)",
    denominator_name="Kế hoạch vốn (tỷ đồng)",
    scale=Decimal(100),
)


def figure(value: str = "", numerator: str = "", denominator: str = "") -> NewFigure:
    typed = {"value": value, "numerator": numerator, "denominator": denominator}
    parts: dict[str, Any] = {key: Decimal(one) for key, one in typed.items() if one}
    return NewFigure(2026, 3, Form.ESTIMATE, **parts)


def known(last: str = "", baseline: str = "", target: str = "") -> Known:
    return Known(
        last=figure(last) if last else None,
        baseline=Baseline(value=Decimal(baseline)) if baseline else None,
        target=Decimal(target) if target else None,
    )


@pytest.mark.parametrize(
    ("new", "given", "against"),
    [
        pytest.param("100", known(last="10"), LAST, id="ten-times-the-last"),
        pytest.param("99.9", known(last="10"), None, id="just-below"),
        pytest.param("1", known(last="10"), LAST, id="a-tenth-of-the-last"),
        pytest.param("5", known(last="0"), None, id="from-zero"),
        pytest.param("0", known(last="5"), None, id="to-zero"),
        pytest.param("1000", known(), None, id="nothing-known"),
        pytest.param("23.456", known(baseline="24000"), BASELINE, id="a-first-figure-and-the-baseline"),
        pytest.param("23.456", known(target="24452"), TARGET, id="a-first-figure-and-the-target"),
        pytest.param("23456", known(baseline="24000", target="24452"), None, id="a-first-figure-as-expected"),
        pytest.param("260000", known(last="2500", baseline="2400", target="2600"), LAST, id="said-once"),
        pytest.param("110", known(last="50", baseline="10"), BASELINE, id="beyond-ten-times-the-baseline"),
        pytest.param("120", known(last="110", baseline="10"), None, id="as-far-as-the-last-one-was"),
        pytest.param("5", known(last="110", baseline="100"), LAST, id="back-below-all"),
        pytest.param("2", known(baseline="1", target="20"), None, id="as-far-as-the-baseline-was"),
        pytest.param("250", known(baseline="60", target="20"), TARGET, id="away-from-the-target"),
    ],
)
def test_a_level_is_compared_with_last_baseline_and_target(
    new: str, given: Known, against: str | None
) -> None:
    assert [one.against for one in leaps(PEOPLE, figure(new), given)] == ([against] if against else [])


@pytest.mark.parametrize(
    ("new", "given", "against"),
    [
        ("12", known(baseline="520", target="600"), None),
        ("5200", known(baseline="520"), BASELINE),
        ("6000", known(target="600"), TARGET),
        ("12", known(last="130"), LAST),
    ],
    ids=["a-small-quarter", "ten-years-in-a-quarter", "ten-targets-in-a-quarter", "the-last-quarter"],
)
def test_a_part_of_a_sum_may_be_small_beside_the_whole(new: str, given: Known, against: str | None) -> None:
    assert [one.against for one in leaps(REVENUE, figure(new), given)] == ([against] if against else [])


def test_each_part_of_a_rate_is_compared_with_its_own() -> None:
    last = Known(last=figure(numerator="440", denominator="600"))
    [leap] = leaps(RATE, figure(numerator="500", denominator="120000"), last)
    assert (leap.part, leap.words) == ("denominator", f"{FAR} so với kỳ trước (600)")
    base = Known(baseline=Baseline(numerator=Decimal(6), denominator=Decimal(14)))
    [leap] = leaps(RATE, figure(numerator="60", denominator="130"), base)
    assert (leap.part, leap.words) == ("numerator", f"{FAR} so với số gốc (6)")


def test_a_first_rate_is_compared_with_the_target() -> None:
    [leap] = leaps(RATE, figure(numerator="6", denominator="1400"), Known(target=Decimal(40)))
    assert (leap.part, leap.words) == ("numerator", f"{FAR} so với mục tiêu (40%)")
    assert not list(leaps(PAID, figure(numerator="5", denominator="100"), Known(target=Decimal(100))))
