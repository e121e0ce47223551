"""The office's own Word template: taken, changed in Word, sent back; what is sent is distrusted."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.document import Document as DocumentType

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.quarter.prose.detail import LEVELS
from bachdang.quarter.prose.draft import LINES, draft_of
from bachdang.quarter.prose.sentences import short_figure, verdict
from bachdang.quarter.rows import Heading, QuarterReport, TargetLine, quarter_report
from bachdang.quarter.rows.wording import DEFAULTS
from bachdang.reports import pdf
from bachdang.reports.document import quarter_document
from bachdang.reports.document.checking import template_faults
from bachdang.reports.document.fields import BLOCKS, FIELDS
from bachdang.reports.document.template import first_template
from bachdang.reports.letterhead import paper_of
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Letterhead, Period, Plan, ReportTemplate
from plans.report_texts import drop_report_template, set_report_template, template_of
from tests.factories import PlanFactory, user_with_role
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db
MAIN = ["13.02", "13.03", "13.04", "13.05", "13.06", "15.03", "14.02", "15.06", "02.04", "14.04", "14.05"]


@pytest.fixture
def ward() -> Plan:
    return illustrative_ward()


def report_of(plan: Plan) -> QuarterReport:
    """The quarter with the plan's main figures marked."""
    period = Period.objects.get(plan=plan, quarter=3)
    report = quarter_report(QuarterBook(Scope(plan, period, [period], today=date(2026, 10, 8))))
    return replace(report, targets=[_marked(one) for one in report.targets])


def _marked(line: Heading | TargetLine) -> Heading | TargetLine:
    if isinstance(line, TargetLine) and line.code in MAIN:
        return replace(line, headline=MAIN.index(line.code) + 1)
    return line


def first(report: QuarterReport) -> bytes:
    return first_template(report.head, paper_of(report.head, Letterhead.COMMITTEE))


def changed(content: bytes, change: Callable[[DocumentType], None]) -> bytes:
    document = Document(io.BytesIO(content))
    change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def retyped(content: bytes, *pairs: tuple[str, str]) -> bytes:
    def retype(document: DocumentType) -> None:
        for paragraph in document.paragraphs:
            for run in paragraph.runs:
                for old, new in pairs:
                    run.text = run.text.replace(old, new)

    return changed(content, retype)


