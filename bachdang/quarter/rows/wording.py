"""The sentences of the written report: texts the office may edit, with figures put in by name. Pure.

A text names its figures in braces: "{dat} mục tiêu đạt". Only the names of NAMES may stand there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bachdang.quarter.rows.report import QuarterReport
from bachdang.vietnamese.numbers import format_date, format_decimal, format_dong, format_percent
from indicators.rules import Status
from plans.rules import TaskStatus

UNKNOWN = "chưa có số liệu"
"""What stands for a figure that nobody has entered: missing is not zero."""

_NAMED = re.compile(r"\{([^{}]*)\}")
_QUARTER = re.compile(r"\bquý\b", re.IGNORECASE)

_TARGETS = {
    "vuot": Status.EXCEEDED, "dat": Status.MET, "dung_tien_do": Status.ON_TRACK, "cham": Status.SLOW,
    "nguy_co": Status.AT_RISK, "khong_dat": Status.FAILED, "chua_co_so_lieu": Status.NO_DATA,
    "chua_den_ky": Status.NOT_DUE,
}  # fmt: skip
_TASKS = {
    "hoan_thanh": (TaskStatus.DONE_IN_TIME, TaskStatus.DONE_LATE),
    "trong_han": (TaskStatus.IN_TIME,),
    "sap_den_han": (TaskStatus.DUE_SOON,),
    "qua_han": (TaskStatus.OVERDUE,),
    "chua_bat_dau": (TaskStatus.NOT_STARTED,),
    "tam_dung": (TaskStatus.SUSPENDED,),
    "chua_co_han": (TaskStatus.NO_DEADLINE,),
}
_TASK_WORDS = {
    "hoan_thanh": "đã hoàn thành", "trong_han": "đang thực hiện, trong hạn", "sap_den_han": "sắp đến hạn",
    "qua_han": "quá hạn", "chua_bat_dau": "chưa bắt đầu", "tam_dung": "tạm dừng",
    "chua_co_han": "chưa xác định thời hạn",
}  # fmt: skip

NAMES: dict[str, str] = {
    "co_quan": "cơ quan gửi báo cáo, theo thể thức đã chọn",
    "ke_hoach": "tên kế hoạch",
    "ky": "thời gian báo cáo, ví dụ quý III/2026, 6 tháng đầu năm 2026",
    "khoang": "cách gọi thời gian đó: quý, 6 tháng, 9 tháng, năm, kỳ này",
    "quy_cuoi": "quý cuối của thời gian đó, ví dụ quý III/2026",
    "ky_sau": "thời gian tiếp theo, ví dụ quý IV/2026, 6 tháng cuối năm 2026",
    "ngay_tinh": "ngày mà trạng thái được tính",
    "quy_truoc": "quý trước quý cuối",
    "so_muc_tieu": "số mục tiêu trong thời gian của kế hoạch",
    **{name: f"số mục tiêu {status.label.lower()}" for name, status in _TARGETS.items()},
    "den_ky": "số chỉ tiêu đến kỳ báo cáo của quý cuối",
    "con_thieu": "số chỉ tiêu còn thiếu số liệu",
    "so_uoc": "số chỉ tiêu dựa trên số ước",
    "thay_doi": "số mục tiêu đổi đánh giá so với quý trước",
    "so_nhiem_vu": "số nhiệm vụ",
    **{f"nv_{name}": f"số nhiệm vụ {words}" for name, words in _TASK_WORDS.items()},
    "so_du_an": "số dự án",
    **{f"da_{name}": f"số dự án {words}" for name, words in _TASK_WORDS.items()},
    "giai_ngan_quy": "vốn giải ngân trong thời gian báo cáo",
    "giai_ngan_nam": "vốn giải ngân lũy kế năm",
    "ke_hoach_von": "kế hoạch vốn năm",
    "ty_le_giai_ngan": "tỷ lệ giải ngân so với kế hoạch vốn năm",
    "sau_ro": "số phân công đã rõ từng mặt",
}
"""Every figure a text may name, and what it is."""


@dataclass(frozen=True)
class Section:
    """One editable text of the report: where it stands, and what it says unless the office changed it."""

    title: str
    default: str


SECTIONS: dict[str, Section] = {
    "mo_dau": Section(
        "Mở đầu",
        "{co_quan} báo cáo kết quả {ky} triển khai {ke_hoach}, tính đến ngày {ngay_tinh}, như sau:",
    ),
    "muc_tieu": Section(
        "Kết quả chung: mục tiêu",
        "Trong {so_muc_tieu} mục tiêu được theo dõi có {vuot} mục tiêu vượt, {dat} mục tiêu đạt, "
        "{dung_tien_do} mục tiêu đúng tiến độ, {cham} mục tiêu chậm, {nguy_co} mục tiêu có nguy cơ "
        "không đạt và {khong_dat} mục tiêu không đạt; {chua_co_so_lieu} mục tiêu chưa có số liệu, "
        "{chua_den_ky} mục tiêu chưa đến kỳ đánh giá. Có {den_ky} chỉ tiêu đến kỳ báo cáo {quy_cuoi}, "
        "còn thiếu số liệu {con_thieu} chỉ tiêu; {so_uoc} chỉ tiêu dựa trên số ước.",
    ),
    "nhiem_vu": Section(
        "Kết quả chung: nhiệm vụ",
        "Trong {so_nhiem_vu} nhiệm vụ cụ thể có {nv_hoan_thanh} nhiệm vụ đã hoàn thành, {nv_trong_han} "
        "nhiệm vụ đang thực hiện trong hạn, {nv_sap_den_han} nhiệm vụ sắp đến hạn, {nv_qua_han} nhiệm vụ "
        "quá hạn.",
    ),
    "du_an": Section(
        "Kết quả chung: dự án và giải ngân",
        "Trong {so_du_an} dự án có {da_hoan_thanh} dự án đã hoàn thành, {da_trong_han} dự án đang thực "
        "hiện trong hạn, {da_qua_han} dự án quá hạn, {da_chua_co_han} dự án chưa xác định thời hạn. Vốn "
        "giải ngân trong {khoang}: {giai_ngan_quy}; lũy kế năm: {giai_ngan_nam}; kế hoạch vốn năm: "
        "{ke_hoach_von}; tỷ lệ giải ngân: {ty_le_giai_ngan}.",
    ),
    "sau_ro": Section("Kết quả chung: phân công", "Phân công thực hiện: {sau_ro}."),
    "chuong_trinh": Section("Kết quả theo chương trình, đề án, nhiệm vụ trọng tâm", ""),
    "han_che": Section("Tồn tại, hạn chế và nguyên nhân", ""),
    "quy_sau": Section("Nhiệm vụ thời gian tiếp theo", ""),
    "kien_nghi": Section("Kiến nghị", ""),
}
"""The texts in the order in which they stand in the report; an empty one is left out."""


DEFAULTS: dict[str, str] = {key: section.default for key, section in SECTIONS.items()}


def unknown_names(text: str) -> list[str]:
    """Names in braces that stand for nothing, each once, in order."""
    return [name for name in dict.fromkeys(_NAMED.findall(text)) if name not in NAMES]


def says_quarter(text: str) -> bool:
    """Whether the word "quý" stands in the text itself: wrong in a report of another time."""
    return bool(_QUARTER.search(_NAMED.sub("", text)))


def compose(text: str, values: Mapping[str, str]) -> str:
    """The text with its figures put in. Raises KeyError for a name without a value."""
    return _NAMED.sub(lambda found: values[found.group(1)], text)


def values_of(report: QuarterReport) -> dict[str, str]:
    """A word or figure for every name of NAMES, from the report's own rows."""
    head, summary = report.head, report.summary
    targets = summary.tables[0].counts
    tasks, projects = summary.tables[2].counts, summary.tables[4].counts
    money = report.projects.money
    rate = money.rate
    return {
        "co_quan": head.issuer,
        "ke_hoach": head.plan_title,
        "ky": _in_sentence(head.period_inside),
        "khoang": head.span,
        "quy_cuoi": head.quarter or head.period_inside,
        "ky_sau": head.following,
        "ngay_tinh": format_date(head.judged_on),
        "quy_truoc": summary.since or UNKNOWN,
        "so_muc_tieu": _count(targets.total()),
        **{name: _count(targets[status.value]) for name, status in _TARGETS.items()},
        "den_ky": _count(summary.owed),
        "con_thieu": _count(summary.missing),
        "so_uoc": _count(summary.estimated),
        "thay_doi": _count(len(summary.changes)),
        "so_nhiem_vu": _count(tasks.total()),
        **{f"nv_{name}": _among(tasks, found) for name, found in _TASKS.items()},
        "so_du_an": _count(projects.total()),
        **{f"da_{name}": _among(projects, found) for name, found in _TASKS.items()},
        "giai_ngan_quy": format_dong(money.quarter_paid) or UNKNOWN,
        "giai_ngan_nam": format_dong(money.year_paid) or UNKNOWN,
        "ke_hoach_von": format_dong(money.year_plan) or UNKNOWN,
        "ty_le_giai_ngan": format_percent(rate, at_most=1) or UNKNOWN,
        "sau_ro": "; ".join(f"{axis.label.lower()} {axis.clear}/{axis.total}" for axis in summary.axes),
    }


def _in_sentence(period: str) -> str:
    """ "trong thời gian từ ngày … đến ngày …" reads on where "trong từ ngày …" does not."""
    return f"thời gian {period}" if period.startswith("từ ngày") else period


def _count(number: int) -> str:
    return format_decimal(Decimal(number))


def _among(counts: Counter[str], statuses: tuple[TaskStatus, ...]) -> str:
    return _count(sum(counts[one.value] for one in statuses))
