"""The three letterheads: the ward's Party committee, its office, the government (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as DocumentType

from bachdang.office.rows import Head
from bachdang.reports.document.page import fill, rule_above, side_by_side
from plans.models import Letterhead

_COMMITTEE = "ĐẢNG ỦY "


@dataclass(frozen=True)
class Paper:
    """Who writes: the two blocks at the head, the number, who signs, and where a copy is kept.

    `widths` of the blocks in mm: no name of either is broken.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    number: str
    signs: tuple[str, ...]
    kept: str
    widths: tuple[float, float] = (88, 77)


def paper_of(head: Head, letterhead: str) -> Paper:
    """The head's own committee under the chosen letterhead; number, date and name stay blank."""
    committee = head.left[-2] if len(head.left) > 1 else head.left[0]
    ward = committee.removeprefix(_COMMITTEE)
    party = "ĐẢNG CỘNG SẢN VIỆT NAM"
    if letterhead == Letterhead.OFFICE:
        return Paper((committee, "VĂN PHÒNG", "*"), (party,), "Số …-BC/VPĐU", ("CHÁNH VĂN PHÒNG",),
                     "Lưu Văn phòng Đảng ủy.")  # fmt: skip
    if letterhead == Letterhead.GOVERNMENT:
        nation = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
        return Paper(("ỦY BAN NHÂN DÂN", ward), nation, "Số: …/BC-UBND",
                     ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Lưu: VT.", (66, 99))  # fmt: skip
    signs = ("T/M BAN THƯỜNG VỤ",)
    return Paper(head.left, (party,), "Số …-BC/ĐU", signs, "Lưu Văn phòng Đảng ủy.")


def write_letterhead(document: DocumentType, head: Head, paper: Paper) -> None:
    """The two blocks beside each other, with "DỰ THẢO" under the number."""
    left, right = side_by_side(document, paper.widths).rows[0].cells
    last = len(paper.left) - 1
    for position, line in enumerate(paper.left):
        own = position == last or (line != "*" and paper.left[position + 1 :] == ("*",))
        fill(left, line, bold=own)
    fill(left, paper.number)
    fill(left, "DỰ THẢO", bold=True)
    for line in paper.right:
        fill(right, line, bold=True)
    rule_above(fill(right, ""))
    fill(right, head.place_and_date, italic=True)


def write_signature(document: DocumentType, paper: Paper, recipients: list[str]) -> None:
    """Nơi nhận at the left, who signs at the right; nothing is signed here."""
    left, right = side_by_side(document, (82, 83)).rows[0].cells
    fill(left, "Nơi nhận:", bold=True, italic=True, centred=False)
    for line in [*recipients, paper.kept]:
        fill(left, f"- {line}", centred=False)
    for line in paper.signs:
        fill(right, line, bold=True)
