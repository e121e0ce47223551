"""Exactly one lead for each assignment: where the document names several, or none, the point stays open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bachdang.standing.clarity import Assignment
from bachdang.vietnamese.text import fold
from plans.models import Clause, Item, Question, QuestionAbout

# The cell of an annex row that names who leads.
_LEAD_CELL = {"task": 2, "project": 3}

Asked = Mapping[int, Sequence[Question]]


def without_lead(rows: Sequence[Assignment], asked: Asked) -> Iterator[tuple[str, Clause | None]]:
    """Assignments without a lead whose question is not open, in words with their clause.

    Every body that the document prints is named: here, or by an open question (`asked`, by clause).
    """
    for row in rows:
        if row.has_lead:
            continue
        printed = printed_lead(row.item)
        told = [one for one in asked.get(row.item.clause_id or 0, ()) if one.about == QuestionAbout.LEAD]
        told = [one for one in told if names_all(printed, one.text)]
        if any(not one.answer for one in told):
            continue
        says = f"; văn bản ghi: {printed}" if printed else ""
        but = " Câu hỏi đã được trả lời nhưng chưa điền đơn vị chủ trì." if told else ""
        clause = row.item.clause or row.item.heading
        yield (
            f"{row.place}: chưa có đúng một đơn vị chủ trì{says}. Giao một đơn vị nào chủ trì?{but}",
            clause,
        )


def printed_lead(item: Item) -> str:
    """Who leads as the annex prints it; "" for programmes and what a decision added."""
    cells = item.clause.cells if item.clause and item.clause.cells else []
    index = _LEAD_CELL.get(item.kind, len(cells))
    return str(cells[index]).strip() if index < len(cells) else ""


def bodies_of(printed: str) -> list[str]:
    """The bodies a cell prints, one by one."""
    return [one.strip() for one in re.split(r"[,;]|\svà\s", printed) if one.strip()]


def names_all(printed: str, text: str) -> bool:
    """Whether a question about the lead names every body printed."""
    folded = fold(text)
    return all(fold(body) in folded for body in bodies_of(printed))
