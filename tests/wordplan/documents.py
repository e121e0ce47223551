"""Word documents made by script: the plan of record, and a plan of another ward."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import docx
import yaml
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

FIXTURE: Final = Path(__file__).parents[2] / "fixtures" / "ke-hoach-16-ctr-tu.yaml"
BROKEN_EVERY: Final = 23
"""Every so-many-th sentence is broken in two, as a page end breaks it."""
Clause = dict[str, Any]


def record() -> dict[str, Any]:
    """The plan of record as its file has it."""
    data: dict[str, Any] = yaml.safe_load(FIXTURE.read_text("utf-8"))
    return data


def as_bytes(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class Lists:
    """Lists of the numbering part, made as they are needed."""

    def __init__(self, document: WordDocument) -> None:
        self._root = document.part.numbering_part.element
        self._next = 100

    def abstract(self, levels: list[tuple[str, str]], **more: str) -> str:
        """A new abstract list of (format, text) a level; its id. `more`: attributes by level, "restart3"."""
        key = str(self._next)
        self._next += 1
        element = _element("w:abstractNum", abstractNumId=key)
        for at, (form, text) in enumerate(levels):
            level = _element("w:lvl", ilvl=str(at))
            level.append(_element("w:start", val="1"))
            level.append(_element("w:numFmt", val=form))
            if restart := more.get(f"restart{at}"):
                level.append(_element("w:lvlRestart", val=restart))
            level.append(_element("w:lvlText", val=text))
            element.append(level)
        first = self._root.find(qn("w:num"))
        first.addprevious(element) if first is not None else self._root.append(element)
        return key

    def instance(self, abstract: str, start: int | None = None, level: int = 0) -> str:
        """A list made of an abstract one; with `start` it begins anew there."""
        key = str(self._next)
        self._next += 1
        element = _element("w:num", numId=key)
        element.append(_element("w:abstractNumId", val=abstract))
        if start is not None:
            override = _element("w:lvlOverride", ilvl=str(level))
            override.append(_element("w:startOverride", val=str(start)))
            element.append(override)
        self._root.append(element)
        return key


def number(paragraph: Paragraph, key: str, level: int = 0) -> None:
    """Give a paragraph an automatic number."""
    found = _element("w:numPr")
    found.append(_element("w:ilvl", val=str(level)))
    found.append(_element("w:numId", val=key))
    paragraph._p.get_or_add_pPr().append(found)


def _element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


@dataclass
class Record:
    """The plan of record as a Word document; `automatic`: numbers and dashes are counted by Word."""

    automatic: bool = False
    document: WordDocument = field(default_factory=docx.Document)

    def build(self) -> bytes:
        self.lists = Lists(self.document)
        body = [("upperLetter", "%1."), ("upperRoman", "%2."), ("decimal", "%3."), ("decimal", "%3.%4.")]
        self.main = self.lists.instance(self.lists.abstract(body))
        self.dash = self.lists.instance(self.lists.abstract([("bullet", "-")]))
        self.rows = self.lists.abstract([("decimal", "%1")])
        self.groups = {text: self.lists.abstract([("upperRoman", text)]) for text in ("%1.", "%1")}
        clauses = record()["clauses"]
        annexes: dict[str, list[Clause]] = {}
        for at, clause in enumerate(clauses):
            if clause["key"].startswith("PL"):
                annexes.setdefault(clause["key"].split(".")[0], []).append(clause)
            else:
                self._paragraphs(clause, broken=at % BROKEN_EVERY == 0)
        for rows in annexes.values():
            self._annex(rows)
        return as_bytes(self.document)

    def _paragraphs(self, clause: Clause, *, broken: bool) -> None:
        text, marker = clause["text"], clause.get("marker", "")
        bold = clause["kind"] in ("title", "section", "programme")
        parts = [text]
        if broken and clause["kind"] in ("activity", "overall_goal") and (cut := _cut(text)):
            parts = [text[:cut].rstrip(), text[cut:].lstrip()]
        level = _level(clause)
        if self.automatic and marker and level is not None:
            first = self._add(parts[0], bold=bold)
            number(first, self.dash if marker == "-" else self.main, 0 if marker == "-" else level)
        else:
            gap = "" if clause["key"] == "B" else " "
            first = self._add(f"{marker}{gap}{parts[0]}" if marker else parts[0], bold=bold)
        if clause["kind"] == "title":
            first.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for part in parts[1:]:
            self._add(part, bold=bold)

    def _add(self, text: str, *, bold: bool = False) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.add_run(text).bold = bold
        return paragraph

    def _annex(self, clauses: list[Clause]) -> None:
        title, head, *rows = clauses
        self._add(title["marker"], bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._add(title["text"], bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
        table = self.document.add_table(0, len(head["cells"]), style="Table Grid")
        _fill(table, head["cells"])
        expected: dict[str, int] = {}
        lists: dict[str, str] = {}
        for clause in rows:
            group = clause["parent"]
            expected[group] = expected.get(group, 0) + 1
            if clause["kind"] == "group":
                self._group(table, clause, expected, lists)
            else:
                self._row(table, clause, expected, lists)
        _merge_leads(table, place=2 if len(head["cells"]) == 6 else 3)

    def _row(self, table: Table, clause: Clause, expected: dict[str, int], lists: dict[str, str]) -> None:
        if not self.automatic:
            _fill(table, clause["cells"])
            return
        cells = _fill(table, ["", *clause["cells"][1:]])
        at, group = int(clause["marker"]), clause["parent"]
        if group not in lists or at != expected[group]:
            lists[group], expected[group] = self.lists.instance(self.rows, start=at), at
        number(cells[0].paragraphs[0], lists[group])

    def _group(self, table: Table, clause: Clause, expected: dict[str, int], lists: dict[str, str]) -> None:
        marker, parent = clause["marker"], clause["parent"]
        one_cell = table._column_count == 6
        cells = _fill(table, [""] * table._column_count)
        cell = cells[0].merge(cells[-1]) if one_cell else cells[1].merge(cells[-1])
        cell.text = clause["text"]
        holder = cell.paragraphs[0] if one_cell else cells[0].paragraphs[0]
        misprinted = marker == "XIX."
        if not self.automatic or misprinted:
            if one_cell:
                cell.text = f"{marker} {clause['text']}"
            else:
                holder.add_run(marker)
            lists.pop(f"groups of {parent}", None)
            return
        key = f"groups of {parent}"
        if key not in lists:
            lists[key] = self.lists.instance(self.groups["%1." if one_cell else "%1"], start=expected[parent])
        number(holder, lists[key])


def _level(clause: Clause) -> int | None:
    """The level of the main list, None for what Word would not number."""
    marker = clause.get("marker", "").rstrip(".")
    if clause["kind"] == "recipient" or marker == "*":
        return None
    if clause["kind"] in ("section",):
        return 0 if len(clause["key"]) == 1 else 1
    return 0 if marker == "-" else 1 + len(marker.split("."))


def _cut(text: str) -> int:
    """Where a page might end: before a word with a small letter, near the middle; 0 for nowhere."""
    at = text.find(" ", len(text) // 2)
    while at > 0 and not (text[at + 1 : at + 2].islower() and text[at - 1].isalnum()):
        at = text.find(" ", at + 1)
    return max(at, 0)


def _fill(table: Table, texts: list[str]) -> list[Any]:
    cells = list(table.add_row().cells)
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text
    return cells


def _merge_leads(table: Table, place: int) -> None:
    """Equal leads below one another in one merged cell, as such tables are typed."""
    rows = [row.cells for row in table.rows]
    leads = [_lead(row, place) for row in rows]
    first = 1
    for at in range(1, len(rows) + 1):
        if at < len(rows) and leads[at] and leads[at] == leads[first]:
            continue
        if at - first > 1:
            rows[first][place].merge(rows[at - 1][place]).text = leads[first]
        first = at


def _lead(row: Sequence[Any], place: int) -> str:
    """The lead of a row; "" for a group, whose cells are merged sideways."""
    return "" if row[place]._tc is row[place - 1]._tc else str(row[place].text)


def paragraphs(*texts: str) -> WordDocument:
    """A document of plain lines."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return document


