"""What the design page shows: every component in every state, with made-up values that say "ví dụ".

Pure: no database and no clock. Objects that components only read are plain namespaces; what has a type of
its own (changes, tallies) is of that type.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace as Sample
from typing import Any

from django.core.paginator import Page, Paginator

from bachdang.ui.statuses import LOOKS, Look, Tally, look_of
from indicators.explaining import Explanation
from indicators.rules import Status
from plans.models import ReportState
from plans.six_clear import Filled
from plans.terms.comparing import Act, Change

DAY = date(2026, 9, 12)
MOMENT = datetime(2026, 9, 12, 2, 15, tzinfo=UTC)
UNIT = "Đơn vị ví dụ"
AXES = ("Rõ người", "Rõ việc", "Rõ thẩm quyền", "Rõ nguồn lực", "Rõ trách nhiệm", "Rõ tiến độ")


class Named(Sample):
    """A namespace that is written as its name."""

    def __str__(self) -> str:
        return str(self.name)


WRITER = Named(name="Người nhập ví dụ", unit=UNIT)
LEADER = Named(name="Lãnh đạo ví dụ", unit="")
ITEM = Sample(code="VD.1")

# Statuses, figures, counts


def looks() -> list[tuple[str, list[Look]]]:
    """Every status, by what it is said of; the order is that of statuses.LOOKS."""
    order = list(LOOKS.values())
    tasks = next(place for place, look in enumerate(order) if look.key == "done_in_time")
    reports = next(place for place, look in enumerate(order) if look.key == "sent_on_time")
    condition = next(place for place, look in enumerate(order) if look.key == "in_order")
    assert tasks == len(Status)
    return [
        ("Mục tiêu", order[:tasks]),
        ("Nhiệm vụ, dự án", order[tasks:reports]),
        ("Báo cáo của đơn vị", order[reports:condition]),
        ("Tình trạng hệ thống", order[condition:]),
    ]


def report_states() -> list[tuple[str, str]]:
    """Where a report stands, as (class of the chip, words)."""
    return [*((state.value, state.label) for state in ReportState), ("returned", "Trả lại")]


OVERRIDE = Sample(reason="lý do ví dụ, số liệu ước chưa đủ căn cứ")

FIGURES: list[dict[str, Any]] = [
    {"label": "Tăng, cao là tốt", "value": Decimal("72.5"), "measure": "%", "change": Decimal("3.25")},
    {"label": "Giảm, cao là tốt", "value": Decimal(1234), "measure": "hộ", "change": Decimal(-12)},
    {"label": "Giảm, thấp là tốt", "value": 7, "measure": "vụ", "change": -2, "good": "lower"},
    {"label": "Không đổi", "value": Decimal(100), "measure": "%", "change": 0},
    {"label": "Tăng, không phán xét", "value": 96, "measure": "mục tiêu", "change": 4, "good": ""},
    {"label": "Có ghi chú", "value": "1,5", "measure": "tỷ đồng", "note": "Ghi chú ví dụ"},
    {"label": "Chưa có số liệu", "value": None, "measure": "%"},
]
COUNTS = [
    Sample(status=key, count=count, change=change)
    for key, count, change in [
        ("exceeded", 3, 1), ("met", 12, 2), ("on_track", 21, 0), ("slow", 9, -3), ("at_risk", 5, 1),
        ("failed", 2, None), ("no_data", 17, -1), ("not_due", 27, 0),
    ]
]  # fmt: skip
NO_COUNTS: dict[str, int] = {}
TASK_COUNTS = {"done_in_time": 4, "in_time": 11, "due_soon": 2, "overdue": 1, "no_deadline": 6}
GROUPS = {
    "Chương trình ví dụ 1": {"met": 3, "on_track": 4, "slow": 1, "at_risk": 2},
    "Chương trình ví dụ 2": {"exceeded": 1, "on_track": 2, "failed": 1, "no_data": 3},
    "Chương trình ví dụ 3": {"not_due": 5},
}


def groups() -> list[tuple[str, list[Tally]]]:
    """The table behind the sample chart: what its bars hold."""
    return [
        (label, [Tally(look_of(key), count) for key, count in counts.items()])
        for label, counts in GROUPS.items()
    ]


# Six clear answers


def answer(place: int, text: str, missing: str = "", **more: object) -> Sample:
    """As plans.six_clear.Answer is read."""
    told = {"open": (), "filled": None, "missing": (missing,) if missing else (), "clear": not missing} | more
    return Sample(code=f"vd{place}", label=AXES[place], text=text, **told)


def answers(clear: int) -> list[Sample]:
    """Six answers of which the first `clear` are clear."""
    return [
        answer(place, "Nội dung ví dụ") if place < clear else answer(place, "", "phần ví dụ")
        for place in range(len(AXES))
    ]


def assignment() -> list[Sample]:
    """As an item's page shows them: filled in by someone, half missing, missing, clear."""
    filled = Filled(by="Người nhập ví dụ", on=DAY)
    return [
        answer(0, UNIT, open=("contact",), filled=filled),
        answer(1, "Việc ví dụ", "sản phẩm", open=("product",)),
        answer(2, "", "người quyết định", open=("authority",)),
        *answers(6)[3:],
    ]


