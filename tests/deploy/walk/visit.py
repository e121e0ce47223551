"""People at the site of the bare machine, over HTTPS by its name; run beside its loopback.

`python -m tests.deploy.walk.visit CERTIFICATE WHAT …` prints what was found as one line of JSON.
"""

from __future__ import annotations

import io
import json
import socket
import ssl
import sys
from collections.abc import Callable
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.person import Person

HOST = "ke-hoach.example.vn"
EVIDENCE = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Connection(HTTPSConnection):
    """To the loopback, for a certificate of the site's name."""

    def __init__(self, certificate: Path) -> None:
        super().__init__(HOST, timeout=130, context=ssl.create_default_context(cafile=str(certificate)))
        self._create_connection = _to_loopback


def _to_loopback(address: tuple[str, int], *told: Any) -> socket.socket:
    return socket.create_connection(("127.0.0.1", address[1]), *told)


def signed_in(certificate: Path, username: str, password: str) -> Person:
    person = Person(lambda: Connection(certificate), f"https://{HOST}")
    answer = person.sign_in(username, password)
    assert answer.status == 302, (username, answer.status)
    return person


def sign_in(certificate: Path, username: str, password: str) -> str:
    """Whether the administrator is in, and sees how the system stands."""
    page = signed_in(certificate, username, password).get("/tinh-trang/")
    assert page.status == 200, page.status
    return page.headers["Strict-Transport-Security"]


def workbook(certificate: Path, username: str, password: str) -> dict[str, dict[str, str]]:
    """Every cell of the report's workbook, by sheet and place."""
    answer = signed_in(certificate, username, password).get("/bao-cao/excel/")
    assert answer.status == 200, answer.status
    book = load_workbook(io.BytesIO(answer.content))
    return {
        sheet.title: {
            cell.coordinate: str(cell.value) for row in sheet for cell in row if cell.value is not None
        }
        for sheet in book
    }


def attach(certificate: Path, username: str, password: str, code: str) -> int:
    """A report that begins with a file of evidence."""
    person = signed_in(certificate, username, password)
    page = f"/viec-cua-toi/{code}/"
    said = {**person.form(page), "result": "Đã họp, có biên bản."}
    answer = person.post(page, said, file=("bien-ban.pdf", EVIDENCE))
    assert answer.status == 302, (answer.status, answer.page[-3000:])
    return answer.status


def download(certificate: Path, username: str, password: str, pk: str) -> bool:
    """Whether the file comes as it was sent."""
    return signed_in(certificate, username, password).get(f"/tai-lieu/{pk}/").content == EVIDENCE


WHAT: dict[str, Callable[..., Any]] = {
    "sign-in": sign_in, "workbook": workbook, "attach": attach, "download": download,
}  # fmt: skip

if __name__ == "__main__":
    told = WHAT[sys.argv[2]](Path(sys.argv[1]), *sys.argv[3:])
    sys.stdout.write(json.dumps(told))
