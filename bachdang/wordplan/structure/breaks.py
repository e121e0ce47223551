"""Sentences that a page or a line end broke in two, put together again with one space."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bachdang.wordplan.reading.pieces import Document, Paragraph
from bachdang.wordplan.structure.markers import Depth, split_marker
from bachdang.wordplan.structure.wording import is_title

_ENDS: Final = tuple('.;:!?”"…)')


def join_broken(document: Document) -> None:
    """A paragraph that begins with a small letter goes on with the one before, when that has not ended."""
    joined: list[Paragraph | object] = []
    for piece in document.pieces:
        before = joined[-1] if joined else None
        if isinstance(piece, Paragraph) and isinstance(before, Paragraph) and _goes_on(before, piece):
            joined[-1] = replace(before, text=f"{before.text} {piece.text}")
        else:
            joined.append(piece)
    document.pieces = joined  # type: ignore[assignment]


def _goes_on(before: Paragraph, here: Paragraph) -> bool:
    if here.number or here.centred or before.centred or is_title(before.text):
        return False
    if split_marker(here.text).depth != Depth.NONE:
        return False
    starts_small = here.text[:1].islower() or here.text[:1] in ",;)"
    return starts_small and not before.text.endswith(_ENDS) and not before.text.isupper()
