"""Tests run with room for the frames of what they call, as the served site does (bachdang/frames.py)."""

from __future__ import annotations

import pytest

from bachdang.frames import in_one_piece


@in_one_piece
def _run(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    runner = item.config.pluginmanager.get_plugin("runner")
    assert runner is not None
    done: bool = runner.pytest_runtest_protocol(item, nextitem)
    return done


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """In place of pytest's own, which it calls; hooks around it stay around it."""
    return _run(item, nextitem)
