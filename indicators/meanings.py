"""What each status and each kind of target means, in a sentence: the words of the rules (docs/domain.md)."""

from __future__ import annotations

from decimal import Decimal

from bachdang.vietnamese.numbers import format_decimal
from indicators.rules import Status, TargetKind

KIND_MEANINGS: dict[TargetKind, str] = {
    TargetKind.REACH: "số lũy kế đạt giá trị đã nêu khi đến thời hạn",
    TargetKind.MAINTAIN: "số của riêng kỳ đạt giá trị đã nêu; giữ được bao nhiêu kỳ thì ghi kèm",
    TargetKind.EVERY_YEAR: "đạt giá trị đã nêu vào cuối mỗi năm",
    TargetKind.AVERAGE_GROWTH: "tốc độ tăng bình quân của các năm trong kế hoạch đạt giá trị đã nêu",
    TargetKind.CHANGE: "phần tăng, giảm so với số gốc đạt giá trị đã nêu",
    TargetKind.TREND: "năm sau tốt hơn năm trước; trong năm so với cùng kỳ năm trước",
    TargetKind.MILESTONE: (
        "hoàn thành trước hoặc đúng ngày, có văn bản xác nhận; gần đến ngày thì đơn vị đánh giá tiến độ"
    ),
    TargetKind.QUALITATIVE: "đơn vị tự đánh giá kèm lý do, Văn phòng Đảng ủy xác nhận",
}


def status_meanings(slow_band: Decimal) -> list[tuple[Status, str]]:
    """Every status with when it is given; `slow_band` is the plan's share of the expectation (0.85)."""
    limit = f"{format_decimal(slow_band)} × mức cần đạt"
    return [
        (Status.EXCEEDED, "số liệu tốt hơn mục tiêu; tỷ lệ đã đủ 100% thì chỉ là Đạt"),
        (Status.MET, "số liệu đạt mục tiêu, kể cả trước thời hạn"),
        (Status.ON_TRACK, "mức đạt không thấp hơn mức cần đạt"),
        (Status.SLOW, f"mức đạt thấp hơn mức cần đạt nhưng chưa dưới {limit}"),
        (Status.AT_RISK, f"mức đạt thấp hơn {limit}, hoặc số gốc đã đạt mà số hiện nay không còn đạt"),
        (Status.FAILED, "đến thời hạn mà số liệu không đạt mục tiêu"),
        (
            Status.NO_DATA,
            "chưa báo cáo, thiếu quý, thiếu số gốc hoặc kế hoạch năm (ghi kèm); không coi là 0",
        ),
        (Status.NOT_DUE, "chưa đến kỳ đo, chờ hết năm, chưa đến mốc hoặc số đếm nhỏ (ghi kèm)"),
    ]
