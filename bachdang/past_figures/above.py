"""What stands above a table: words that tell where it is from, and in what it measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bachdang.spreadsheet.reading import Line
from bachdang.vietnamese.money import money_size

_MEASURE = re.compile(
    r"[(\[]?\s*\b(?P<label>đơn\s+vị\s+tính|đ\.?v\.?t\b\.?|đơn\s+vị(?=\s*:))\s*:?\s*(?P<measure>[^()\[\];\n]*)[)\]]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Above:
    """`texts`: what is said, each once, without the units of measure; `measures`: these."""

    texts: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


def read_above(lines: Sequence[Line]) -> Above:
    """ "Đơn vị tính: triệu đồng" is a measure, in one cell or in two; "Đơn vị: UBND phường" is a text."""
    texts: dict[str, None] = {}
    measures: dict[str, None] = {}
    for line in lines:
        cells = [*filter(None, dict.fromkeys(line.cell(at).typed for at in range(len(line.cells))))]
        while cells:
            rest, measure = _apart(cells.pop(0), cells[:1])
            if measure and measure in cells:
                cells.remove(measure)
            texts |= dict.fromkeys(filter(None, [rest]))
            measures |= dict.fromkeys(filter(None, [measure]))
    return Above(tuple(texts), tuple(measures))


def _apart(text: str, following: Sequence[str]) -> tuple[str, str]:
    """A text without the unit of measure that it names, and that unit; it may be in the cell that follows."""
    found = _MEASURE.search(text)
    if found is None:
        return text, ""
    measure = found["measure"].strip(" .,:") or next(iter(following), "")
    is_body = found["label"].casefold().split() == ["đơn", "vị"]
    if is_body and money_size(measure) is None and not measure.startswith("%"):
        return text, ""
    return f"{text[: found.start()]}{text[found.end() :]}".strip(" ,;-–"), measure
