"""Error pages in Vietnamese; a server error gives the reference number that stands in the log."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from bachdang.journal import request_id
from bachdang.outage import outage_of

logger = logging.getLogger(__name__)

UNREADABLE = re.compile("[\0\ud800-\udfff]")


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


class RefuseUnreadable:
    """Middleware: 400 for characters that no text has and PostgreSQL cannot keep: NUL, half a surrogate pair.

    Address, query and cookies are looked at before anything is looked up with them; what was sent, once it
    is known who sends it, so that the page says it in that person's frame.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cookies = chain.from_iterable(request.COOKIES.items())
        _refuse_unreadable(chain([request.path_info], _texts(request.GET), cookies))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        if request.method == "POST":
            _refuse_unreadable(_texts(request.POST))


def _texts(sent: QueryDict) -> Iterator[str]:
    for name, values in sent.lists():
        yield name
        yield from (str(one) for one in values)


def _refuse_unreadable(texts: Iterable[str]) -> None:
    if any(UNREADABLE.search(one) for one in texts):
        raise BadRequest("A character that is no text.")


class NotYet(Http404):
    """What a page is about is not there yet: a plan, a ward; said in Vietnamese, with the way to it."""


class Overtaken(Exception):
    """What is wanted can be done no more, because of what somebody else has done; said in Vietnamese.

    The right person with the right role, too late: never "no right to it". Raised by actions, which tell who
    did what (accounts/overtaken.py).
    """

    def __str__(self) -> str:
        return " ".join(str(one) for one in self.args if one)


class TellContradictions:
    """Middleware: what was overtaken is told as 409 wherever it happens.

    So is what only the database refused to keep, which is the net under all checks: logged, so that whoever
    reads the log finds the check that is missing. The transaction that met it is undone. A number too large
    for SQLite to look a row up with is none of a page of ours: 400, as for what is unreadable.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Overtaken):
            return conflict(request, str(exception), _page_before(request))
        if isinstance(exception, OverflowError) and "SQLite" in str(exception):
            return bad_request(request, exception)
        if not isinstance(exception, IntegrityError):
            return None
        logger.error("Refused by the database: %s %s", request.method, request.path, exc_info=exception)
        return _page(request, 409)


def _page_before(request: HttpRequest) -> str:
    """The page of this site from which the request came, to look again; "" when it is not known."""
    before = request.headers.get("Referer", "")
    known = url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure())
    return before if known else ""


def conflict(request: HttpRequest, reason: str, back: str) -> HttpResponse:
    """What somebody else has done meanwhile, so that this can be done no more."""
    return render(request, "409.html", {"reason": reason, "back": back}, status=409)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, str(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404, str(exception) if isinstance(exception, NotYet) else "")


def server_error(request: HttpRequest) -> HttpResponse:
    """No request context: whatever broke must not break the page that says so.

    What is no fault of the program is 503: the database away or held, a disk full.
    """
    reference = request_id(request)
    if outage := outage_of(sys.exception()):
        page = render_to_string("503.html", {"request_id": reference, "reason": outage.value})
        return HttpResponse(page, status=503, headers={"Retry-After": "30"})
    logger.error("Server error, reference %s, %s %s", reference, request.method, request.path)
    return HttpResponse(render_to_string("500.html", {"request_id": reference}), status=500)
