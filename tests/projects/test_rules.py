"""The money of a project: what is refused, what is asked about, in which words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.choices import FundSource, Stage
from projects.rules import (
    MEDIUM_TERM,
    TOTAL,
    Finding,
    Funding,
    Level,
    Part,
    budget_years,
    capital_findings,
    capital_magnitudes,
    disbursement_findings,
    findings,
    goes_back,
    negative_findings,
    payment_magnitudes,
    stage_finding,
    stated_findings,
    whole,
)

BILLION, MILLION = 10**9, 10**6
Y2026, Y2027 = Part("year", 2026), Part("year", 2027)


def funding(total: int | None = None, medium: int | None = None, decided: str = "", **years: int) -> Funding:
    """Capital in tỷ out of the ward's budget; years as y2026=2."""
    amounts = {TOTAL: total, MEDIUM_TERM: medium}
    amounts |= {Part("year", int(name[1:])): dong for name, dong in years.items()}
    capital = {part: {"ward": dong * BILLION} for part, dong in amounts.items() if dong is not None}
    return Funding(capital=capital, decided=dict.fromkeys(capital, decided))


def texts(found: list[Finding]) -> list[str]:
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (funding(total=10, medium=10, y2026=10), []),
        (funding(medium=5), []),
        (funding(total=4, medium=5),
         ["Kế hoạch vốn trung hạn (5 tỷ đồng) lớn hơn tổng mức đầu tư (4 tỷ đồng), vượt 1 tỷ đồng."]),
        (funding(total=10, medium=4, y2026=5),
         ["Kế hoạch vốn năm 2026 (5 tỷ đồng) lớn hơn kế hoạch vốn trung hạn (4 tỷ đồng), vượt 1 tỷ đồng."]),
        (funding(total=4, y2026=5),
         ["Kế hoạch vốn năm 2026 (5 tỷ đồng) lớn hơn tổng mức đầu tư (4 tỷ đồng), vượt 1 tỷ đồng."]),
        (funding(total=10, medium=6, y2026=4, y2027=3),
         ["Kế hoạch vốn các năm 2026, 2027 cộng lại (7 tỷ đồng) lớn hơn kế hoạch vốn trung hạn (6 tỷ đồng)."]),  # noqa: E501
    ],
    ids=["within", "alone", "medium-over-total", "year-over-medium", "year-over-total", "years-together"],
)  # fmt: skip
def test_capital_stays_within_its_frame(known: Funding, said: list[str]) -> None:
    assert texts(list(capital_findings(known))) == said


@pytest.mark.parametrize(
    ("decided", "level"),
    [
        ({TOTAL: "1", MEDIUM_TERM: "1"}, Level.ERROR),
        ({TOTAL: "1", MEDIUM_TERM: "2"}, Level.WARNING),
        ({TOTAL: "", MEDIUM_TERM: ""}, Level.WARNING),
        ({}, Level.WARNING),
    ],
)
def test_one_decision_contradicts_itself_two_may_differ(decided: dict[Part, str], level: Level) -> None:
    known = replace(funding(total=4, medium=5), decided=decided)
    assert [one.level for one in capital_findings(known)] == [level]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (None, ""),
        (5 * BILLION, ""),
        (6 * BILLION, "cộng lại 5 tỷ đồng, thiếu 1 tỷ đồng so với tổng số ghi trong quyết định (6 tỷ"),
        (4 * BILLION, "các nguồn cộng lại 5 tỷ đồng, thừa 1 tỷ đồng"),
        (5 * BILLION + 1, "thiếu 1 đồng"),
    ],
)  # fmt: skip
def test_sources_add_up_to_what_the_decision_states(stated: int | None, said: str) -> None:
    found = list(stated_findings(TOTAL, {"city": 3 * BILLION, "ward": 2 * BILLION}, stated))
    assert bool(found) == bool(said)
    assert all(said in one.text and one.is_error for one in found)


