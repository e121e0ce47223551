"""Sheet 6 rõ: every assignment with its clear answers, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bachdang.quarter.rows.outline import UNOWNED, Heading, Lines, Owner, count_marked, marked, owner_of
from bachdang.standing.clarity import Assignment, Progress
from bachdang.ui.statuses import look_of
from plans.six_clear import Answer

UNCLEAR = "Chưa rõ"
LACKING = "lacking"


@dataclass(frozen=True)
class ClearLine:
    """One assignment; `answers` are in the order of the plan's axes, "Chưa rõ: …" where one is missing."""

    place: str
    title: str
    unit: str
    answers: tuple[str, ...]
    clear: int
    status: str
    status_text: str
    owner: Owner = UNOWNED
    clear_on: tuple[bool, ...] = ()

    @property
    def lacks(self) -> bool:
        """Whether an axis is not clear."""
        return self.clear < len(self.answers)


def clear_lines(found: Iterable[Assignment]) -> Sequence[Heading | ClearLine]:
    """Programmes, tasks and projects, each kind under its name."""
    parts: list[Heading | Callable[[], ClearLine]] = []
    lacking: list[int] = []
    kind = ""
    for one in found:
        if one.kind_label != kind:
            kind = one.kind_label
            parts.append(Heading("", kind, 1))
        if not one.all_clear:
            lacking.append(len(parts))
        parts.append(partial(_line, one))
    return Lines(parts, {LACKING: lacking})


def lacking_lines(lines: Sequence[Heading | ClearLine]) -> Iterator[ClearLine]:
    """Those that are not clear on every axis."""
    return (one for one in marked(lines, LACKING) if isinstance(one, ClearLine) and one.lacks)


def count_lacking(lines: Sequence[Heading | ClearLine]) -> int:
    """How many those are; no line is made for it."""
    return count_marked(lines, LACKING, lambda one: one.lacks)


def _line(one: Assignment) -> ClearLine:
    return ClearLine(
        place=one.place,
        title=one.title,
        unit=str(one.unit or "Chưa giao"),
        answers=tuple(_answer(answer) for answer in one.answers),
        clear=one.clear_count,
        status=one.status,
        status_text=progress_text(one.progress),
        owner=owner_of(one.item),
        clear_on=tuple(one.clear_on),
    )


def _answer(answer: Answer) -> str:
    if answer.clear:
        return answer.text
    lacks = f"{UNCLEAR}: thiếu {', '.join(answer.missing)}" if answer.missing else UNCLEAR
    return f"{answer.text}\n{lacks}" if answer.text else lacks


def progress_text(progress: Progress | None) -> str:
    """The status in words; of a programme how many of its targets have the worst: "1/9 mục tiêu chậm"."""
    if progress is None:
        return "Chưa có mục tiêu"
    label = look_of(progress.status).label
    if not progress.whole:
        return label
    return f"{progress.count}/{progress.whole} mục tiêu {label[:1].lower()}{label[1:]}"
