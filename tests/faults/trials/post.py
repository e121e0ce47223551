"""Mail servers as they are met: none, one that refuses, one that says nothing, one that takes letters."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, handler: type[socketserver.StreamRequestHandler]) -> None:
        super().__init__(("127.0.0.1", port), handler)
        self.taken: list[str] = []
        self.ended = threading.Event()


class _Refuses(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"554 no service here\r\n")


class _Silent(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.server.ended.wait(600)


class _Takes(socketserver.StreamRequestHandler):
    """Just enough of SMTP; keeps the Message-ID of what it took."""

    server: _Server

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in iter(self.rfile.readline, b""):
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self._take()
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return

    def _take(self) -> None:
        for line in iter(self.rfile.readline, b".\r\n"):
            if line.lower().startswith(b"message-id:"):
                self.server.taken.append(line.decode().strip())


KINDS: dict[str, type[socketserver.StreamRequestHandler]] = {
    "refuses": _Refuses, "silent": _Silent, "takes": _Takes,
}  # fmt: skip


@contextmanager
def mail_server(kind: str, port: int) -> Iterator[_Server]:
    """`down`: nobody listens there while the block runs."""
    server = _Server(port, KINDS.get(kind, _Refuses))
    if kind == "down":
        server.server_close()
        yield server
        return
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
