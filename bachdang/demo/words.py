"""Illustrative words on programmes and on the duties of section C, quarter by quarter."""

from __future__ import annotations

from collections.abc import Sequence

from bachdang.accounts.models import User
from bachdang.demo.accepted import accepted_report
from bachdang.demo.money import LABEL
from bachdang.demo.under_way import UNITS, WAYS
from plans.models import Item, ItemKind, Period, Plan, Proposal, Report

RESULTS = [
    "Đã ban hành kế hoạch thực hiện, phân công từng bộ phận; tổ chức quán triệt đến các tổ dân phố.",
    "Đã rà soát hiện trạng, lập danh mục việc cần làm trong năm và làm việc với các cơ quan liên quan.",
    "Các nội dung của quý cơ bản hoàn thành; một số việc phải chờ hướng dẫn của thành phố.",
]
LIMITS = [
    ("Tiến độ một số nội dung còn chậm.", "Văn bản hướng dẫn ban hành muộn; kinh phí bố trí chưa kịp thời."),
    ("", ""),
    ("Công tác tuyên truyền chưa đều giữa các tổ dân phố.", "Lực lượng cộng tác viên còn mỏng."),
]
NEXT = "Tiếp tục thực hiện các nội dung còn lại; đôn đốc những việc chậm; chuẩn bị báo cáo quý sau."
DUTY_RESULTS = {
    "ubnd": "Đã chỉ đạo các phòng chuyên môn xây dựng kế hoạch thực hiện; báo cáo Ban Thường vụ Đảng ủy.",
    "mttq": "Đã tổ chức tuyên truyền ở các khu dân cư; ghi nhận ý kiến của Nhân dân về các dự án.",
}


def report_words(plan: Plan, periods: Sequence[Period], users: dict[str, User]) -> int:
    """Counted words of most programmes and of two bodies of section C; returns how many.

    In the last round the first programmes of UNITS are left to what is under way, and one stays silent.
    """
    made, last = 0, periods[-1]
    seen = dict.fromkeys(UNITS, 0)
    for position, item in enumerate(_items(plan, ItemKind.PROGRAMME)):
        assert item.reporter is not None
        before = seen.get(item.reporter.code, len(WAYS))
        seen[item.reporter.code] = before + 1
        for period in periods:
            if period == last and (before < len(WAYS) or position % 7 == 3):
                continue
            _programme(item, period, users, position)
            made += 1
    for item in _items(plan, ItemKind.DUTY):
        assert item.reporter is not None
        if item.reporter.code in DUTY_RESULTS:
            for period in periods:
                _report(item, period, users, result=f"{DUTY_RESULTS[item.reporter.code]} {LABEL}")
                made += 1
    return made


def _items(plan: Plan, kind: ItemKind) -> list[Item]:
    found = Item.objects.filter(plan=plan, kind=kind, reporter__isnull=False).select_related("reporter")
    return list(found.order_by("order"))


def _programme(item: Item, period: Period, users: dict[str, User], position: int) -> None:
    limits, causes = LIMITS[(position + period.quarter) % len(LIMITS)]
    report = _report(
        item,
        period,
        users,
        result=f"{RESULTS[(position + period.quarter) % len(RESULTS)]} {LABEL}",
        difficulties=f"{limits} {LABEL}" if limits else "",
        causes=f"{causes} {LABEL}" if causes else "",
        next_steps=f"{NEXT} {LABEL}",
    )
    if position % 9 == 8 and period.quarter == 2:
        text = f"Đề nghị các sở, ngành sớm ban hành hướng dẫn thực hiện {LABEL}."
        Proposal.objects.create(report=report, text=text)


def _report(item: Item, period: Period, users: dict[str, User], **words: str) -> Report:
    unit = item.reporter_id
    head = next(user for name, user in users.items() if name.endswith(".ld") and user.unit_id == unit)
    writer = next(
        (user for name, user in users.items() if user.unit_id == unit and not name.endswith(".ld")), head
    )
    return accepted_report(item.pk, period, by=writer, head=head, office=users["vanphong"], **words)
