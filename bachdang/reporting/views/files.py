"""Handing out stored files: whole, or a page that says what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from plans.models import Upload
from plans.storing.stored_files import FileLostError, content_of


def file_response(
    request: HttpRequest, upload: Upload, name: str, *, to_look_at: bool = False
) -> HttpResponse:
    """The file as an attachment; 404 with a page of its own when it is missing or damaged.

    `to_look_at`: a picture or PDF is shown by the browser itself, all else is an attachment all the same.
    """
    try:
        content = content_of(upload)
    except FileLostError as error:
        context = {"title": "Chưa tải được tệp", "name": name, "fault": error}
        return render(request, "reporting/file_lost.html", context, status=404)
    response = HttpResponse(content, content_type=upload.content_type)
    attached = not (to_look_at and upload.preview)
    response["Content-Disposition"] = str(content_disposition_header(attached, name))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
