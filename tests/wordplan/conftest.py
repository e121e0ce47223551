"""The plan of record as Word documents, made once: with printed and with automatic numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.conftest import NOW
from tests.wordplan.documents import Record


@pytest.fixture(scope="session", params=[False, True], ids=["printed numbers", "automatic numbers"])
def record_docx(request: pytest.FixtureRequest) -> Iterator[bytes]:
    with time_machine.travel(NOW, tick=False):
        yield Record(automatic=request.param).build()
