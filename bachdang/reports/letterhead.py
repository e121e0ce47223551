"""The three letterheads: the ward's Party committee, its office, the government (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bachdang.quarter.rows import Head, QuarterReport
from plans.models import Letterhead

_COMMITTEE, _GOVERNMENT = "Đảng ủy ", "Ủy ban nhân dân "
_BODIES = ("Ban Thường vụ ", "Ban Chấp hành ", "Văn phòng ", _COMMITTEE, _GOVERNMENT)
_PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True)
class Paper:
    """Who writes: the two blocks at the head, the number, who signs, and where a copy is kept.

    `own` lines of the left block name the writer, those above them its superior; `writer` is the name in a
    sentence. `widths` of the blocks in mm: no name of either is broken.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    number: str
    signs: tuple[str, ...]
    kept: str
    writer: str
    own: int = 1
    widths: tuple[float, float] = (88, 77)

    @property
    def left_lines(self) -> list[tuple[str, bool]]:
        """Each line of the left block, and whether it is bold: the writer's name is, no superior's."""
        names = [line for line in self.left if line != "*"]
        superior = names[: len(names) - self.own]
        return [(line, line not in superior and line != "*") for line in self.left]


def paper_of(head: Head, letterhead: str) -> Paper:
    """The head's own committee under the chosen letterhead; number, date and name stay blank."""
    committee = head.left[-2] if len(head.left) > 1 else head.left[0]
    ward = _bare(committee)
    start = head.issuer.find(_COMMITTEE)
    named = head.issuer[start:] if start >= 0 else f"{_COMMITTEE}{_bare(head.issuer)}"
    if letterhead == Letterhead.OFFICE:
        return Paper((committee, "VĂN PHÒNG", "*"), _PARTY, "Số …-BC/VPĐU", ("CHÁNH VĂN PHÒNG",),
                     "Lưu Văn phòng Đảng ủy.", f"Văn phòng {named}")  # fmt: skip
    if letterhead == Letterhead.GOVERNMENT:
        writer = f"{_GOVERNMENT}{_bare(named)}"
        return Paper(("ỦY BAN NHÂN DÂN", ward), _NATION, "Số: …/BC-UBND",
                     ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Lưu: VT.", writer, 2, (66, 99))  # fmt: skip
    signs = ("T/M BAN THƯỜNG VỤ",)
    return Paper(head.left, _PARTY, "Số …-BC/ĐU", signs, "Lưu Văn phòng Đảng ủy.", head.issuer or committee)


def _bare(name: str) -> str:
    """The place in the name of a body, as its letters are: "phường X" of "Ban Thường vụ Đảng ủy phường X"."""
    for body in _BODIES:
        if name.lower().startswith(body.lower()):
            name = name[len(body) :]
    return name


def written_by(report: QuarterReport, paper: Paper) -> QuarterReport:
    """The report as the letterhead's own: its sentences name who writes, not who issued the plan."""
    return replace(report, head=replace(report.head, issuer=paper.writer))
