"""One sentence a target, worked out by hand: every kind of figure, and what is missing of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bachdang.quarter.prose.sentences import Time, measured, rounded, sentence
from bachdang.quarter.rows.head import Head
from bachdang.quarter.rows.targets import Amount, TargetLine
from indicators.rules import Accumulation, Status, TargetKind

D = Decimal
NINE = Time("9 tháng", "đến hết quý III/2026")
NOTHING = TargetLine(
    code="01.01", name="Thu ngân sách", measure="tỷ đồng", is_state=False, baseline=None, goal=None,
    wording="tăng hằng năm", plan_figure=None, of_quarter=Amount(), to_date=Amount(), last_year=None,
    against_plan=None, against_last_year=None, status=Status.ON_TRACK.value, status_text="Đúng tiến độ",
    unit="Phòng Kinh tế", places="", note="", explanation="", kind=TargetKind.TREND,
    accumulation=Accumulation.YEAR_TO_DATE,
)  # fmt: skip


def line(**changes: Any) -> TargetLine:
    return replace(NOTHING, **changes)


def estimate(value: str) -> Amount:
    return Amount(D(value), estimated=True)


GROWTH = line(
    name="Tốc độ tăng tổng giá trị sản phẩm", measure="%", goal=D(15),
    wording="tăng bình quân khoảng 15%", kind=TargetKind.AVERAGE_GROWTH, accumulation=Accumulation.GROWTH,
    to_date=estimate("15.3"), last_year=D("13.3"), status_text="Đúng tiến độ (trong năm) (ước)",
)  # fmt: skip
RATE = line(
    name="Tỷ lệ dịch vụ công trực tuyến", measure="%", goal=D(80), wording="trên 80%", kind=TargetKind.REACH,
    accumulation=Accumulation.LEVEL, to_date=Amount(D("59.6111")), status=Status.AT_RISK.value,
    status_text="Nguy cơ không đạt",
)  # fmt: skip
DONE = line(
    name="Trường đạt chuẩn", measure="trường", goal=D(6), wording="từ 6 trường trở lên",
    kind=TargetKind.REACH, accumulation=Accumulation.LEVEL, to_date=Amount(D(6)), expected=D(4),
    status=Status.MET.value, status_text="Đạt",
)  # fmt: skip
WORDED = line(
    name="Môi trường đầu tư thuận lợi", measure="định tính", wording="định tính", kind=TargetKind.QUALITATIVE,
    to_date=Amount("Chậm"), status=Status.SLOW.value, status_text="Chậm",
)  # fmt: skip
DATED = line(
    name="Cộng đồng học tập", measure="có/không", is_state=True, wording="hoàn thành trước 31/12/2026",
    kind=TargetKind.MILESTONE, to_date=Amount(date(2026, 9, 2)), status=Status.MET.value, status_text="Đạt",
)  # fmt: skip

WORKED = {
    "a sum with plan and same period": (
        line(to_date=estimate("343.2"), plan_figure=D(400), against_plan=D("0.858"), last_year=D(300),
             against_last_year=D("1.144"), status_text="Đúng tiến độ (ước)"),
        ("Thu ngân sách 9 tháng ước đạt 343,2 tỷ đồng, bằng 85,8% kế hoạch năm (400 tỷ đồng), "
        "tăng 14,4% so với cùng kỳ năm trước; đúng tiến độ."),
    ),
    "a sum without plan or same period": (
        line(to_date=Amount(D("343.2"))),
        "Thu ngân sách 9 tháng đạt 343,2 tỷ đồng, mục tiêu tăng hằng năm; đúng tiến độ.",
    ),
    "a sum that lacks a quarter": (
        line(to_date=Amount(D("228.8"), estimated=True, partial=True), last_year=D(300), grey="thiếu quý",
             status=Status.NO_DATA.value, status_text="Chưa có số liệu"),
        ("Thu ngân sách 9 tháng ước đạt ít nhất 228,8 tỷ đồng, mục tiêu tăng hằng năm, cùng kỳ năm trước "
        "300 tỷ đồng; chưa đánh giá được (thiếu quý)."),
    ),
    "a sum of the whole plan": (
        line(accumulation=Accumulation.PLAN_TO_DATE, to_date=Amount(D("34.3")), plan_figure=D(40),
             against_plan=D("0.8575"), against_last_year=D(1), last_year=D("34.3")),
        ("Thu ngân sách từ đầu giai đoạn đến hết quý III/2026 đạt 34,3 tỷ đồng, bằng 85,8% kế hoạch năm "
        "(40 tỷ đồng), bằng cùng kỳ năm trước; đúng tiến độ."),
    ),
    "growth": (
        GROWTH,
        ("Tổng giá trị sản phẩm 9 tháng ước tăng 15,3% so với cùng kỳ, cao hơn 0,3 điểm phần trăm so với "
        "mục tiêu tăng bình quân khoảng 15%, cùng kỳ năm trước tăng 13,3%; đúng tiến độ (trong năm)."),
    ),
    "a fall, against the plan of the year": (
        replace(GROWTH, to_date=Amount(D("-1.2")), plan_figure=D(2), last_year=None),
        ("Tổng giá trị sản phẩm 9 tháng giảm 1,2% so với cùng kỳ, thấp hơn 3,2 điểm phần trăm so với kế "
        "hoạch năm (2%); đúng tiến độ (trong năm)."),
    ),
    "no growth at all": (
        replace(GROWTH, to_date=Amount(D(0)), last_year=D(0)),
        ("Tổng giá trị sản phẩm 9 tháng không tăng so với cùng kỳ, thấp hơn 15 điểm phần trăm so với mục "
        "tiêu tăng bình quân khoảng 15%, cùng kỳ năm trước không tăng; đúng tiến độ (trong năm)."),
    ),
    "growth of an earlier year": (
        replace(GROWTH, to_date=Amount(D("8.5")), figure_of="quý IV/2025", status=Status.NOT_DUE.value,
                status_text="Chưa đến kỳ đánh giá", grey="chưa đến kỳ đo"),
        ("Tổng giá trị sản phẩm quý IV/2025 tăng 8,5% so với cùng kỳ, thấp hơn 6,5 điểm phần trăm so với "
        "mục tiêu tăng bình quân khoảng 15%; chưa đến kỳ đánh giá."),
    ),
    "a rate against what was needed by now": (
        replace(RATE, expected=D("62.1"), previous=D("58.4")),
        ("Tỷ lệ dịch vụ công trực tuyến đến hết quý III/2026 đạt 59,61%, thấp hơn 2,49 điểm phần trăm so "
        "với mức cần đạt đến nay (62,1%), mục tiêu trên 80%, cao hơn 1,21 điểm phần trăm so với quý trước "
        "(58,4%); nguy cơ không đạt."),
    ),
    "a rate against its plan and the same period": (
        replace(RATE, plan_figure=D("62.1"), last_year=D("59.6112"), previous=D(1)),
        ("Tỷ lệ dịch vụ công trực tuyến đến hết quý III/2026 đạt 59,61%, thấp hơn 2,49 điểm phần trăm so "
        "với kế hoạch năm (62,1%), xấp xỉ cùng kỳ năm trước (59,61%); nguy cơ không đạt."),
    ),
    "a rate whose parts add up in the year": (
        replace(RATE, accumulation=Accumulation.YEAR_TO_DATE, kind=TargetKind.EVERY_YEAR, goal=D(100),
                wording="hằng năm 100%", to_date=estimate("43"), expected=D(75)),
        ("Tỷ lệ dịch vụ công trực tuyến 9 tháng ước đạt 43%, thấp hơn 32 điểm phần trăm so với mức cần đạt "
        "đến nay (75%), mục tiêu hằng năm 100%; nguy cơ không đạt."),
    ),
    "a target that is reached is measured by the target": (
        DONE,
        "Trường đạt chuẩn đến hết quý III/2026 đạt 6 trường, bằng mục tiêu từ 6 trường trở lên; đạt.",
    ),
    "without baseline or plan": (
        replace(RATE, status=Status.NO_DATA.value, status_text="Chưa có số liệu",
                grey="thiếu số gốc hoặc kế hoạch năm"),
        ("Tỷ lệ dịch vụ công trực tuyến đến hết quý III/2026 đạt 59,61%, mục tiêu trên 80%; chưa đánh giá "
        "được (thiếu số gốc hoặc kế hoạch năm)."),
    ),
    "lower is better": (
        line(name="Số vụ cháy", measure="vụ", lower_is_better=True, wording="giảm hằng năm",
             to_date=Amount(D(28)), against_last_year=D(28) / 18, last_year=D(18)),
        ("Số vụ cháy 9 tháng ở mức 28 vụ, mục tiêu giảm hằng năm, tăng 55,6% so với cùng kỳ năm trước; "
        "đúng tiến độ."),
    ),
    "a long unit of measure is said once": (
        replace(RATE, name="Doanh nghiệp trên 1.000 dân", measure="doanh nghiệp/1.000 dân",
                to_date=Amount(D("15.15")), plan_figure=D("15.5"), previous=D("14.88")),
        ("Doanh nghiệp trên 1.000 dân đến hết quý III/2026 đạt 15,15 doanh nghiệp/1.000 dân, thấp hơn 0,35 "
        "so với kế hoạch năm (15,5), cao hơn 0,27 so với quý trước (14,88); nguy cơ không đạt."),
    ),
    "words": (WORDED, "Môi trường đầu tư thuận lợi: chậm."),
    "a day": (
        DATED,
        "Cộng đồng học tập: đạt, hoàn thành ngày 02/09/2026, mục tiêu hoàn thành trước 31/12/2026.",
    ),
    "a state": (
        replace(DATED, to_date=Amount(D(1)), kind=TargetKind.MAINTAIN, wording="duy trì"),
        "Cộng đồng học tập: đạt, mục tiêu duy trì.",
    ),
    "no figure at all": (
        replace(RATE, to_date=Amount(), status=Status.NO_DATA.value, status_text="Chưa có số liệu",
                grey="chưa báo cáo"),
        "Tỷ lệ dịch vụ công trực tuyến: chưa có số liệu, mục tiêu trên 80%.",
    ),
    "suspended by a decision": (
        replace(RATE, status=Status.NOT_DUE.value, status_text="Chưa đến kỳ đánh giá",
                grey="tạm dừng theo quyết định"),
        ("Tỷ lệ dịch vụ công trực tuyến đến hết quý III/2026 đạt 59,61%, mục tiêu trên 80%; tạm dừng theo "
        "quyết định."),
    ),
    "the figure is of an earlier quarter and nothing came": (
        replace(RATE, figure_of="quý II/2026", status=Status.NO_DATA.value, status_text="Chưa có số liệu",
                grey="chưa báo cáo"),
        ("Tỷ lệ dịch vụ công trực tuyến quý II/2026 đạt 59,61%, mục tiêu trên 80%; kỳ này chưa có số liệu."),
    ),
    "a year that is not over": (
        replace(RATE, status=Status.NOT_DUE.value, status_text="Chưa đến kỳ đánh giá", grey="chờ hết năm"),
        ("Tỷ lệ dịch vụ công trực tuyến đến hết quý III/2026 đạt 59,61%, mục tiêu trên 80%; chưa đến kỳ đánh "
        "giá (chờ hết năm)."),
    ),
    "frozen before rows said their kind": (
        line(kind="", accumulation="", to_date=Amount(D(12)), goal=D(20), wording="từ 20 tỷ đồng trở lên"),
        "Thu ngân sách đến hết quý III/2026 đạt 12 tỷ đồng, mục tiêu từ 20 tỷ đồng trở lên; đúng tiến độ.",
    ),
    "an entered zero is a figure": (
        line(to_date=Amount(D(0)), last_year=D(0)),
        ("Thu ngân sách 9 tháng đạt 0 tỷ đồng, mục tiêu tăng hằng năm, cùng kỳ năm trước 0 tỷ đồng; đúng "
        "tiến độ."),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("target", "said"), WORKED.values(), ids=WORKED)
def test_worked_examples(target: TargetLine, said: str) -> None:
    assert sentence(target, NINE) == said


def test_a_verdict_of_the_office_keeps_its_reason() -> None:
    told = replace(RATE, status_text="Chậm (Văn phòng đánh giá: do bão)")
    assert sentence(told, NINE).endswith("; chậm (Văn phòng đánh giá: do bão).")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("59.6111", "59,61%"),
        ("343.249", "343,2%"),
        ("10961.4", "10.961%"),
        ("-0.001", "0%"),
        ("0.005", "0,01%"),
    ],
)
def test_figures_are_rounded_as_prose_does(value: str, shown: str) -> None:
    assert measured(D(value), "%") == shown
    assert rounded(D(value)) == rounded(rounded(D(value)))


@pytest.mark.parametrize(
    ("quarter", "so_far"),
    [
        ("quý I/2026", "quý I"),
        ("quý II/2026", "6 tháng"),
        ("quý III/2026", "9 tháng"),
        ("quý IV/2026", "cả năm"),
    ],
)
def test_the_time_is_that_of_the_last_quarter(quarter: str, so_far: str) -> None:
    head = Head(("A",), "B", "C", "D", quarter, "x", date(2026, 1, 1), None, False, quarter=quarter)
    assert Time.of(head) == Time(so_far, f"đến hết {quarter}")
    old = replace(head, quarter="", period=quarter[:1].upper() + quarter[1:])
    assert Time.of(old) == Time(so_far, f"đến hết {quarter}")
