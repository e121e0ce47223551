"""The page on A4: what LibreOffice makes PDF of, and what a letter carries."""

from __future__ import annotations

from docx.document import Document as DocumentType
from docx.shared import Mm, Pt

from bachdang.quarter.prose.one_page import OnePage
from bachdang.quarter.rows import ILLUSTRATIVE
from bachdang.reports.document.page import CENTER, RIGHT, new_document, save, write, write_foot
from bachdang.reports.document.ruled import Column, RuledTable
from bachdang.vietnamese.numbers import format_percent

SMALL = Pt(8)
HEADLINE = [
    Column("Chỉ tiêu", 56), Column("Kết quả", 32), Column("So với kế hoạch, mục tiêu", 48),
    Column("So với cùng kỳ", 26), Column("Đánh giá", 24),
]  # fmt: skip
RED = [
    Column("TT", 8, CENTER), Column("Mục tiêu", 56), Column("Kết quả, mức cần đạt", 38),
    Column("Đơn vị", 24), Column("Nguyên nhân đơn vị nêu", 40), Column("Đánh giá", 20),
]  # fmt: skip
SENDING = [
    Column("Đơn vị", 66), Column("Phải gửi", 20, RIGHT), Column("Đúng hạn", 20, RIGHT),
    Column("Gửi muộn", 20, RIGHT), Column("Quá hạn chưa gửi", 20, RIGHT),
    Column("Chưa đến hạn", 20, RIGHT), Column("Tỷ lệ đúng hạn", 20, RIGHT),
]  # fmt: skip


def one_page_document(page: OnePage, mark: str) -> bytes:
    """The .docx; margins of 12 mm, small type: one side of paper."""
    document = new_document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin, section.bottom_margin, section.footer_distance = Mm(10), Mm(12), Mm(6)
    made_up = f" · {ILLUSTRATIVE}" if page.head.illustrative else ""
    write(
        document,
        f"TÌNH HÌNH THỰC HIỆN KẾ HOẠCH {page.head.period.upper()}",
        bold=True,
        centred=True,
        size=Pt(12),
    )
    write(document, f"{page.head.as_of}{made_up}", italic=True, centred=True, size=SMALL)
    _title(document, f"Chỉ tiêu chủ yếu (đã đánh giá {page.judged}/{page.total} mục tiêu)")
    _headline(document, page)
    more = f"; còn {page.more_red} mục tiêu khác" if page.more_red else ""
    _title(document, f"Mục tiêu chậm, nguy cơ, không đạt ({len(page.red)} mục tiêu đầu{more})")
    _red(document, page)
    _title(document, "Gửi báo cáo đúng hạn theo đơn vị")
    _sending(document, page)
    write_foot(document, f"{mark}{made_up}")
    return save(document)


def _title(document: DocumentType, text: str) -> None:
    write(document, text, bold=True, heading=True, before=4, size=Pt(9))


def _headline(document: DocumentType, page: OnePage) -> None:
    table = RuledTable(document, HEADLINE, SMALL)
    for one in page.headline:
        figure = f"{one.figure} ({one.when})" if one.line.to_date.number is not None else one.figure
        table.add_row([one.line.name, figure, one.plan, one.last_year, one.verdict])


def _red(document: DocumentType, page: OnePage) -> None:
    table = RuledTable(document, RED, SMALL)
    for one in page.red:
        cells = [str(one.number), one.line.name, one.behind, one.line.unit, one.reason, one.look.label]
        table.add_row(cells)


def _sending(document: DocumentType, page: OnePage) -> None:
    table = RuledTable(document, SENDING, SMALL)
    for one in page.sending:
        told = one.told
        counts = [str(count) for count in (told.owed, told.on_time, told.late, told.missing, told.pending)]
        table.add_row([one.unit, *counts, format_percent(told.share, at_most=0) or "chưa tính"])
