"""Error pages in Vietnamese; a server error gives the reference number that stands in the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def _page(request: HttpRequest, status: int, reason: str = "") -> HttpResponse:
    return render(request, f"{status}.html", {"reason": reason}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also what is too large to be read, which Django knows as one of the suspicious requests."""
    return _page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def method_not_allowed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: a page for 405, which Django answers with an empty one.

    Met by whoever signs in again, or reloads the address of a button: it is opened without its form.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.method == "HEAD":
            return response
        page = _page(request, 405)
        page["Allow"] = response["Allow"]
        return page

    return answer


class Conflicts:
    """Middleware: what only the database refused, mostly two people at the same moment, is no server error.

    Forms check before it does; what still comes here is logged, so that a check can be added.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """No request context: the transaction may be broken."""
        if not isinstance(exception, IntegrityError):
            return None
        logger.error("Refused by the database: %s %s", request.method, request.path, exc_info=exception)
        return HttpResponse(render_to_string("409.html"), status=409)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, str(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    logger.warning("CSRF: %s", reason)
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """No request context: whatever broke must not break the page that says so."""
    reference = secrets.token_hex(4).upper()
    logger.error("Server error, reference %s, %s %s", reference, request.method, request.path)
    return HttpResponse(render_to_string("500.html", {"request_id": reference}), status=500)