def with_part(content: bytes, name: str, part: bytes, *, within: str = "") -> bytes:
    """The package with a part more, or with a part's `within` replaced by it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            text = old.read(one)
            new.writestr(one, text.replace(within.encode(), part) if one == name and within else text)
        if not within:
            new.writestr(name, part)
    return out.getvalue()


def texts_of(content: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(content)).paragraphs]


def test_the_first_template_is_taken_as_it_is(ward: Plan) -> None:
    content = first(report_of(ward))
    assert template_faults(content) == []
    assert "{{ chi_tieu_chu_yeu }}" in texts_of(content)


def test_what_the_office_changed_in_word_is_in_the_report(ward: Plan) -> None:
    """Text, order and the form of a field; Word cuts the letters of a field into runs as it likes."""
    report = report_of(ward)

    def change(document: DocumentType) -> None:
        title = next(one for one in document.paragraphs if one.text == "BÁO CÁO")
        title.runs[0].text = "BÁO CÁO NHANH"
        field = next(one for one in document.paragraphs if one.text == "{{ kien_nghi }}")
        for run in field.runs:
            run.text = ""
        for piece in ("{", "{ ki", "en_n", "ghi }", "}"):
            field.add_run(piece).italic = True

    own = changed(first(report), change)
    assert template_faults(own) == []
    document = Document(io.BytesIO(quarter_document(report, DEFAULTS, Letterhead.COMMITTEE, "mã", own)))
    texts = [one.text for one in document.paragraphs]
    assert "BÁO CÁO NHANH" in texts
    asked = next(one for one in document.paragraphs if one.text.startswith("- Đề nghị bố trí"))
    assert any(run.italic for run in asked.runs)
    assert not [one for one in texts if "{{" in one or "\ue000" in one]


def test_an_empty_field_takes_its_paragraph_with_it(ward: Plan) -> None:
    report = report_of(ward)
    plain = replace(report, head=replace(report.head, illustrative=False))
    texts = texts_of(quarter_document(plain, DEFAULTS, Letterhead.COMMITTEE))
    after = texts[texts.index("quý III/2026") + 1]
    assert after == "-----"  # neither the part reported on nor the mark of made-up figures


def test_texts_of_users_are_never_read_as_fields_or_markup(ward: Plan) -> None:
    report = report_of(ward)
    words = [replace(one, result="{{ ky }} {% if %} <w:p/> & “x”") for one in report.words]
    text = "\n".join(texts_of(quarter_document(replace(report, words=words), DEFAULTS, Letterhead.COMMITTEE)))
    assert "{{ ky }} {% if %} <w:p/> & “x”" in text


WRONG = {
    "a misspelt field": (("{{ kien_nghi }}", "{{ kien_ngi }}"), "Có phải {{kien_nghi}}?"),
    "a field nobody knows": (("{{ thoi_gian }}", "{{ zzzzzz }}"), "Không có trường {{zzzzzz}}. Chọn tên"),
    "a field left out": (("{{ han_che_nguyen_nhan }}", ""), "Thiếu trường {{han_che_nguyen_nhan}}"),
    "a reckoning": (("{{ thoi_gian }}", "{{ 9999 ** 9999 }}"), "không nhận lệnh, phép tính"),
    "a loop": (("{{ thoi_gian }}", "{% for x in range(10**9) %}x{% endfor %}"), "không nhận lệnh"),
    "a way into Python": (("{{ thoi_gian }}", "{{ ky.__class__.__mro__ }}"), "tên có dấu chấm"),
    "a filter": (("{{ thoi_gian }}", "{{ ky|upper }}"), "không nhận lệnh"),
    "half a field": (("{{ thoi_gian }}", "{{ ky "), "trường viết chưa đúng"),
}


@pytest.mark.parametrize(("pair", "said"), WRONG.values(), ids=WRONG)
def test_each_wrong_field_is_named_with_its_remedy(ward: Plan, pair: tuple[str, str], said: str) -> None:
    faults = template_faults(retyped(first(report_of(ward)), pair))
    assert any(said in one for one in faults), faults


def test_a_field_is_missed_wherever_it_stood(ward: Plan) -> None:
    """The mark at the foot is needed too: no page goes out without saying which figures it holds."""
    content = first(report_of(ward))

    def clear(document: DocumentType) -> None:
        for foot in (document.sections[0].footer, document.sections[0].first_page_footer):
            foot.paragraphs[0].clear()

    assert [one for one in template_faults(changed(content, clear)) if "{{cuoi_trang}}" in one]


LINK = (
    b'<Relationship Id="rId99" Type="http://x/hyperlink" Target="http://x.vn" TargetMode="External"/>'
    b"</Relationships>"
)
ENTITY = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
BOMB = b"<a>" + b" " * 9_000_000 + b"</a>"
DOCX_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCM = b"application/vnd.ms-word.document.macroEnabled.main+xml"
FIELD = b"<w:instrText>INCLUDETEXT c:/x</w:instrText></w:p>"
DANGEROUS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "macros": (lambda c: with_part(c, "word/vbaProject.bin", b"x"), "macro"),
    "a document made for macros": (
        lambda c: with_part(c, "[Content_Types].xml", DOCM, within=DOCX_KIND), "macro",
    ),
    "a password, or .doc": (lambda _: bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 4096, "Không đọc được"),
    "an embedded object": (lambda c: with_part(c, "word/embeddings/a.xlsx", b"x"), "đối tượng nhúng"),
    "a link outside": (
        lambda c: with_part(c, "word/_rels/document.xml.rels", LINK, within="</Relationships>"),
        "liên kết ra ngoài",
    ),
    "a field that fetches": (
        lambda c: with_part(c, "word/document.xml", FIELD, within="</w:p>"), "lấy dữ liệu từ nơi khác",
    ),
    "entities": (lambda c: with_part(c, "word/extra.xml", ENTITY), "Không đọc được"),
    "a bomb": (lambda c: with_part(c, "word/extra.xml", BOMB), "Không đọc được"),
    "more than it seems": (lambda c: with_part(c, "b", b"0" * 13_000_000), "quá lớn"),
    "another zip": (lambda _: with_part(_empty_zip(), "a.txt", b"x"), "Không đọc được"),
    "no zip": (lambda _: b"%PDF-1.7", "Không đọc được"),
    "nothing": (lambda _: b"", "Không đọc được"),
    "cut short": (lambda c: c[: len(c) // 2], "Không đọc được"),
    "too large": (lambda c: c + b"0" * 2_200_000, "lớn hơn 2 MB"),
}  # fmt: skip


def _empty_zip() -> bytes:
    file = io.BytesIO()
    zipfile.ZipFile(file, "w").close()
    return file.getvalue()


@pytest.mark.parametrize(("spoilt", "said"), DANGEROUS.values(), ids=DANGEROUS)
def test_a_dangerous_file_is_refused_with_its_reason(
    ward: Plan, spoilt: Callable[[bytes], bytes], said: str
) -> None:
    faults = template_faults(spoilt(first(report_of(ward))))
    assert any(said in one for one in faults), faults


def test_the_office_takes_changes_and_sends_it_and_a_wrong_one_changes_nothing(
    client: Client, ward: Plan
) -> None:
    client.force_login(User.objects.get(username="vanphong"))
    url = reverse("word_template")
    taken = client.get(reverse("word_template_file")).content
    own = retyped(taken, ("BÁO CÁO", "BÁO CÁO CỦA PHƯỜNG"))
    answer = client.post(url, {"file": SimpleUploadedFile("cua-phuong.docx", own)})
    assert answer.status_code == 302
    assert "cua-phuong.docx" in client.get(url).content.decode()
    assert client.get(reverse("word_template_file")).content == own
    wrong = retyped(own, ("{{ thoi_gian }}", "{{ kyy }}"))
    refused = client.post(url, {"file": SimpleUploadedFile("sai.docx", wrong)})
    assert refused.status_code == 422
    assert "Có phải {{ky}}?" in refused.content.decode()
    assert "mẫu đang dùng vẫn giữ nguyên" in refused.content.decode()
    assert "BÁO CÁO CỦA PHƯỜNG" in texts_of(client.get("/bao-cao/word/?ky=2026-Q3").content)
    assert client.post(reverse("drop_word_template")).status_code == 302
    assert "BÁO CÁO" in texts_of(client.get("/bao-cao/word/?ky=2026-Q3").content)
    again = client.post(reverse("drop_word_template"), follow=True)
    assert "không có gì thay đổi" in again.content.decode()
    events = AuditEvent.objects.filter(verb="set_report_template").order_by("pk")
    assert [one.changes["Mẫu Word"] for one in events] == [
        ["mẫu có sẵn", "cua-phuong.docx"],
        ["cua-phuong.docx", "mẫu có sẵn"],
    ]
    assert ReportTemplate.objects.count() == 1
    assert not drop_report_template(plan=ward, by=User.objects.get(username="vanphong"))


def test_others_set_no_template() -> None:
    plan = PlanFactory()
    with pytest.raises(PermissionDenied):
        set_report_template(plan=plan, name="x", content=b"x", by=user_with_role(Role.LEADER))
    assert template_of(plan) is None


def test_every_field_has_a_meaning_and_a_value(ward: Plan) -> None:
    assert BLOCKS.keys() <= FIELDS.keys()
    report = report_of(ward)
    every = " ".join(f"{name}=[{{{{ {name} }}}}]" for name in FIELDS if name not in BLOCKS)
    own = retyped(first(report), ("BÁO CÁO", every))
    assert template_faults(own) == []
    (line,) = [
        one for one in texts_of(quarter_document(report, DEFAULTS, "committee", "", own)) if "ky=[" in one
    ]
    assert not re.search(r"=\[\{", line)


def test_the_draft_is_cut_until_it_fits_and_says_what_is_left_out(ward: Plan) -> None:
    report = report_of(ward)
    long = [
        replace(one, result=f"Kết quả {one.code} rất dài. " * 40, next_steps=f"Việc {one.code}. " * 60)
        for one in report.words
    ]
    draft = draft_of(replace(report, words=long), DEFAULTS)
    assert draft.lines <= LINES
    assert any("nội dung khác" in text for text in draft.blocks["ket_qua_chuong_trinh"])
    assert len(LEVELS) > 3


@pytest.fixture
def soffice(settings: pytest.FixtureRequest) -> Iterator[str]:
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("Thiếu LibreOffice (soffice): chạy `make packages` để kiểm tra tệp PDF.")
    settings.LIBREOFFICE = program  # type: ignore[attr-defined]
    return program  # type: ignore[return-value]


def pages_of(content: bytes, folder: Path) -> list[str]:
    (folder / "a.pdf").write_bytes(content)
    text = subprocess.run(  # noqa: S603
        [shutil.which("pdftotext") or "pdftotext", str(folder / "a.pdf"), "-"],
        check=True, capture_output=True, timeout=60,
    ).stdout.decode()  # fmt: skip
    return [" ".join(page.split()) for page in text.split("\f")]


def test_the_body_is_four_pages_and_tells_every_main_figure(ward: Plan, soffice: str, tmp_path: Path) -> None:
    """As PDF: figure, comparison and verdict of each headline indicator stand in the body."""
    report = report_of(ward)
    content = pdf.pdf_of(quarter_document(report, DEFAULTS, Letterhead.COMMITTEE, "Bản 1"))
    pages = pages_of(content, tmp_path)
    length = next(at for at, page in enumerate(pages) if "Biểu 1 KẾT QUẢ" in page)
    assert length <= 4
    body = " ".join(pages[:length])
    assert "T/M BAN THƯỜNG VỤ" in pages[length - 1]
    lines = [one for one in report.targets if isinstance(one, TargetLine) and one.headline]
    assert len(lines) == len(MAIN)
    for line in lines:
        if line.to_date.number is not None:
            figure = short_figure(line).replace("-", "")
            assert figure.removeprefix("ít nhất ") in body, line.name
        assert any(word in body for word in (f"mục tiêu {line.wording}", "kế hoạch năm")), line.name
        assert verdict(line) in body, line.name
    assert "[đọc là" not in body
    assert "báo cáo bằng lời" not in body


def test_without_libreoffice_the_page_says_so(client: Client, ward: Plan) -> None:
    client.force_login(User.objects.get(username="vanphong"))
    page = client.get("/bao-cao/?ky=2026-Q3").content.decode()
    assert "Máy chủ chưa cài LibreOffice" in page
    assert "/bao-cao/pdf/" not in page
    answer = client.get("/bao-cao/pdf/?ky=2026-Q3", follow=True)
    assert pdf.NONE in answer.content.decode()


def test_a_conversion_that_hangs_is_stopped_and_leaves_nothing(
    settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 &\nwait\n")
    program.chmod(0o755)
    settings.LIBREOFFICE, settings.LIBREOFFICE_SECONDS = str(program), 0.2  # type: ignore[attr-defined]
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    with pytest.raises(pdf.NoPdf, match="Chưa làm được tệp PDF"):
        pdf.pdf_of(b"x")
    assert list(room.iterdir()) == []


def test_a_conversion_that_gives_nothing_is_said(settings: object, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    settings.LIBREOFFICE = str(program)  # type: ignore[attr-defined]
    with pytest.raises(pdf.NoPdf):
        pdf.pdf_of(b"x")
