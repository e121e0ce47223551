"""What is forwarded is believed of trusted servers only; nothing redirects to itself."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from bachdang.proxies import from_trusted_proxies


@pytest.fixture(autouse=True)
def _proxies(settings: Any) -> None:
    settings.TRUSTED_PROXIES = [ip_network(one) for one in ("127.0.0.1", "::1", "10.0.0.0/24")]


def seen(rf: RequestFactory, **meta: str) -> tuple[str, str]:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{request.META['REMOTE_ADDR']} {request.META.get('HTTP_X_FORWARDED_PROTO', '')}")

    address, _, proto = from_trusted_proxies(view)(rf.get("/", **meta)).content.decode().partition(" ")  # type: ignore[arg-type]
    return address, proto


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("::1", "2001:db8::5", "2001:db8::5"),
        ("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "no address", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9, x\ny", "127.0.0.1"),
        ("127.0.0.1", "10.0.0.7", "127.0.0.1"),
        ("203.0.113.9", "6.6.6.6", "203.0.113.9"),
    ],
)
def test_whose_address_it_is(rf: RequestFactory, peer: str, forwarded: str, address: str) -> None:
    assert seen(rf, REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)[0] == address


def test_a_stranger_says_nothing_of_encryption(rf: RequestFactory) -> None:
    assert seen(rf, REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_PROTO="https") == ("203.0.113.9", "")
    assert seen(rf, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_PROTO="https") == ("127.0.0.1", "https")


@pytest.mark.django_db
def test_behind_tls_nothing_redirects_to_itself(client: Client, settings: Any) -> None:
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    sign_in = "/tai-khoan/dang-nhap/"

    unsaid = client.get(sign_in)
    assert unsaid.status_code == 400
    assert "proxy_set_header X-Forwarded-Proto $scheme" in unsaid.content.decode()
    assert client.get(sign_in, headers={"X-Forwarded-Proto": "https"}).status_code == 200
    plain = client.get(sign_in, headers={"X-Forwarded-Proto": "http"})
    assert (plain.status_code, plain["Location"]) == (301, f"https://testserver{sign_in}")
    assert client.get("/song/").status_code == 200
