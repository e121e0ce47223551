"""The web server in front: only what a trusted one says of a request is believed."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PROTO, FORWARDED = "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR"
# Asked by the machine itself, past the web server.
PROBES = ("/song/", "/san-sang/")
NO_PROTO = (
    "Trang này chạy sau máy chủ web có chứng thư (HTTPS=1), nhưng máy chủ web chưa báo yêu cầu đến bằng "
    "đường nào.\n"
    "Thêm vào cấu hình nginx: proxy_set_header X-Forwarded-Proto $scheme; rồi nạp lại nginx.\n"
    "Mở trang qua địa chỉ https của máy chủ web, không mở thẳng cổng của ứng dụng.\n"
)


def from_trusted_proxies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whose address a request has, and whether it came encrypted.

    From a trusted server the address is the last one it was given that is no trusted server itself; from
    anyone else the forwarded headers are dropped. A trusted server that does not say how the request came
    would be redirected to itself for ever: it is told what is missing.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        meta = request.META
        if not trusted(meta.get("REMOTE_ADDR", "")):
            meta.pop(PROTO, None)
            meta.pop(FORWARDED, None)
        else:
            if settings.HTTPS and PROTO not in meta and request.path_info not in PROBES:
                return HttpResponse(NO_PROTO, status=400, content_type="text/plain; charset=utf-8")
            meta["REMOTE_ADDR"] = client_of(meta.get("REMOTE_ADDR", ""), meta.pop(FORWARDED, ""))
        return get_response(request)

    return answer


def client_of(peer: str, forwarded: str) -> str:
    """The address nearest to us that is no proxy of ours; `peer` when none is named or one is no address."""
    for one in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        if _address(one) is None:
            return peer
        if not trusted(one):
            return one
    return peer


def trusted(address: str) -> bool:
    """A unix socket has no address: who may open it is decided by the file system."""
    if not address:
        return True
    found = _address(address)
    return found is not None and any(found in network for network in settings.TRUSTED_PROXIES)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found