def test_a_stated_sum_without_any_source_is_refused() -> None:
    (found,) = stated_findings(TOTAL, {}, BILLION)
    assert found.is_error
    assert "chưa nhập số tiền của nguồn nào" in found.text


def test_a_negative_amount_is_refused() -> None:
    (found,) = negative_findings({TOTAL: {"ward": -5 * MILLION, "city": 0}})
    assert (found.level, found.source) == (Level.ERROR, "ward")
    assert "Ngân sách phường: số tiền không được nhỏ hơn 0 (-5 triệu đồng)" in found.text


PLAN = {Y2026: {"ward": 2 * BILLION, "city": 3 * BILLION}}


@pytest.mark.parametrize(
    ("capital", "paid", "said"),
    [
        (PLAN, {"ward": 2 * BILLION, "city": 3 * BILLION}, []),
        (PLAN, {}, []),
        (PLAN, {"ward": 0}, []),
        ({}, {"ward": BILLION}, ["Đã giải ngân 1 tỷ đồng nhưng chưa có kế hoạch vốn năm 2026."]),
        ({Y2026: {"ward": 0}}, {"ward": BILLION}, ["chưa có kế hoạch vốn năm 2026"]),
        ({Y2026: {"ward": BILLION}}, {"ward": BILLION + MILLION},
         ["lũy kế 1,001 tỷ đồng, vượt kế hoạch vốn năm (1 tỷ đồng) 1 triệu đồng."]),
        (PLAN, {"ward": 3 * BILLION},
         ["Ngân sách phường: giải ngân vốn năm 2026 lũy kế 3 tỷ đồng, vượt kế hoạch của nguồn (2 tỷ đồng)."]),
        (PLAN, {"loan": MILLION},
         ["Vốn vay: giải ngân 1 triệu đồng nhưng kế hoạch vốn năm 2026 không có nguồn này."]),
        (PLAN, {"ward": 6 * BILLION}, ["lũy kế 6 tỷ đồng, vượt kế hoạch vốn năm (5 tỷ đồng) 1 tỷ đồng",
                                       "Ngân sách phường"]),
    ],
    ids=["exactly", "nothing", "zero", "no-plan", "plan-of-nothing", "over", "source-over",
         "source-unplanned", "both"],
)  # fmt: skip
def test_disbursement_against_the_plan(
    capital: dict[Part, dict[str, int]], paid: dict[str, int], said: list[str]
) -> None:
    found = list(disbursement_findings(Funding(capital=capital, paid={2026: paid})))
    assert len(found) == len(said), texts(found)
    assert all(words in one.text for words, one in zip(said, found, strict=True))
    assert not any(one.is_error for one in found)


def test_all_that_was_paid_stays_within_the_total() -> None:
    known = replace(
        funding(total=4, y2026=4, y2027=4), paid={2026: {"ward": 3 * BILLION}, 2027: {"ward": 2 * BILLION}}
    )
    assert "Giải ngân từ đầu dự án 5 tỷ đồng, lớn hơn tổng mức đầu tư (4 tỷ đồng)." in texts(findings(known))


@pytest.mark.parametrize(
    ("total", "found"),
    [(15, 0), (150, 0), (15_000, 1), (499 * 15, 0), (500 * 15, 1)],
)
def test_a_part_of_the_capital_in_the_wrong_unit(total: int, found: int) -> None:
    said = texts(list(capital_magnitudes(funding(total=total, medium=15))))
    assert len(said) == found
    if total == 15_000:
        amounts = "Tổng mức đầu tư (15.000 tỷ đồng) gấp 1.000 lần kế hoạch vốn trung hạn (15 tỷ đồng)"
        assert said == [f"{amounts}: kiểm tra lại đơn vị tính (đồng, triệu, tỷ)."]


def test_a_part_a_thousand_times_too_small_is_seen_too() -> None:
    known = Funding(capital={TOTAL: {"ward": 15 * MILLION}, MEDIUM_TERM: {"ward": 15 * BILLION}})
    (text,) = texts(list(capital_magnitudes(known)))
    assert "(15 triệu đồng) chỉ bằng 1/1.000 kế hoạch vốn trung hạn (15 tỷ đồng)" in text


