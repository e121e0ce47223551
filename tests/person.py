"""Somebody at a served site: a browser as far as cookies and forms go."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.markup import Element, parsed

SIGN_IN = "/tai-khoan/dang-nhap/"


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    content: bytes

    @property
    def page(self) -> str:
        return self.content.decode("utf-8", "replace")


class Person:
    """`origin` is what a browser would say of where a form stood: `https://127.0.0.1:8443`."""

    def __init__(self, connect: Callable[[], HTTPConnection], origin: str) -> None:
        self._connect, self._origin = connect, origin
        self.cookies = dict[str, str]()

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Raises OSError or HTTPException when no whole answer came."""
        own = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        own |= {"Host": urlsplit(self._origin).netloc}
        own |= {"Origin": self._origin, "Referer": f"{self._origin}{path}"} if method == "POST" else {}
        with closing(self._connect()) as connection:
            connection.request(method, path, body, {**own, **headers})
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        for line in answer.headers.get_all("Set-Cookie") or []:
            if named := re.match(r"([\w-]+)=([^;]*)", line):
                self.cookies[named[1]] = named[2]
        return answer

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, values: Mapping[str, str], file: tuple[str, bytes] | None = None) -> Answer:
        """A form with its values, and a file in its field `file`."""
        if file is None:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            return self.ask("POST", path, urlencode(values).encode(), **kind)
        mark = uuid.uuid4().hex
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                 for name, value in values.items()]  # fmt: skip
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
        body = b"".join([*parts, head.encode(), file[1], f"\r\n--{mark}--\r\n".encode()])
        return self.ask("POST", path, body, **{"Content-Type": f"multipart/form-data; boundary={mark}"})

    def form(self, path: str, action: str = "") -> dict[str, str]:
        """What the form of a page holds that is sent to `action` (to the page itself by default)."""
        return self.form_in(self.get(path), path, action)

    def form_in(self, answer: Answer, path: str, action: str = "") -> dict[str, str]:
        wanted = urlsplit(action or path).path
        found = next((values for at, values in _forms(answer, path) if at == wanted), None)
        assert found is not None, f"{path}: {answer.status}, no form for {wanted}"
        return found

    def form_like(self, answer: Answer, start: str) -> tuple[str, dict[str, str]] | None:
        """The first form that is sent to an address beginning so, and that address; None without one."""
        return next((one for one in _forms(answer, "") if one[0].startswith(start)), None)

    def sign_in(self, username: str, password: str) -> Answer:
        values = self.form(SIGN_IN)
        return self.post(SIGN_IN, {**values, "username": username, "password": password})


def _forms(answer: Answer, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Where each form of a page is sent, and what it holds."""
    for one in parsed(answer.page).all("form"):
        if one.attrs.get("method", "").lower() == "post":
            yield urlsplit(one.attrs.get("action", "")).path or urlsplit(path).path, dict(_fields(one))


def _fields(form: Element) -> list[tuple[str, str]]:
    """As a browser sends them when nobody types: boxes that are off, buttons and files are not sent."""
    found = []
    for one in form.all("input", "select", "textarea"):
        kind = one.attrs.get("type", "")
        if not one.attrs.get("name") or kind in {"submit", "button", "file", "image"}:
            continue
        if kind in {"checkbox", "radio"} and "checked" not in one.attrs:
            continue
        found.append((one.attrs["name"], _value(one)))
    return found


def _value(box: Element) -> str:
    if box.tag == "select":
        chosen = [one for one in box.all("option") if "selected" in one.attrs]
        first = [*chosen, *box.all("option")][:1]
        return first[0].attrs.get("value", first[0].text) if first else ""
    return box.text if box.tag == "textarea" else box.attrs.get("value", "")
