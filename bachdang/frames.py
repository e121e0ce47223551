"""Room for the frames of what is called from deep within, in one piece.

CPython keeps the frames of running functions in pieces of 16 KB. Where a loop happens to stand at the end of
one, every call in it asks the system for the next piece and gives it back: up to a third of the time of a
list or a workbook, which are made below server, middleware and view. A function that states a large need
is given a piece of that size, and what it calls finds room in the rest of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Told = ParamSpec("Told")
Answer = TypeVar("Answer")

NEED = 140_000
"""Slots of 8 bytes: the piece is the next power of two, 2 MB, of which almost half is left."""


def in_one_piece(call: Callable[Told, Answer]) -> Callable[Told, Answer]:
    """The same function, with room for all that it calls."""

    def roomy(*told: Told.args, **named: Told.kwargs) -> Answer:
        return call(*told, **named)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=NEED)
    return roomy
