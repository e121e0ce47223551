"""What a form is bound to: what was sent, also with nothing filled in; nothing where a page is only read."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict


def form_data(request: HttpRequest) -> QueryDict | None:
    """`request.POST or None` would take an empty body for a page that is read, and say nothing of it."""
    return request.POST if request.method == "POST" else None


def form_files(request: HttpRequest) -> MultiValueDict[str, UploadedFile] | None:
    """The files that came with it."""
    return request.FILES if request.method == "POST" else None
