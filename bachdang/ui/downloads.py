"""Answers that are files."""

from __future__ import annotations

from django.http import HttpResponse

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_response(content: bytes, name: str) -> HttpResponse:
    """An .xlsx as a download named `name` (ASCII); no cache keeps it."""
    return file_response(content, name, XLSX)


def file_response(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file as a download named `name` (ASCII); no cache keeps it."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