def test_a_year_is_compared_with_the_other_years() -> None:
    known = funding(total=20, y2026=2)
    known = replace(known, capital={**known.capital, Y2027: {"ward": 2 * MILLION}})
    (text,) = texts(list(capital_magnitudes(known, [Y2027])))
    assert "Kế hoạch vốn năm 2027 (2 triệu đồng) chỉ bằng 1/1.000 kế hoạch vốn năm 2026 (2 tỷ đồng)" in text


def test_one_source_in_another_unit_than_the_rest() -> None:
    known = Funding(capital={TOTAL: {"ward": 2 * BILLION, "city": 1500 * BILLION}})
    (found,) = capital_magnitudes(known)
    assert found.source == "city"
    assert "Ngân sách thành phố (1.500 tỷ đồng) gấp 750 lần" in found.text


@pytest.mark.parametrize(
    ("dong", "before", "planned", "said"),
    [
        (200 * MILLION, 150 * MILLION, 2 * BILLION, ""),
        (200 * BILLION, 150 * MILLION, 0, "gấp 1.333 lần số giải ngân của quý trước (150 triệu đồng)"),
        (200_000, 150 * MILLION, 0, "chỉ bằng 1/750 số giải ngân của quý trước"),
        (2_000 * BILLION, 0, 2 * BILLION, "gấp 1.000 lần kế hoạch vốn năm 2026 của nguồn (2 tỷ đồng)"),
        (2_000 * BILLION, 0, 0, ""),
        (0, 150 * MILLION, 2 * BILLION, ""),
    ],
)
def test_a_payment_in_the_wrong_unit(dong: int, before: int, planned: int, said: str) -> None:
    known = Funding(
        capital={Y2026: {"ward": planned}}, quarter={2026: {"ward": dong}}, before={"ward": before}
    )
    found = texts(list(payment_magnitudes(known)))
    assert len(found) == bool(said)
    assert all(said in text for text in found)


@given(
    amounts=st.dictionaries(st.sampled_from(FundSource.values), st.integers(0, 10**14), min_size=1),
    paid=st.dictionaries(st.sampled_from(FundSource.values), st.integers(0, 10**14)),
)
def test_paying_exactly_the_plan_or_less_is_never_over_it(
    amounts: dict[str, int], paid: dict[str, int]
) -> None:
    within = {source: min(dong, amounts.get(source, 0)) for source, dong in paid.items()}
    assert not list(disbursement_findings(Funding(capital={Y2026: amounts}, paid={2026: within})))


@given(shares=st.dictionaries(st.sampled_from(FundSource.values), st.integers(0, 10**14), min_size=1))
def test_shares_that_add_up_are_never_refused(shares: dict[str, int]) -> None:
    assert not list(stated_findings(TOTAL, shares, whole(shares)))
    assert list(stated_findings(TOTAL, shares, (whole(shares) or 0) + 1))


@pytest.mark.parametrize(
    ("before", "now", "back"),
    [
        ("construction", "preparation", True),
        ("settled", "construction", True),
        ("preparation", "construction", False),
        ("construction", "construction", False),
        ("construction", "suspended", False),
        ("suspended", "preparation", False),
        ("", "preparation", False),
        ("construction", "", False),
    ],
)
def test_a_stage_goes_back(before: str, now: str, back: bool) -> None:
    assert goes_back(before, now) is back
    assert bool(stage_finding(before, now)) is back


def test_a_step_back_names_both_stages() -> None:
    found = stage_finding(Stage.CONSTRUCTION, Stage.PREPARATION)
    assert found is not None
    assert "từ “Thi công” (báo cáo trước) về “Chuẩn bị đầu tư”" in found.text


def test_the_first_quarter_alone_still_pays_the_year_before() -> None:
    assert [budget_years(2027, quarter) for quarter in (1, 2, 3, 4)] == [[2026, 2027], [2027], [2027], [2027]]