# What the user is told


MESSAGES = [
    Named(level_tag="success", name="Đã lưu số liệu ví dụ."),
    Named(level_tag="info", name="Thông tin ví dụ: kỳ báo cáo còn 3 ngày."),
    Named(level_tag="warning", name="Lưu ý ví dụ: số liệu gấp 10 lần kỳ trước."),
    Named(level_tag="error", name="Lỗi ví dụ: kỳ báo cáo đã chốt."),
]
EFFECTS = ["Hệ quả ví dụ thứ nhất", "Hệ quả ví dụ thứ hai"]

# Lists, pages, periods


def pages() -> list[tuple[str, Page[int]]]:
    """Where one may stand in a long list."""
    long = Paginator(range(1, 231), 20)
    return [("Trang đầu", long.page(1)), ("Trang giữa", long.page(6)), ("Trang cuối", long.page(12))]


PERIODS = [
    Sample(slug="2026-Q3", label="Quý III/2026 (ví dụ)", locked_at=None),
    Sample(slug="2026-Q2", label="Quý II/2026 (ví dụ)", locked_at=MOMENT),
]
SEVERAL = Sample(period=PERIODS[0], periods=PERIODS)
JUDGED = Sample(judged_on=DAY, chosen={})
SINGLE = Sample(period=PERIODS[0], periods=PERIODS[:1])

# The plan, quoted and amended

CLAUSE = Sample(
    pk=1,
    place="Mục ví dụ B.I.1",
    marker="1.",
    text="Phần đầu đến năm 2030 đạt trên 80% (câu ví dụ có lỗi in).",
    corrections=[{"printed": "Phần đầu", "read": "Phấn đấu", "why": "lỗi chính tả ví dụ"}],
)
UNPLACED = [{"printed": "", "read": "cách đọc ví dụ", "why": "lỗi không nằm ở một chỗ"}]
QUESTIONS = [
    Sample(text="Câu hỏi ví dụ chưa trả lời?", answer=""),
    Sample(text="Câu hỏi ví dụ đã trả lời?", answer="Câu trả lời ví dụ."),
]
CHANGES = [
    Change("Thời hạn", "31/12/2027", "30/6/2028"),
    Change("Sản phẩm", "", "Báo cáo ví dụ"),
    Change("Đơn vị phối hợp", UNIT, ""),
]
DECISION = Sample(pk=0)


def versions() -> list[Sample]:
    """The newest first: an amendment that is shown, and what the plan said before."""
    amended = {
        "act": Act.CHANGED, "act_label": Act.CHANGED.label, "state_label": "", "shown": True,
        "decision": DECISION, "ground": "Quyết định ví dụ số 01-QĐ/ĐU",
    }  # fmt: skip
    stored = Sample(state="active")
    issued = {"act": Act.ADDED, "act_label": "Ban hành", "decision": None, "shown": False}
    return [
        Sample(since=DAY, until=None, changes=CHANGES, stored=stored, **amended),
        Sample(since=date(2026, 1, 1), until=date(2026, 9, 11), changes=[], stored=stored, **issued),
    ]


# Reports, their evidence and history

