"""The program as gunicorn loads it."""

from __future__ import annotations

import gc
import sys

from bachdang import wsgi
from bachdang.frames import NEED, in_one_piece


def test_what_is_loaded_is_not_looked_through_at_every_page() -> None:
    before = gc.get_threshold()
    try:
        gc.unfreeze()
        wsgi.settle()
        assert gc.get_freeze_count() > 100_000
        assert gc.get_threshold()[0] == wsgi.YOUNG
        assert len(gc.get_objects()) < gc.get_freeze_count() / 10
    finally:
        gc.set_threshold(*before)


def test_what_a_page_calls_has_room_for_its_frames() -> None:
    told = []

    @in_one_piece
    def page(first: int, *, second: int) -> int:
        caller = sys._getframe(1).f_code
        told.append(caller.co_stacksize)
        return first - second

    assert page(3, second=2) == 1
    assert told == [NEED]
    assert wsgi.application.__code__.co_stacksize == NEED
