"""Take the addresses out of package-lock.json: what counts is name, version and integrity."""

import json
import sys
from pathlib import Path


def main(path: Path) -> None:
    """Rewrite the lock without "funding" and "resolved"."""
    lock = json.loads(path.read_text("utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
