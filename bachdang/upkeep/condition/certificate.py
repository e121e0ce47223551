"""The certificate of the site as browsers meet it: whether it is still good, and for how long."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from bachdang.upkeep.condition.finding import Finding, finding

TITLE = "Chứng thư của trang"
SOON = 30
"""Days before its end: time enough to get a new one."""
WAIT = 5
RENEW = "Xin chứng thư mới, đặt vào chỗ chứng thư cũ rồi systemctl reload nginx (docs/deploy.md)."
NOT_SEEN = "Xem máy chủ web (systemctl status nginx) và SITE_URL."
_WRONG = {9: "chưa đến ngày hiệu lực", 10: "đã hết hạn", 62: "cấp cho tên khác", 64: "cấp cho tên khác"}


def certificate_finding() -> Finding:
    """Asks the web server at SITE_URL; who vouches for the certificate is the browsers' business."""
    at = urlsplit(settings.SITE_URL)
    host, port = at.hostname or "", at.port or 443
    try:
        ends = _good_until(host, port)
    except ssl.SSLCertVerificationError as error:
        return finding(TITLE, _WRONG.get(error.verify_code, error.verify_message), bad=RENEW)
    except OSError as error:
        why = error.strerror or str(error)
        return finding(
            TITLE, f"không xem được ({why})", look="Xem máy chủ web (systemctl status nginx) và SITE_URL."
        )
    days = (ends - datetime.now(UTC)).days
    return finding(TITLE, f"còn {days} ngày, đến {ends:%d/%m/%Y}", look=RENEW if days < SOON else "")


def _good_until(host: str, port: int) -> datetime:
    """The end of the certificate. Raises SSLCertVerificationError when it is not good for the host today."""
    anything = ssl.create_default_context()
    anything.check_hostname, anything.verify_mode = False, ssl.CERT_NONE
    with _secure(host, port, anything) as met:
        shown = met.getpeercert(binary_form=True)
    itself = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    itself.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    itself.load_verify_locations(cadata=shown)
    with _secure(host, port, itself) as met:
        told = met.getpeercert()
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str((told or {})["notAfter"])), UTC)


@contextmanager
def _secure(host: str, port: int, context: ssl.SSLContext) -> Iterator[ssl.SSLSocket]:
    """Where this machine does not know the name, its own web server is asked."""
    try:
        plain = socket.create_connection((host, port), timeout=WAIT)
    except socket.gaierror:
        plain = socket.create_connection(("127.0.0.1", port), timeout=WAIT)
    with plain, context.wrap_socket(plain, server_hostname=host) as met:
        yield met