def words_of(clauses: list[Clause]) -> Iterator[str]:
    """The verbatim words of clauses, cells one after the other."""
    for clause in clauses:
        yield clause["text"] if "text" in clause else " · ".join(c for c in clause["cells"] if c.strip())


def another_ward() -> WordDocument:
    """A plan of another ward: letterhead in a table, manual breaks, list styles, merged leads."""
    document = docx.Document()
    head = document.add_table(1, 2).rows[0].cells
    head[0].text = "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG\nĐẢNG ỦY PHƯỜNG SAO MAI\n*\nSố 07-KH/ĐU"
    head[1].text = "ĐẢNG CỘNG SẢN VIỆT NAM\nSao Mai, ngày 20 tháng 01 năm 2026"
    for text in ("KẾ HOẠCH", "thực hiện Chương trình hành động số 16-CTr/TU giai đoạn 2026 - 2030"):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(text).bold = True
    for text in (
        "A. MỤC ĐÍCH, YÊU CẦU",
        "1. Cụ thể hóa Chương trình hành động; bảo đảm “6 rõ” trong từng nhiệm vụ, từng thời gian.",
        "B. NỘI DUNG",
        "I. CÁC CHƯƠNG TRÌNH",
        "1. Chương trình phát triển kinh tế tư nhân",
        "1.1. Mục tiêu tổng quát",
        "Kinh tế tư nhân trở thành động lực quan trọng.",
        "1.2. Mục tiêu cụ thể",
        "Đến năm 2030:",
        "- Phấn đấu có trên 20 doanh nghiệp hoạt động/1.000 dân.",
        "- Thu ngân sách tăng bình quân 12 - 15%/năm; không để phát sinh “điểm nóng”.",
        "+ Duy trì tỷ lệ thất nghiệp dưới 2%.",
        "Đến năm 2045: kinh tế tư nhân phát triển nhanh, bền vững.",
        "1.3. Hoạt động chính",
    ):
        document.add_paragraph(text)
    document.add_paragraph("Tổ chức đối thoại doanh nghiệp hằng năm.", style="List Bullet")
    document.add_paragraph(
        "1.4. Phân công thực hiện: Phòng Kinh tế, Hạ tầng và Đô thị chủ trì; các đơn vị liên quan phối hợp. "
        "Thời gian: 2026-2030. Nguồn lực: ngân sách phường."
    )
    document.add_paragraph("Chương trình chuyển đổi số", style="List Number")
    document.add_paragraph("C. TỔ CHỨC THỰC HIỆN")
    document.add_paragraph("1. UBND phường xây dựng kế hoạch chi tiết; báo cáo định kỳ.")
    document.add_paragraph("Nơi nhận:\n- Thành ủy;\n- Lưu VPĐU.")
    document.add_paragraph("T/M ĐẢNG ỦY\nBÍ THƯ\n\nNguyễn Văn Bình")
    document.add_paragraph().add_run("PHỤ LỤC 1: DANH MỤC NHIỆM VỤ CỤ THỂ").bold = True
    document.add_paragraph("(Kèm theo Kế hoạch số 07-KH/ĐU)")
    _task_table(document)
    document.add_paragraph().add_run("PHỤ LỤC 2: DANH MỤC DỰ ÁN").bold = True
    _project_table(document)
    return document


