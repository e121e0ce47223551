"""What only the real web server shows: HTTPS, limits, slow senders, the pages it answers itself."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections

from bachdang.accounts.roles import Role
from tests.deploy.served import Served, served
from tests.factories import user_with_role
from tests.person import SIGN_IN, Person

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "mat-khau-cua-bai-thu"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    """Over the database of the test."""
    user = user_with_role(Role.OFFICER, username="canbo")
    hasher = Argon2PasswordHasher()  # as the served site hashes, not as quick as other tests do
    user.password = hasher.encode(PASSWORD, hasher.salt())
    user.save()
    told = connections["default"].settings_dict
    address = f"sqlite:///{told['NAME']}"
    if connections["default"].vendor == "postgresql":
        address = f"postgres://{told['USER']}@/{told['HOST']}/{told['NAME']}"
    place = tmp_path / "s"  # short: the path of a unix socket may have 107 characters
    place.mkdir()
    with served(place, {"DATABASE_URL": address, "MEDIA_ROOT": str(tmp_path / "media")}) as found:
        yield found


def visitor(site: Served) -> Person:
    return Person(site.connect, f"https://127.0.0.1:{site.port}")


def test_over_https_as_shipped(site: Served, subtests: pytest.Subtests) -> None:
    """One start for all of it: each part is told by its name when it fails."""
    for part in (
        signing_in_sets_cookies_that_travel_encrypted_only,
        headers_say_what_browsers_may_do,
        a_body_over_the_limit_is_answered_in_vietnamese,
        slow_bodies_stop_nobody,
        costly_pages_are_not_asked_for_without_end,
        a_site_that_is_down_is_told_in_vietnamese,
    ):
        with subtests.test(part.__name__):
            part(site)


def signing_in_sets_cookies_that_travel_encrypted_only(site: Served) -> None:
    person = visitor(site)
    answer = person.sign_in("canbo", PASSWORD)

    assert answer.status == 302
    (session,) = (one for one in answer.headers.get_all("Set-Cookie") or [] if one.startswith("sessionid"))
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in session.split(";")}
    assert person.get("/thong-bao/").status == 200


def headers_say_what_browsers_may_do(site: Served) -> None:
    answer = visitor(site).get(SIGN_IN)

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Server"] == "nginx"
    assert re.fullmatch(r"[0-9A-F]{8}", answer.headers["X-Request-ID"])


def a_body_over_the_limit_is_answered_in_vietnamese(site: Served) -> None:
    """Told by its length, before a byte of it is read."""
    with closing(site.connect()) as connection:
        connection.putrequest("POST", SIGN_IN)
        connection.putheader("Content-Length", str(23 * 1024 * 1024))
        connection.endheaders()
        answer = connection.getresponse()

        assert answer.status == 413
        assert "lớn hơn mức hệ thống nhận (20 MB)" in answer.read().decode()


def slow_bodies_stop_nobody(site: Served) -> None:
    """More of them than the site has threads, each with half of what it announced."""
    with ExitStack() as held:
        for _ in range(9):
            held.enter_context(slow_body(site))
        begun = time.monotonic()
        answers = [visitor(site).get(SIGN_IN).status for _ in range(5)]
        took = time.monotonic() - begun

    assert answers == [200] * 5
    assert took < 10, took


def costly_pages_are_not_asked_for_without_end(site: Served) -> None:
    """The reports as files, and lists as files; other pages go on."""
    for address in ("/bao-cao/excel/", "/chi-tieu/?xuat=xlsx"):
        answers = [visitor(site).get(address) for _ in range(40)]
        refused = [one for one in answers if one.status == 429]

        assert {one.status for one in answers} == {302, 429}
        assert "Retry-After" in refused[0].headers
    assert visitor(site).get("/chi-tieu/").status == 302


def slow_body(site: Served) -> Any:
    plain = socket.create_connection(("127.0.0.1", site.port))
    context = ssl.create_default_context(cafile=str(site.place / "site.crt"))
    sender = context.wrap_socket(plain, server_hostname="127.0.0.1")
    sender.sendall(
        f"POST {SIGN_IN} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nContent-Length: 1000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\nusername=".encode()
    )
    return sender


def a_site_that_is_down_is_told_in_vietnamese(site: Served) -> None:
    """The socket is gone, as while gunicorn starts anew."""
    (site.place / "site.sock").unlink()
    answer = visitor(site).get(SIGN_IN)

    assert (answer.status, answer.headers["Retry-After"]) == (502, "30")
    assert "Hệ thống đang khởi động lại" in answer.page
