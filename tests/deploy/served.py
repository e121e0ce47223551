"""nginx before gunicorn on loopback, by the configurations of deploy/, with a certificate of its own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
HOST = "ke-hoach.example.vn"


@dataclass(frozen=True)
class Served:
    """A running site; `port` is that of nginx."""

    port: int
    place: Path

    def connect(self, timeout: float = 30) -> HTTPSConnection:
        """The certificate is our own, so nobody vouches for it."""
        trusting = ssl.create_default_context(cafile=str(self.place / "site.crt"))
        return HTTPSConnection("127.0.0.1", self.port, timeout=timeout, context=trusting)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def served(place: Path, environment: Mapping[str, str]) -> Iterator[Served]:
    """Start both, wait until the site answers, stop both."""
    port, plain = free_port(), free_port()
    certify(place)
    (place / "nginx.conf").write_text(nginx_conf(place, port, plain), "utf-8")
    gunicorn = [sys.executable, "-m", "gunicorn", "bachdang.wsgi", "--config", "deploy/gunicorn.conf.py"]
    told = {
        **os.environ, "DEBUG": "0", "HTTPS": "1", "ALLOWED_HOSTS": "127.0.0.1",
        "BIND": f"unix:{place}/site.sock", **environment,
    }  # fmt: skip
    nginx = [shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(place), "-c", str(place / "nginx.conf")]
    with ExitStack() as stack:
        for command, log in ((gunicorn, "site.log"), (nginx, "nginx.log")):
            output = stack.enter_context((place / log).open("wb"))
            process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=output, stderr=output)  # noqa: S603
            stack.callback(stop, process)
        site = Served(port, place)
        wait(site)
        yield site


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    process.kill()
    process.wait()


def wait(site: Served) -> None:
    for _ in range(600):
        with suppress(OSError), closing(site.connect(timeout=2)) as connection:
            connection.request("GET", "/song/")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    logs = [(site.place / name).read_text("utf-8", "replace") for name in ("site.log", "nginx.log")]
    raise AssertionError("\n".join(logs))


def certify(place: Path) -> None:
    """A self-signed certificate for loopback."""
    names, curve = "subjectAltName=IP:127.0.0.1", "ec_paramgen_curve:prime256v1"
    subprocess.run(  # noqa: S603 - our own command
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", curve, "-nodes", "-days", "3650",  # noqa: S607
         "-keyout", "site.key", "-out", "site.crt", "-subj", f"/CN={HOST}", "-addext", names],
        cwd=place, check=True, capture_output=True,
    )  # fmt: skip


def nginx_conf(place: Path, port: int, plain: int) -> str:
    """deploy/nginx as shipped; only ports, paths and the certificate are those of the test."""
    shipped = (ROOT / "deploy/nginx/bachdang.conf").read_text("utf-8")
    changes = [
        (r"listen \[::\]:\d+( ssl)?;", ""),
        (r"listen 80;", f"listen 127.0.0.1:{plain};"),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        (r"server_name \S+;", "server_name 127.0.0.1;"),
        (r"/etc/bachdang/tls/", f"{place}/"),
        (r"/run/bachdang/", f"{place}/"),
        (r"/opt/bachdang/current/", f"{ROOT}/"),
    ]
    for pattern, new in changes:
        shipped, count = re.subn(pattern, new, shipped)
        assert count, pattern
    temporary = "\n".join(
        f"{kind}_temp_path {place}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    return f"""{user} daemon off; worker_processes 1; pid {place}/nginx.pid; error_log {place}/error.log;
events {{ worker_connections 512; }}
http {{ access_log off; include /etc/nginx/mime.types; {temporary}
{shipped} }}
"""
