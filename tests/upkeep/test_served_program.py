"""The program as gunicorn loads it."""

from __future__ import annotations

import gc

from bachdang import wsgi


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
