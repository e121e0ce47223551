"""Print how much of the product the tests have run: all of it in one line, then the files below 85 %."""

import json
import sys
from pathlib import Path

ENOUGH = 85


def main(measured: Path) -> None:
    """Read slipcover's JSON."""
    found = json.loads(measured.read_text("utf-8"))
    files = {path: file["summary"] for path, file in found["files"].items()}
    little = {path: one for path, one in sorted(files.items()) if one["percent_covered"] < ENOUGH}
    print(f"Dòng mã đã chạy khi kiểm thử: {found['summary']['percent_covered']:.1f} %")
    for path, one in little.items():
        lines = one["covered_lines"] + one["missing_lines"]
        print(f"  {one['percent_covered']:3.0f} % của {lines} dòng: {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
