"""The same document read again: which lines came, went or read differently; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from bachdang.wordplan.lines import Line, Reading

MOST = 200
"""So many differences are shown."""


@dataclass(frozen=True)
class Difference:
    """A line as it stands in the draft and as it stands in the document now; None where it is not."""

    before: Line | None
    after: Line | None

    @property
    def what(self) -> str:
        if self.before is None:
            return "Mới"
        return "Không còn" if self.after is None else "Khác chữ"


def differences(draft: Reading, again: Reading) -> list[Difference]:
    """By words and markers; what the office decided about a line is no difference."""
    return list(_differences(draft.lines, again.lines))


def _differences(before: list[Line], after: list[Line]) -> Iterator[Difference]:
    matcher = SequenceMatcher(
        None, [_key(one) for one in before], [_key(one) for one in after], autojunk=False
    )
    for tag, first, last, start, stop in matcher.get_opcodes():
        if tag == "equal":
            continue
        old, new = before[first:last], after[start:stop]
        paired = min(len(old), len(new))
        yield from (Difference(one, other) for one, other in zip(old, new, strict=False))
        yield from (Difference(one, None) for one in old[paired:])
        yield from (Difference(None, one) for one in new[paired:])


def _key(line: Line) -> tuple[str, str]:
    return line.marker, line.words
