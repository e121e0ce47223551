"""Requests nobody means to send: every address, its arguments, query and forms with values that go wrong.

What a page asks for is read from the page itself (its forms, its links), so that nothing is listed twice.
The same seed makes the same requests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from random import Random
from traceback import extract_tb
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import Unit
from bachdang.accounts.roles import Role
from tests.factories import LocalityFactory, UnitFactory, user_with_role
from tests.markup import Element, parsed
from tests.test_permissions import TABLE, Address

JUNK: list[bytes] = [
    *(b"", b" ", b"0", b"-0", b"-1", b"1", b"00", b"1" * 300, b"9" * 5000, b"2147483648", b"-2147483649"),
    *(b"9223372036854775808", b"99999999999999999999", b"1e309", b"1e-400", b"NaN", b"sNaN", b"Infinity"),
    *(b"-inf", b"0x10", b"1_000", b"1.234.567,89", b"1,5", b"6/14", b"1/0", b"-0,0000001", b"100,0001"),
    *(b"\x00", b"a\x00b", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\r\n", b"a\r\nX: 1", b"\x1b[0m"),
    *("٣".encode(), "²".encode(), "½".encode(), "１２".encode(), "İ".encode(), "ﷺ".encode() * 40),
    *("😀".encode() * 99, b"+2AA-"),
    *("\u202eabc".encode(), "e\u0301".encode() * 200, "ẩ".encode() * 300, "\u0000x".encode("utf-16-le")),
    *(b"31/02/2026", b"00/00/0000", b"1/1/0001", b"31/12/9999", b"30/9/2026", b"2026-13-01", b"9999-12-31"),
    *(b"2026-Q5", b"2026-Q3", b"9999-Q4", b"0000-Q1", b"2026-Q3-", b"ca-giai-doan", b"99999", b"10000-Q1"),
    *(b"kinhte", b"ubnd", b"PL1.I.1", b"01.01", b"B.I.1", b"2030", b"true", b"on", b"None", b"null", b"[]"),
    *(b'{"a": [1]}', b"[[]]", b"'\"><b hx-get=/x>", b"{{7*7}}", b"%s%n%(x)s", b"..", b"../../etc", b"a/b"),
    *(b"'; DROP TABLE plans_item; --", b"a:b:c", b"-id", b"id", b"password", b"x" * 9000, b"%", b"_", b"\\"),
]  # fmt: skip
BIG = b"\xe1\xba\xa9" * 70_000
METHODS = ["GET"] * 11 + ["POST"] * 8 + ["HEAD", "PUT", "DELETE"]
HEADERS: list[dict[str, str]] = [
    *([{}] * 20),
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Target": "\xff", "HX-Current-URL": "http://[x"},
    {"Accept": "application/json"},
    {"Cookie": 'sessionid="\\000aaaaaaaaaaaa"; csrftoken=\\377'},
    {"Referer": "javascript:alert(1)"},
]
# Words of the page that says what the database refused: a check above it is missing.
NET = "trái với dữ liệu đang có"


@dataclass
class Asked:
    """What a page asks for: names with a value each, in its address and in its form."""

    query: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    who: str
    method: str
    url: str
    body: bytes
    kind: str
    headers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.url[:300]} {self.body[:400]!r} {self.headers}"


class Fuzzer:
    """Sends `count` requests as every role, each undone; needs the ward of tests/test_permissions.py."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.clients = dict(_clients())
        self.cookies = {who: client.cookies.output(header="") for who, client in self.clients.items()}
        self.targets = [*((one.url(), one) for one in TABLE), *((url, None) for url in _others())]
        self.asked: dict[tuple[str, str], Asked] = {}
        self.names: list[str] = [
            "q",
            "ke-hoach",
            "ky",
            "sort",
            "page",
            "per_page",
            "xuat",
            "next",
            "o",
            "unit",
        ]
        self.answers: Counter[int] = Counter()

    def faults(self, count: int) -> list[str]:
        """What broke, each kind of fault once with the first request that met it."""
        found: dict[str, str] = {}
        for number in range(count):
            request = self._request()
            if fault := self._send(request):
                found.setdefault(fault, f"{number}: {fault}\n    {request}")
        return list(found.values())

    def _send(self, request: Request) -> str:
        client = self.clients[request.who]
        client.cookies = SimpleCookie(self.cookies[request.who])
        client.defaults.pop("HTTP_COOKIE", None)
        try:
            with transaction.atomic():
                answer = client.generic(
                    request.method, request.url, request.body, request.kind, headers=request.headers
                )
                told = b"".join(answer) if answer.streaming else answer.content
                transaction.set_rollback(True)
        except Exception as error:
            own = [one for one in extract_tb(error.__traceback__) if str(settings.BASE_DIR) in one.filename]
            frames = [one for one in own if ".venv" not in one.filename and "/tests/" not in one.filename]
            last = frames[-1] if frames else extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__} in {last.filename}:{last.lineno} {last.name}: {str(error)[:120]}"
        self.answers[answer.status_code] += 1
        if answer.status_code >= 500:
            return f"answered {answer.status_code}"
        if answer.status_code == 409 and NET in told.decode(errors="ignore"):
            return f"refused by the database only: {request.url.split('?')[0]}"
        return ""

    def _request(self) -> Request:
        pick = self.random
        url, address = pick.choice(self.targets)
        who = self._someone(address)
        asked = self._asked(who, url)
        method = pick.choice(address.methods if address and pick.random() < 0.85 else METHODS)
        path = self._path(url, address)
        query = self._pairs(asked.query, base=pick.random() < 0.3) if pick.random() < 0.6 else b""
        body, kind = b"", "application/x-www-form-urlencoded"
        if method in {"POST", "PUT"}:
            data = {**(address.data if address else {}), **asked.form}
            body = self._pairs(data, base=True)
            if pick.random() < 0.25:
                body, kind = self._multipart(data)
        return Request(
            who,
            method,
            path + (f"?{query.decode('ascii')}" if query else ""),
            body,
            kind,
            pick.choice(HEADERS),
        )

    def _someone(self, address: Address | None) -> str:
        """Mostly one who may, so that pages and forms are reached and not only the door."""
        may = (
            [f"{role} of ubnd" for role, answer in address.answers.items() if answer < 400] if address else []
        )
        if address is None:
            may = [f"{Role.ADMINISTRATOR} of ubnd", f"{Role.OFFICE} of ubnd"]
        return self.random.choice(may if may and self.random.random() < 0.75 else list(self.clients))

    def _path(self, url: str, address: Address | None) -> str:
        parts = url.strip("/").split("/")
        if self.random.random() < 0.15:
            at = self.random.randrange(len(parts))
            parts[at] = quote(self.random.choice(JUNK)[:600], safe="")
        return f"/{'/'.join(parts)}/" if parts != [""] else "/"

    def _asked(self, who: str, url: str) -> Asked:
        """Read once a person and page; a page that is refused asks for nothing."""
        if (who, url) not in self.asked:
            answer = self.clients[who].get(url)
            page = answer.content.decode(errors="ignore") if not answer.streaming else ""
            is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
            self.asked[who, url] = _asked_by(parsed(page), url) if is_page else Asked()
            self.names += self.asked[who, url].query
        return self.asked[who, url]

    def _pairs(self, known: dict[str, str], *, base: bool) -> bytes:
        """Known names, some of them with junk, once or twice; now and then a name of another page."""
        pick = self.random
        pairs: list[tuple[bytes, bytes]] = []
        spoilt = set(pick.sample(sorted(known), min(len(known), pick.randint(1, 3)))) if known else set()
        for name, value in known.items():
            if name in spoilt:
                pairs += [(name.encode(), self._junk()) for _ in range(pick.choice([0, 1, 1, 1, 1, 2]))]
            elif base:
                pairs.append((name.encode(), value.encode()))
        if pick.random() < 0.4 or not known:
            name = pick.choice([*self.names, "x[]", "__proto__", "id__in", ""])
            pairs.append((name.encode(), self._junk()))
        return urlencode(pairs).encode()

    def _junk(self) -> bytes:
        return BIG if self.random.random() < 0.01 else self.random.choice(JUNK)

    def _multipart(self, known: dict[str, str]) -> tuple[bytes, str]:
        charset = self.random.choice(["", "", "; charset=utf-7", "; charset=utf-16", "; charset=none"])
        lines: list[bytes] = []
        for name, value in parse_qsl(self._pairs(known, base=True).decode("ascii"), keep_blank_values=True):
            told = name.encode(errors="replace").replace(b'"', b"%22").replace(b"\r\n", b" ")
            content = value.encode(errors="replace") if self.random.random() < 0.9 else b"+2AA-"
            is_file = "file" in name or self.random.random() < 0.1
            kind = b'; filename="\x00a%s.xlsx"' % told[:3] if is_file else b""
            lines += [b"--x", b'Content-Disposition: form-data; name="%s"%s' % (told, kind), b"", content]
        return b"\r\n".join([*lines, b"--x--", b""]), f"multipart/form-data; boundary=x{charset}"


