"""A database that is away, held or full is said on a page of its own with what to do: 503, never 500."""

from __future__ import annotations

import errno
from importlib import import_module
from typing import Any

import psycopg
import pytest
from django.db import InternalError, OperationalError, ProgrammingError, connection
from django.db.transaction import TransactionManagementError
from django.test import Client, RequestFactory

from bachdang.accounts.roles import Role
from bachdang.errors import server_error
from bachdang.outage import Outage, outage_of
from tests.factories import user_with_role

# lxml has no types.
SerialisationError: type[Exception] = import_module("lxml.etree").SerialisationError


def wrapped(kind: type[Exception], cause: Exception) -> Exception:
    error = kind(str(cause))
    error.__cause__ = cause
    return error


def spoilt(cause: Exception) -> Exception:
    """As Django refuses what is asked in a transaction that an error has spoilt."""
    return wrapped(TransactionManagementError, cause)


FOUND = [
    (wrapped(OperationalError, psycopg.errors.LockNotAvailable("lock timeout")), Outage.BUSY),
    (wrapped(OperationalError, psycopg.errors.QueryCanceled("statement timeout")), Outage.BUSY),
    (wrapped(OperationalError, psycopg.errors.DeadlockDetected("deadlock")), Outage.BUSY),
    (wrapped(OperationalError, psycopg.errors.AdminShutdown("terminating")), Outage.AWAY),
    (wrapped(OperationalError, psycopg.errors.TooManyConnections("too many")), Outage.AWAY),
    (wrapped(OperationalError, psycopg.errors.DiskFull("no space")), Outage.FULL),
    (wrapped(InternalError, psycopg.errors.ReadOnlySqlTransaction("read-only")), Outage.FULL),
    (OperationalError("connection failed: Connection refused"), Outage.AWAY),
    (OperationalError("the connection is closed"), Outage.AWAY),
    (OperationalError("database is locked"), Outage.BUSY),
    (OperationalError("attempt to write a readonly database"), Outage.FULL),
    (OperationalError("database or disk is full"), Outage.FULL),
    (OperationalError("unable to open database file"), Outage.AWAY),
    (OSError(errno.ENOSPC, "No space left on device"), Outage.FULL),
    (OSError(errno.EROFS, "Read-only file system"), Outage.FULL),
    (SerialisationError("IO_ENOSPC"), Outage.FULL),
    (SerialisationError("IO_ENCODER"), None),
    (spoilt(OperationalError("server closed the connection unexpectedly")), Outage.AWAY),
    (spoilt(ProgrammingError("no such table: x")), None),
    (TransactionManagementError("This code isn't under transaction management"), None),
    (OSError(errno.ENOENT, "No such file"), None),
    (OperationalError("no such column: x"), None),
    (wrapped(ProgrammingError, psycopg.errors.UndefinedTable("x")), None),
    (ValueError("connection"), None),
    (None, None),
]


@pytest.mark.parametrize(("error", "kind"), FOUND, ids=lambda one: str(one)[:40])
def test_what_stands_in_the_way_is_known(error: BaseException | None, kind: Outage | None) -> None:
    assert outage_of(error) == kind


@pytest.mark.parametrize("kind", Outage)
def test_the_page_says_which_and_what_to_do(rf: RequestFactory, kind: Outage) -> None:
    error = next(error for error, found in FOUND if found == kind and error)
    try:
        raise error
    except BaseException:
        answer = server_error(rf.get("/"))

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert kind.value in answer.content.decode()


@pytest.mark.django_db
def test_a_database_that_goes_away_before_any_view(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Already the session cannot be read."""
    client.force_login(user_with_role(Role.OFFICE))
    client.raise_request_exception = False

    def away(*args: Any) -> None:
        raise OperationalError("connection failed: Connection refused")

    with connection.execute_wrapper(away):
        answer = client.get("/thong-bao/")

    assert answer.status_code == 503
    assert answer["X-Request-ID"] in answer.content.decode()
    assert client.get("/thong-bao/").status_code == 200
