"""The log: each line says when, how grave, which request, whose; no text can begin a line of its own.

Every request has a number, which its lines carry, the page of an error shows and the answer's X-Request-ID
repeats. What is logged after the answer was made still belongs to it.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from bachdang.outage import outage_of

logger = logging.getLogger(__name__)

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)
"""Of this thread; left when the request has ended, until the next one, so that its last lines know it."""


def numbered(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, the outermost: gives the request its number, and watches for slow queries if asked to."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.META["REQUEST_ID"] = secrets.token_hex(4).upper()
        _request.set(request)
        if settings.SLOW_QUERY_MS:
            with connection.execute_wrapper(_tell_slow_query):
                response = get_response(request)
        else:
            response = get_response(request)
        response["X-Request-ID"] = request_id(request)
        return response

    return answer


def request_id(request: HttpRequest) -> str:
    """The number of a request; one that came past the middleware gets its own."""
    found: str = request.META.setdefault("REQUEST_ID", secrets.token_hex(4).upper())
    return found


def _tell_slow_query(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Without the values: they are what people typed."""
    begun = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = (time.perf_counter() - begun) * 1000
        if took >= settings.SLOW_QUERY_MS:
            logger.warning("Slow query, %d ms: %s", took, sql[:2000])


def one_line(text: str) -> str:
    """Without line breaks and control characters, which are written as they are written in Python."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


class _Said:
    """What a record says, taken apart."""

    def __init__(self, record: logging.LogRecord) -> None:
        request = _request.get()
        # Only a user who is known already: the log asks the database nothing.
        user = getattr(request, "_cached_user", None)
        self.at = datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")
        self.level, self.logger = record.levelname, record.name
        self.request = request.META.get("REQUEST_ID", "-") if request else "-"
        self.user = str(getattr(user, "pk", None) or "-")
        self.text = one_line(record.getMessage())

    def trace(self, record: logging.LogRecord, formatter: logging.Formatter) -> list[str]:
        if not record.exc_info or record.exc_info[1] is None:
            return []
        error = record.exc_info[1]
        if outage_of(error):  # in a line: every request meets it until it is over
            return [f"{type(error).__name__}: {one_line(str(error))}"]
        return [one_line(line) for line in formatter.formatException(record.exc_info).splitlines()]


class LineFormatter(logging.Formatter):
    """`time level logger [request user] text`; a traceback follows, each line behind a bar."""

    def format(self, record: logging.LogRecord) -> str:
        said = _Said(record)
        first = f"{said.at} {said.level} {said.logger} [{said.request} {said.user}] {said.text}"
        return "\n    | ".join([first, *said.trace(record, self)])


class JsonFormatter(logging.Formatter):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        said = _Said(record)
        parts = {
            "time": said.at, "level": said.level, "logger": said.logger,
            "request": said.request, "user": said.user, "text": said.text,
        }  # fmt: skip
        if trace := said.trace(record, self):
            parts["trace"] = "\n".join(trace)
        return json.dumps(parts, ensure_ascii=False)