def _clients() -> Iterator[tuple[str, Client]]:
    """Each role in the unit that reports and in another; one of another ward, one without unit, nobody."""
    elsewhere = UnitFactory(locality=LocalityFactory(code="phuong-khac", name="Phường khác"), code="ubnd")
    home = Unit.objects.get(code="ubnd", locality__code="bach-dang")
    other = UnitFactory(code="kinhte", locality=home.locality)
    people: list[tuple[str, Role, Unit | None]] = [(f"{role} of ubnd", role, home) for role in Role]
    people += [(f"{role} of kinhte", role, other) for role in (Role.OFFICER, Role.HEAD)]
    people += [("office elsewhere", Role.OFFICE, elsewhere), ("officer without unit", Role.OFFICER, None)]
    for name, role, unit in people:
        client = Client()
        client.force_login(user_with_role(role, unit=unit))
        yield name, client
    yield "nobody", Client()


def _others() -> Iterator[str]:
    """Addresses outside the table: signing in and out, the administration, what leads nowhere."""
    yield from (
        reverse("login"),
        reverse("logout"),
        "/khong-co/",
        "/static/khong-co.js",
        reverse("admin:login"),
    )
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_add")
        row = model._default_manager.order_by("pk").first()
        if row is not None:
            yield from (reverse(f"{name}_{one}", args=[row.pk]) for one in ("change", "history", "delete"))


def _asked_by(page: Element, url: str) -> Asked:
    asked = Asked()
    for form in page.all("form"):
        action = urlsplit(form.attrs.get("action", "")).path
        fields = {
            one.attrs["name"]: _value_of(one)
            for one in form.all("input", "select", "textarea", "button")
            if one.attrs.get("name", "csrfmiddlewaretoken") != "csrfmiddlewaretoken"
        }
        if form.attrs.get("method", "get").lower() == "get":
            asked.query |= fields
        elif action in ("", url):
            asked.form |= fields
    for link in page.all("a"):
        target = urlsplit(link.attrs.get("href", ""))
        if target.path in ("", url):
            asked.query |= dict(parse_qsl(target.query, keep_blank_values=True))
    return asked


def _value_of(box: Element) -> str:
    if box.tag == "select":
        values = [one.attrs.get("value", "") for one in box.all("option")]
        return next((one for one in values if one), "")
    return box.text if box.tag == "textarea" else box.attrs.get("value", "")
