"""Room for the frames of a test, in one piece.

CPython keeps the frames of running functions in pieces of 16 KB. Where a loop happens to stand at the end of
one, every call in it asks the system for the next piece and gives it back: up to a third of the time of what
is called from deep within, as the cells of a workbook below client, middleware and view. A function that
states a large need is given a piece of that size, and what it calls finds room in the rest of it.
"""

from __future__ import annotations

import pytest

NEED = 140_000
"""Slots of 8 bytes: the piece is the next power of two, 2 MB, of which almost half is left."""


def _run(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    runner = item.config.pluginmanager.get_plugin("runner")
    assert runner is not None
    done: bool = runner.pytest_runtest_protocol(item, nextitem)
    return done


_run.__code__ = _run.__code__.replace(co_stacksize=NEED)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """In place of pytest's own, which it calls; hooks around it stay around it."""
    return _run(item, nextitem)
