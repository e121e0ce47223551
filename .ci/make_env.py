"""Write .env with a random secret key, readable by its owner only; an existing key is left alone."""

import os
import re
import secrets
import sys
from pathlib import Path


def main(path: Path) -> None:
    """Add SECRET_KEY to path, which is created with mode 600 when missing."""
    if path.exists() and re.search(r"^\s*(export\s+)?SECRET_KEY\s*=", path.read_text("utf-8"), re.MULTILINE):
        return
    start = "\n" if path.exists() and not path.read_text("utf-8").endswith("\n") else ""
    descriptor = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(f"{start}SECRET_KEY={secrets.token_urlsafe(50)}\n")
    print(f"Đã tạo khóa bí mật trong {path} (chỉ chủ tệp đọc được).")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
