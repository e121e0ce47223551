"""Evidence: proven by content, stored once, seen by those who may read the report."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.errors import Overtaken
from plans.evidence import attach_document, attach_file, remove_evidence, sniff
from plans.models import Evidence, Report, Upload
from tests.factories import (
    IndicatorFactory,
    LocalityFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"noi dung" * 10


def package(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as found:
        for name in ("[Content_Types].xml", *names):
            found.writestr(name, "x")
    return stream.getvalue()


DOCX, XLSX = package("word/document.xml"), package("xl/workbook.xml")


@pytest.fixture
def report() -> Report:
    plan = PlanFactory()
    unit = UnitFactory(locality=plan.locality)
    indicator = IndicatorFactory(item__plan=plan, item__code="01.01", item__reporter=unit)
    TargetFactory(indicator=indicator)
    return Report.objects.create(
        period=PeriodFactory(plan=plan, due=date(2026, 12, 1)), item=indicator.item, unit=unit
    )


@pytest.fixture
def officer(report: Report) -> User:
    return user_with_role(Role.OFFICER, unit=report.unit)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("Ảnh.JPG", b"\xff\xd8\xff\xe0rest"),
        ("a.jpeg", b"\xff\xd8\xff\xe0rest"),
        ("a.png", b"\x89PNG\r\n\x1a\nrest"),
        ("a.docx", DOCX),
        ("a.xlsx", XLSX),
    ],
)
def test_what_the_content_proves_is_taken(name: str, content: bytes) -> None:
    assert sniff(content, name) in name.lower().replace("jpeg", "jpg")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"", "rỗng"),
        ("a.pdf", b"MZ\x90", "nội dung không phải pdf"),
        ("a.png", PDF, "nội dung không phải png"),
        ("a.docx", XLSX, "nội dung không phải docx"),
        ("a.docx", b"PK\x03\x04 broken", "nội dung không phải docx"),
        ("a.xlsx", package("xl/workbook.xml", "xl/vbaProject.bin"), "macro"),
        ("a.exe", PDF, "chỉ nhận"),
        ("a.xlsm", XLSX, "chỉ nhận"),
        ("khong-duoi", PDF, "chỉ nhận"),
        ("a.svg", b"<svg onload=alert(1)>", "chỉ nhận"),
    ],
)
def test_what_it_does_not_prove_is_refused(name: str, content: bytes, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        sniff(content, name)


def test_a_file_over_the_limit_is_refused(settings: Any) -> None:
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    with pytest.raises(ValidationError, match="lớn hơn 1 MB"):
        sniff(PDF + b"0" * 1024 * 1024, "a.pdf")


def test_the_same_file_twice_is_stored_once(report: Report, officer: User, settings: Any) -> None:
    first = attach_file(report=report, name="Báo cáo.pdf", content=PDF, by=officer)
    again = attach_file(report=report, name="Bản sao.pdf", content=PDF, by=officer)
    assert first.pk == again.pk
    assert Upload.objects.count() == 1
    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert [path.name for path in stored] == [f"{Upload.objects.get().sha256}.pdf"]


def test_a_typed_name_never_becomes_a_path(report: Report, officer: User) -> None:
    found = attach_file(report=report, name="../../etc/passwd\\..\\a.pdf", content=PDF, by=officer)
    assert found.name == "a.pdf"
    assert found.upload is not None
    assert ".." not in str(found.upload.file.name)


def test_a_document_number_is_evidence_too(report: Report, officer: User) -> None:
    attach_document(report=report, number="45/BC-UBND", day=date(2026, 9, 12), by=officer)
    event = AuditEvent.objects.get(verb="attach")
    assert event.changes == {"Tài liệu minh chứng": [None, "số 45/BC-UBND ngày 12/09/2026"]}
    with pytest.raises(ValidationError, match="số, ký hiệu"):
        attach_document(report=report, number=" ", day=None, by=officer)


def test_only_a_draft_of_the_own_unit_is_changed(report: Report, officer: User) -> None:
    evidence = attach_file(report=report, name="a.pdf", content=PDF, by=officer)
    stranger = user_with_role(Role.OFFICER, unit=UnitFactory(locality=report.unit.locality, code="congan"))
    monitor = user_with_role(Role.MONITOR, unit=report.unit)
    for by in (stranger, monitor):
        with pytest.raises(PermissionDenied):
            attach_file(report=report, name="a.pdf", content=PDF, by=by)
        with pytest.raises(PermissionDenied):
            remove_evidence(evidence=evidence, by=by)
    Report.objects.update(state="sent")
    with pytest.raises(Overtaken, match="Đã gửi"):
        attach_document(report=report, number="1", day=None, by=officer)
    with pytest.raises(Overtaken, match="Đã gửi"):
        remove_evidence(evidence=evidence, by=officer)


def test_taking_away_leaves_the_history(report: Report, officer: User) -> None:
    evidence = attach_file(report=report, name="a.pdf", content=PDF, by=officer)
    remove_evidence(evidence=evidence, by=officer)
    assert not Evidence.objects.exists()
    assert AuditEvent.objects.get(verb="detach").changes == {"Tài liệu minh chứng": ["a.pdf", None]}


def test_it_is_added_on_the_page_and_downloaded_as_an_attachment(
    report: Report, officer: User, client: Client
) -> None:
    client.force_login(officer)
    file = SimpleUploadedFile("Báo cáo quý III.pdf", PDF)
    response = client.post(reverse("add_evidence", args=[report.pk]), {"file": file}, follow=True)
    assert "Báo cáo quý III.pdf" in response.content.decode()
    found = client.get(reverse("evidence", args=[Evidence.objects.get().pk]))
    assert found.content == PDF
    assert found.headers["Content-Disposition"].startswith("attachment")
    assert "B%C3%A1o%20c%C3%A1o" in found.headers["Content-Disposition"]
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    wrong = SimpleUploadedFile("a.pdf", b"MZ")
    told = client.post(reverse("add_evidence", args=[report.pk]), {"file": wrong}, follow=True)
    assert "nội dung không phải pdf" in told.content.decode()
    empty = client.post(reverse("add_evidence", args=[report.pk]), follow=True)
    assert "Chọn một tệp" in empty.content.decode()


def test_unaccepted_evidence_is_hidden_from_others_and_counted_is_open(
    report: Report, officer: User, client: Client
) -> None:
    evidence = attach_file(report=report, name="a.pdf", content=PDF, by=officer)
    url = reverse("evidence", args=[evidence.pk])
    others = {
        "unit": user_with_role(Role.HEAD, unit=UnitFactory(locality=report.unit.locality, code="congan")),
        "ward": user_with_role(
            Role.OFFICE, unit=UnitFactory(locality=LocalityFactory(code="phuong-khac"), code="vp")
        ),
    }
    for user in others.values():
        client.force_login(user)
        assert client.get(url).status_code == 404
        assert client.post(reverse("add_evidence", args=[report.pk])).status_code == 404
        assert client.post(reverse("remove_evidence", args=[evidence.pk])).status_code == 404
    Report.objects.update(state="accepted", counted=True, accepted_at=report.created_at, accepted_by=officer)
    client.force_login(others["unit"])
    assert client.get(url).status_code == 200
    client.force_login(others["ward"])
    assert client.get(url).status_code == 404


PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 24


@pytest.mark.parametrize(
    ("name", "content", "shown"), [("a.pdf", PDF, True), ("anh.png", PNG, True), ("a.docx", DOCX, False)]
)
def test_a_picture_and_a_pdf_are_looked_at_in_place_all_else_is_downloaded(
    report: Report, officer: User, client: Client, name: str, content: bytes, shown: bool
) -> None:
    evidence = attach_file(report=report, name=name, content=content, by=officer)
    client.force_login(officer)
    for query, kind in (("", "attachment"), ("?xem=1", "inline" if shown else "attachment")):
        answer = client.get(f"/tai-lieu/{evidence.pk}/{query}")
        assert answer["Content-Disposition"].startswith(kind)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_a_report_takes_so_many_files_and_bytes(report: Report, officer: User, settings: Any) -> None:
    settings.EVIDENCE_MAX_FILES, settings.EVIDENCE_MAX_TOTAL = 2, 100
    attach_file(report=report, name="a.pdf", content=b"%PDF-a", by=officer)
    with pytest.raises(ValidationError, match="vượt 0 MB"):
        attach_file(report=report, name="b.pdf", content=b"%PDF-" + b"b" * 99, by=officer)
    attach_file(report=report, name="b.pdf", content=b"%PDF-b", by=officer)
    with pytest.raises(ValidationError, match="Báo cáo đã có 2 tệp"):
        attach_file(report=report, name="c.pdf", content=b"%PDF-c", by=officer)


def test_what_is_active_is_not_stored(report: Report, officer: User) -> None:
    content = b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (x) >> >> endobj"
    with pytest.raises(ValidationError, match=r"Tệp a\.pdf có mã lệnh nên không được nhận"):
        attach_file(report=report, name="a.pdf", content=content, by=officer)

    assert not Upload.objects.exists()
