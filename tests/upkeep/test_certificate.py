"""`doctor` looks at the certificate as a browser meets it."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
import time_machine

from bachdang.upkeep.condition.certificate import certificate_finding
from bachdang.upkeep.condition.finding import Level
from tests.deploy.served import free_port

CASES = [
    ("400", "IP:127.0.0.1", Level.GOOD, "còn "),
    ("9", "IP:127.0.0.1", Level.LOOK, "còn "),
    ("-1", "IP:127.0.0.1", Level.BAD, "đã hết hạn"),
    ("400", "DNS:khac.example.vn", Level.BAD, "cấp cho tên khác"),
]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """TLS reads the machine's own clock, and so does this test."""
    with time_machine.travel(time_machine.escape_hatch.datetime.datetime.now(UTC), tick=True):
        yield


@pytest.mark.parametrize(("days", "name", "level", "said"), CASES)
def test_what_a_certificate_is_good_for(
    tmp_path: Path, settings: Any, days: str, name: str, level: Level, said: str
) -> None:
    certify(tmp_path, days, name)
    with answering(tmp_path) as port:
        settings.SITE_URL = f"https://127.0.0.1:{port}"
        found = certificate_finding()

    assert (found.level, found.says.startswith(said)) == (level, True), found
    assert bool(found.remedy) == (level != Level.GOOD)


def test_nobody_answers(settings: Any) -> None:
    settings.SITE_URL = f"https://127.0.0.1:{free_port()}"
    found = certificate_finding()

    assert (found.level, "Connection refused" in found.says) == (Level.LOOK, True)


def certify(place: Path, days: str, name: str) -> None:
    (place / "more").write_text(f"subjectAltName={name}\n")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key"]
    for command in (
        ["req", "-new", *key, "-subj", "/CN=x", "-out", "request"],
        [
            "x509",
            "-req",
            "-in",
            "request",
            "-signkey",
            "key",
            "-days",
            days,
            "-extfile",
            "more",
            "-out",
            "crt",
        ],
    ):  # fmt: skip
        subprocess.run(["openssl", *command], cwd=place, check=True, capture_output=True)  # noqa: S603, S607


@contextmanager
def answering(place: Path) -> Iterator[int]:
    """A web server, as far as its handshake goes."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place / "crt", place / "key")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=greet, args=(listening, context), daemon=True).start()
        yield listening.getsockname()[1]


def greet(listening: socket.socket, context: ssl.SSLContext) -> None:
    for _ in range(2):
        with suppress(OSError):
            plain, _ = listening.accept()
            with context.wrap_socket(plain, server_side=True) as met:
                met.recv(1)
