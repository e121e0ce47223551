"""Every line of the log tells its request, no text forges one, slow queries are named without values."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from bachdang.accounts.roles import Role
from bachdang.journal import JsonFormatter, LineFormatter, numbered
from tests.factories import user_with_role

LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+\d\d:\d\d WARNING x \[([0-9A-F]{8}|-) (\d+|-)\] (.*)")


def record(text: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    told = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("x", logging.WARNING, __file__, 1, text, args, told)


def asked(rf: RequestFactory, view: Any) -> HttpResponse:
    return numbered(view)(rf.get("/"))


def test_a_line_names_its_request_and_user(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        request._cached_user = type("Someone", (), {"pk": 12})()  # type: ignore[attr-defined]
        return HttpResponse(LineFormatter().format(record("Nói %s", "gì")))

    answer = asked(rf, view)
    found = LINE.fullmatch(answer.content.decode())

    assert found
    assert found.groups() == (answer["X-Request-ID"], "12", "Nói gì")


@pytest.mark.parametrize("text", ["a\n2026-10-08 forged", "a\r\nb", "a\x1b[31mb", "a\u2028b", "a\x85b"])
def test_no_text_begins_a_line_of_its_own(text: str) -> None:
    for said in (record("%s", text), record("x", error=ValueError(text))):
        written = LineFormatter().format(said)
        assert all(line.startswith(("20", "    | ")) for line in written.split("\n"))
        assert len(written.split("\n")) == len(written.splitlines())
        assert len(JsonFormatter().format(said).splitlines()) == 1


def test_as_json_it_says_the_same() -> None:
    parts = json.loads(JsonFormatter().format(record("a", error=ValueError("b"))))

    assert parts.keys() == {"time", "level", "logger", "request", "user", "text", "trace"}
    assert parts["trace"].endswith("ValueError: b")


def test_an_outage_takes_a_line_and_no_traceback() -> None:
    try:
        raise OperationalError("connection refused\nmore")
    except OperationalError as error:
        written = LineFormatter().format(record("x", error=error))

    assert written.split("\n")[1:] == ["    | OperationalError: connection refused\\nmore"]


@pytest.mark.django_db
def test_the_answer_carries_the_number_that_the_log_has(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.setFormatter(LineFormatter())
    client.force_login(user_with_role(Role.OFFICE))
    answer = client.get("/khong-co/")

    assert f"[{answer['X-Request-ID']} " in caplog.text


@pytest.mark.django_db
def test_a_slow_query_is_named_without_its_values(
    rf: RequestFactory, settings: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s", ["riêng tư"])
        return HttpResponse()

    settings.SLOW_QUERY_MS = 1
    times = iter([0.0, 5.0])
    monkeypatch.setattr("bachdang.journal.time.perf_counter", lambda: next(times))
    asked(rf, view)
    monkeypatch.undo()

    assert "Slow query, 5000 ms: SELECT" in caplog.text
    assert "riêng tư" not in caplog.text
