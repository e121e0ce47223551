"""Small workbooks that would eat a server, built part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
WHOLE = "A1:XFD1048576"
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>Mã chỉ tiêu</t></is></c></row>'


def sheet(*, rows: str = ROW, after: str = "", before: str = "") -> str:
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{DOC}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def package(
    parts: Mapping[str, str | bytes] | None = None,
    *,
    where: str = "xl/worksheets/sheet1.xml",
    names: str = "",
) -> bytes:
    """A workbook of one sheet at `where`; `parts` replace or add to those that it needs."""
    made: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{REL}"><Relationship Id="r1" Type="{DOC}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOC}"><sheets>'
        f'<sheet name="S" sheetId="1" r:id="r1"/></sheets>{names}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{REL}">'
        f'<Relationship Id="r1" Type="{DOC}/worksheet" Target="/{where}"/>'
        f'<Relationship Id="r2" Type="{DOC}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="r3" Type="{DOC}/styles" Target="styles.xml"/></Relationships>',
        where: sheet(),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in (made | dict(parts or {})).items():
            target.writestr(name, part)
    return stream.getvalue()


def bombs() -> dict[str, bytes]:
    """What must be refused, by name; the largest is some hundred kilobytes."""
    at = "xl/worksheets/sheet1.xml"
    link = f'<hyperlinks><hyperlink ref="{WHOLE}" location="A1"/></hyperlinks>'
    merge = f'<mergeCells count="1"><mergeCell ref="{WHOLE}"/></mergeCells>'
    many, long = 3_000_000, "v>" * 15_000_000
    lol = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
    rows = "".join(f'<row r="{n}"/>' for n in range(1, 25_000))
    cells = "<row>" + "<c/>" * 450_000 + "</row>"
    wide = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 60))
    entries = {f"xl/media/{n}.bin": "" for n in range(3_000)}
    elsewhere = "xl/deep/er/data.bin"
    return {
        "one merged range over the sheet": package({at: sheet(after=merge)}),
        "the same in a sheet elsewhere": package({elsewhere: sheet(after=merge)}, where=elsewhere),
        "a link over the sheet": package({at: sheet(after=link)}),
        "many wide merged ranges": package({at: sheet(after=f"<mergeCells>{wide}</mergeCells>")}),
        "three million styles": package(
            {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * many}</cellXfs></styleSheet>'}
        ),
        "three million texts": package(
            {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"<si><t/></si>" * many}</sst>'}
        ),
        "one text of thirty million letters": package(
            {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{"x" * 30_000_000}</t></si></sst>'}
        ),
        "three million names": package(names=f"<definedNames>{'<definedName/>' * many}</definedNames>"),
        "many rows": package({at: sheet(rows=rows)}),
        "many cells": package({at: sheet(rows=cells)}),
        "a million columns": package({at: sheet(before=f"<cols>{'<col/>' * 1_000_000}</cols>")}),
        "something else, three million times": package({at: sheet(after="<x/>" * many)}),
        "entities that grow": package({at: lol + sheet(rows="<row><c><v>&c;</v></c></row>")}),
        "an attribute of thirty million letters": package({at: sheet(before=f'<cols a="{long}"/>')}),
        "a comment of thirty million letters": package({at: sheet(before=f"<!--{'v' * 30_000_000}-->")}),
        "many files": package(entries),
        "a zip bomb": package({"xl/media/a.bin": b"0" * 70_000_000}),
    }


def harmless() -> dict[str, bytes]:
    """What looks alike and every Excel user has: read, and not slowly."""
    at = "xl/worksheets/sheet1.xml"
    rule = f'<dataValidations><dataValidation type="list" sqref="{WHOLE}"/></dataValidations>'
    colour = (
        f'<conditionalFormatting sqref="{WHOLE}"><cfRule type="top10" priority="1"/></conditionalFormatting>'
    )
    far = f'{ROW}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return {
        "rules over the whole sheet": package({at: sheet(after=colour + rule)}),
        "a wrong dimension": package({at: sheet(before=f'<dimension ref="{WHOLE}"/>')}),
        "one cell far away": package({at: sheet(rows=far)}),
        "a column format": package({at: sheet(before='<cols><col min="1" max="16384" hidden="0"/></cols>')}),
        "a sheet without .xml": package({"xl/data": sheet()}, where="xl/data"),
    }
