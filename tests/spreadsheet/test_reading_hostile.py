"""Workbooks of a few kilobytes that would eat a server are refused before they grow."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator

import pytest

from bachdang.spreadsheet.reading import UnreadableFile, read_table
from tests.spreadsheet.hostile import bombs, harmless

BOMBS = bombs()
MOST_MEMORY = 100 * 1024 * 1024


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.usefixtures("traced")
def test_a_workbook_that_would_eat_the_server_is_refused(name: str) -> None:
    assert len(BOMBS[name]) < 700_000
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    with pytest.raises(UnreadableFile):
        read_table(BOMBS[name], "a.xlsx")
    assert tracemalloc.get_traced_memory()[1] - before < MOST_MEMORY


@pytest.mark.parametrize("name", harmless())
def test_what_only_looks_alike_is_read(name: str) -> None:
    table = read_table(harmless()[name], "a.xlsx")
    assert table.lines[0].cells[0] == "Mã chỉ tiêu"


def test_refusing_takes_no_time() -> None:
    """Each in less than a second of the processor, on the average of them all."""
    started = time.process_time()
    for content in BOMBS.values():
        with pytest.raises(UnreadableFile):
            read_table(content, "a.xlsx")
    assert time.process_time() - started < len(BOMBS)