def _task_table(document: WordDocument) -> None:
    table = document.add_table(0, 6, style="Table Grid")
    titles = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"]
    _fill(table, titles)
    wide(table, "I. PHÁT TRIỂN KINH TẾ")
    _fill(
        table,
        ["1", "Phát triển thương mại", "UBND phường", "Các đơn vị liên quan", "2026-2030", "Tăng 15%/năm"],
    )
    _fill(table, ["2", "Thu hút đầu tư", "", "", "Hằng năm", "01 dự án"])
    _fill(table, ["3", "Hỗ trợ hộ kinh doanh", "Phòng KT", "Thuế cơ sở 4", "Quý IV/2026", "Báo cáo"])
    for place in (2, 3):
        words = table.cell(2, place).text
        table.cell(2, place).merge(table.cell(3, place)).text = words
    wide(table, "II. VĂN HÓA – XÃ HỘI")
    _fill(table, ["1", "Nâng cao giáo dục", "Phòng VH-XH\nCác trường", "", "Thường xuyên", "Kế hoạch"])


def _project_table(document: WordDocument) -> None:
    table = document.add_table(0, 5, style="Table Grid")
    _fill(table, ["TT", "Tên dự án", "Nguồn vốn", "", "Chủ trì"])
    _fill(table, ["", "", "Ngân sách", "Xã hội hóa", ""])
    table.cell(0, 2).merge(table.cell(0, 3)).text = "Nguồn vốn"
    for place in (0, 1, 4):
        words = table.cell(0, place).text
        table.cell(0, place).merge(table.cell(1, place)).text = words
    wide(table, "I. Dự án phường")
    _fill(table, ["1", "Cải tạo trường Tiểu học Sao Mai", "x", "", "UBND phường"])
    _fill(table, ["2", "Nâng cấp chợ Sao Mai", "x", "x", "UBND phường"])


def wide(table: Table, text: str) -> None:
    """A row of one cell over all columns."""
    cells = table.add_row().cells
    cells[0].merge(cells[-1]).text = text


def tasks_table(document: WordDocument, *rows: list[str], head: list[str] | None = None) -> Table:
    """A table of tasks with the usual head."""
    titles = head or ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Kết quả"]
    table: Table = document.add_table(0, len(titles))
    _fill(table, titles)
    for row in rows:
        _fill(table, row)
    return table
