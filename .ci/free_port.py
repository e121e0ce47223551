"""Fail, in words, when a port of this machine is taken."""

import socket
import sys


def main(port: str) -> None:
    """Exit with a message when 127.0.0.1:port cannot be listened on."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT phải là số từ 1 đến 65535, không phải “{port}”.")
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(port)))
        except OSError as error:
            sys.exit(
                f"Không dùng được cổng {port} ({error.strerror}). Chọn cổng khác, ví dụ: PORT={int(port) + 1}"
            )


if __name__ == "__main__":
    main(sys.argv[1])
