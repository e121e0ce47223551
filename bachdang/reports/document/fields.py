"""The fields of the Word template: every name in double braces, and what is put in its place."""

from __future__ import annotations

from collections.abc import Mapping

from bachdang.quarter.prose.draft import Draft
from bachdang.quarter.rows import ILLUSTRATIVE, QuarterReport
from bachdang.quarter.rows.wording import NAMES

BLOCKS: dict[str, str] = {
    "mo_dau": "đoạn mở đầu",
    "chi_tieu_chu_yeu": "các chỉ tiêu chủ yếu: số liệu, so kế hoạch, so cùng kỳ, đánh giá",
    "ket_qua_chung": "kết quả chung về mục tiêu, nhiệm vụ, dự án, phân công",
    "ket_qua_chuong_trinh": "kết quả từng chương trình, đề án, nhiệm vụ trọng tâm",
    "han_che_nguyen_nhan": "mục tiêu chậm, việc quá hạn, nguyên nhân do đơn vị nêu",
    "nhiem_vu_ky_sau": "việc đến hạn trong thời gian tiếp theo và việc đơn vị đã nêu",
    "kien_nghi": "kiến nghị chờ giải quyết, theo nơi nhận",
    "cuoi_trang": "bản số liệu và mã in ở chân trang",
}
"""What a template must hold: a report without one of them would leave something out and not say so."""

FIELDS: dict[str, str] = {
    **BLOCKS,
    "minh_hoa": "dòng “SỐ LIỆU MINH HỌA” khi kế hoạch đang có số liệu minh họa",
    "thoi_gian": "thời gian báo cáo như ở tiêu đề: quý III/2026, từ ngày … đến ngày …",
    "pham_vi": "đơn vị hoặc chương trình, khi báo cáo chỉ của một đơn vị hoặc chương trình",
    "ky_sau_hoa": "thời gian tiếp theo, chữ hoa: QUÝ IV/2026",
    **NAMES,
}
"""Every field; what stands alone in its paragraph and has nothing to say takes the paragraph with it."""

PARAGRAPH = "\a"
"""Between the paragraphs of one field; each gets the form of the paragraph that the field stands in."""


def field_values(report: QuarterReport, draft: Draft, mark: str) -> Mapping[str, str]:
    """A text for every name of FIELDS."""
    head = report.head
    foot = f"{mark} · {ILLUSTRATIVE}" if head.illustrative and mark else mark
    return {
        **draft.values,
        **{name: PARAGRAPH.join(texts) for name, texts in draft.blocks.items()},
        "cuoi_trang": foot,
        "minh_hoa": ILLUSTRATIVE if head.illustrative else "",
        "thoi_gian": head.period_inside,
        "pham_vi": f"({head.about})" if head.about else "",
        "ky_sau_hoa": head.following.upper(),
    }
