"""Tài liệu minh chứng: files and document numbers behind a report. Uploads are distrusted."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.overtaken import overtaken
from bachdang.accounts.roles import WRITE_REPORT, may
from bachdang.vietnamese.numbers import format_date, format_decimal
from bachdang.vietnamese.text import nfc
from plans.models import Evidence, Report, ReportState, Upload
from plans.storing.active_content import active_content
from plans.storing.scanning import scan
from plans.storing.stored_files import heal, storing

MEGABYTE = 1024 * 1024
MAX_UNPACKED = 400 * MEGABYTE
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_STARTS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_SAME = {"jpeg": "jpg"}


def too_large(name: str) -> str:
    """What is said of a file beyond the limit."""
    most = format_decimal(settings.EVIDENCE_MAX_BYTES // MEGABYTE)
    return f"Tệp {name} lớn hơn {most} MB. Nén hoặc tách nhỏ rồi gửi lại."


def sniff(content: bytes, name: str) -> str:
    """The extension that the content proves. Raises ValidationError for none of TYPES or not its name's."""
    if not content:
        raise ValidationError(f"Tệp {name} rỗng.")
    if len(content) > settings.EVIDENCE_MAX_BYTES:
        raise ValidationError(too_large(name))
    _, _, suffix = name.lower().rpartition(".")
    named = _SAME.get(suffix, suffix)
    if named not in TYPES:
        raise ValidationError(f"Tệp {name}: chỉ nhận pdf, docx, xlsx, jpg, png.")
    if named in _PARTS:
        _check_package(content, name, named)
    elif not content.startswith(_STARTS[named]):
        raise ValidationError(f"Tệp {name} có nội dung không phải {named}. Kiểm tra lại tệp.")
    if fault := active_content(content, named):
        raise ValidationError(f"Tệp {name} {fault}")
    return named


def _check_package(content: bytes, name: str, named: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ValidationError(f"Tệp {name} có nội dung không phải {named}. Kiểm tra lại tệp.") from error
    names = {entry.filename for entry in entries}
    if _PARTS[named] not in names:
        raise ValidationError(f"Tệp {name} có nội dung không phải {named}. Kiểm tra lại tệp.")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise ValidationError(f"Tệp {name} giải nén quá lớn nên không được nhận.")


def may_attach(report: Report, by: User) -> bool:
    """The report's own unit, while it is a draft."""
    return may(by, WRITE_REPORT) and report.unit_id == by.unit_id and report.state == ReportState.DRAFT


def _allow(report: Report, by: User) -> None:
    if not may(by, WRITE_REPORT) or report.unit_id != by.unit_id:
        raise PermissionDenied("Tài liệu minh chứng do đơn vị báo cáo gửi.")
    if report.state != ReportState.DRAFT:
        now = ReportState(report.state).label
        raise overtaken(f"Báo cáo đang ở bước “{now}” nên không thêm, bỏ tài liệu được.", report)


@transaction.atomic
def attach_file(*, report: Report, name: str, content: bytes, by: User) -> Evidence:
    """Keep a file behind a draft; the same content is stored once. Raises ValidationError."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    _allow(report, by)
    name = file_name(name)
    _require_room(report, len(content))
    upload = store_upload(name=name, content=content, by=by)
    known: Evidence | None = Evidence.objects.filter(report=report, upload=upload).first()
    if known is not None:
        return known
    evidence = Evidence.objects.create(report=report, upload=upload, name=name, added_by=by)
    _record("attach", report, by, {"Tài liệu minh chứng": (None, name)})
    return evidence


def _require_room(report: Report, size: int) -> None:
    """So many files and so many bytes a report."""
    held = Evidence.objects.filter(report=report).exclude(upload=None)
    found = held.aggregate(files=Count("pk"), size=Coalesce(Sum("upload__size"), 0))
    if found["files"] >= settings.EVIDENCE_MAX_FILES:
        files = settings.EVIDENCE_MAX_FILES
        raise ValidationError(f"Báo cáo đã có {files} tệp, nhiều nhất cho một báo cáo. Gộp tệp, hoặc bỏ bớt.")
    if found["size"] + size > settings.EVIDENCE_MAX_TOTAL:
        most = format_decimal(settings.EVIDENCE_MAX_TOTAL // MEGABYTE)
        raise ValidationError(f"Các tệp của báo cáo vượt {most} MB. Nén tệp, hoặc bỏ bớt.")


def file_name(name: str) -> str:
    """The name a person's file had, without any path."""
    return nfc(name).replace("\\", "/").rpartition("/")[2][-200:]


def suffix_of(upload: Upload) -> str:
    """The extension of a stored file: pdf, docx …"""
    return next((suffix for suffix, kind in TYPES.items() if kind == upload.content_type), "")


def store_upload(*, name: str, content: bytes, by: User) -> Upload:
    """The one stored copy of this content, once it is proven to be of TYPES. Raises ValidationError.

    Named by its hash: what a person typed never becomes a path. A copy that was lost or damaged is put back.
    """
    name = file_name(name)
    suffix = sniff(content, name)
    digest = hashlib.sha256(content).hexdigest()
    known = Upload.objects.filter(sha256=digest).first()
    if known is not None:
        heal(known, content)
        return known
    scan(content, name)
    upload = Upload(sha256=digest, name=name, content_type=TYPES[suffix], size=len(content), uploaded_by=by)
    with storing(name):
        upload.file.save(f"{digest}.{suffix}", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            upload.save()
    except IntegrityError:
        # Somebody stored the same content at the same moment, under the same name.
        return Upload.objects.get(sha256=digest)
    return upload


@transaction.atomic
def attach_document(*, report: Report, number: str, day: date | None, by: User) -> Evidence:
    """Name a document ("số 45/BC-UBND ngày 12/9/2026") behind a draft."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    _allow(report, by)
    number = nfc(number).strip()
    if not number:
        raise ValidationError("Ghi số, ký hiệu của văn bản.")
    evidence = Evidence.objects.create(report=report, document_no=number, document_date=day, added_by=by)
    _record("attach", report, by, {"Tài liệu minh chứng": (None, _document(evidence))})
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User) -> None:
    """Take a file or document away from a draft; the stored content stays for others and for the history."""
    report = Report.objects.select_for_update().get(pk=evidence.report_id)
    _allow(report, by)
    said = _document(evidence) if evidence.upload_id is None else evidence.name
    evidence.delete()
    _record("detach", report, by, {"Tài liệu minh chứng": (said, None)})


def _document(evidence: Evidence) -> str:
    day = f" ngày {format_date(evidence.document_date)}" if evidence.document_date else ""
    return f"số {evidence.document_no}{day}"


def _record(verb: str, report: Report, by: User, changes: dict[str, tuple[str | None, str | None]]) -> None:
    if report.returned_from:
        Report.objects.filter(pk=report.pk).update(corrected=True)
    record_event(
        verb=verb,
        subject=report,
        by=by,
        locality=report.unit.locality_id,
        item_id=report.item_id,
        changes=changes,
    )