DEFINITIONS = [("Có nội dung", "Nội dung ví dụ"), ("Chưa có nội dung", "")]
EXPLANATION = Explanation((("Đánh giá", "Chậm (ví dụ)"), ("Mức đạt", "60% (ví dụ)"), ("Mức cần đạt", "65%")))
DRAFT = Sample(pk=0, state=ReportState.DRAFT.value)
BOTH = {"Thực hiện (ví dụ)": ("12,3 vụ", "12,4 vụ"), "Ghi chú (ví dụ)": (None, "Số ước")}
LETTERS = Sample(count=3, since=MOMENT, given_up=1, error="máy chủ thư không trả lời (ví dụ)")
EVIDENCE = [
    Sample(pk=0, name="tai-lieu-vi-du.pdf", upload=Sample(size=482_000), added_by=WRITER, added_at=MOMENT),
    Sample(pk=0, upload=None, document_no="45/BC-VD", document_date=DAY, added_by=WRITER, added_at=MOMENT),
]
HISTORY = [
    Sample(
        at=MOMENT,
        by=WRITER,
        change_lines=["Số ước cả quý: 70 → 72,5 (ví dụ)"],
        reason="lý do ví dụ",
        verb_label="",
    ),
    Sample(at=MOMENT, by=None, change_lines=[], reason="", verb_label="Nhắc đơn vị (ví dụ)"),
]


def threads() -> list[Sample]:
    """Requests for explanation: overdue and to be answered, answered."""
    asked = {"asker_text": LEADER, "text": "Vì sao chậm (câu hỏi ví dụ)?", "closed_at": None}
    said = Sample(at=MOMENT, by=WRITER, text="Vì thiếu mặt bằng (câu trả lời ví dụ).")
    common = {"unit": UNIT, "due": DAY}
    late = {"state_label": "Quá hạn", "days_overdue": 3, "replies": [], "can_reply": True}
    done = {"state_label": "Đã trả lời", "days_overdue": 0, "replies": [said], "can_reply": False}
    return [
        Sample(request=Sample(pk=1, **asked), **common, **late),
        Sample(request=Sample(pk=2, **asked), **common, **done),
    ]


def earlier() -> list[Sample]:
    """Reports of quarters before as they were taken in: one with all there may be, one with little."""
    proposal = Sample(
        to=UNIT, text="Kiến nghị ví dụ.", decision="Ý kiến ví dụ.", decided_by=WRITER, decided_at=MOMENT,
        result="Kết quả giải quyết ví dụ.",
    )  # fmt: skip
    sent = Sample(
        period=PERIODS[1], unit=UNIT, submitted_by=WRITER, submitted_at=MOMENT, accepted_by=LEADER,
        accepted_at=MOMENT, return_reason="Lý do trả lại ví dụ.", returned_by=LEADER, returned_at=MOMENT,
        reopen_reason="Lý do mở lại ví dụ.",
    )  # fmt: skip
    plain = Sample(
        period=PERIODS[1], unit=UNIT, submitted_by=WRITER, submitted_at=MOMENT, accepted_by=LEADER,
        accepted_at=MOMENT, return_reason="", reopen_reason="",
    )  # fmt: skip
    product = ("Sản phẩm", "Báo cáo ví dụ số 12, 30/06/2026")
    full = [("Kết quả thực hiện", "Kết quả ví dụ."), product, ("Khó khăn, vướng mắc", "Vướng mắc ví dụ")]
    short = [("Kết quả thực hiện", "Kết quả ví dụ trước đó."), ("Khó khăn, vướng mắc", "")]
    return [
        Sample(lines=full, proposals=[proposal], evidence=EVIDENCE, report=sent),
        Sample(lines=short, proposals=[], evidence=[], report=plain),
    ]


def milestones() -> list[Sample]:
    """Finished in time, finished late, overdue, ahead; as seen on DAY."""
    before, after = date(2026, 8, 1), date(2026, 12, 31)
    return [
        Sample(title="Mốc ví dụ xong đúng hạn", contractor="", due=DAY, completed_on=before),
        Sample(title="Mốc ví dụ xong muộn", contractor="Nhà thầu ví dụ", due=before, completed_on=DAY),
        Sample(title="Mốc ví dụ quá hạn", contractor="", due=before, completed_on=None),
        Sample(title="Mốc ví dụ sắp tới", contractor="", due=after, completed_on=None),
    ]
