"""The site on a machine whose clock somebody sets: the file CLOCK names a moment, from which time goes on.

Written anew while the site runs, the clock of its processes jumps.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import time_machine
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler

from bachdang.wsgi import application as served
from tests.faults.at import moment

# With its static files as they lie in the tree: nothing has been collected.
site = StaticFilesHandler(cast(WSGIHandler, served))

_CLOCK = Path(os.environ["CLOCK"])
_lock = threading.Lock()
_set: tuple[str, time_machine.travel | None] = ("", None)


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    _look_at_the_clock()
    return site(environ, start_response)


def _look_at_the_clock() -> None:
    global _set
    with _lock:
        text, traveller = _set
        told = _CLOCK.read_text("utf-8")
        if told == text:
            return
        if traveller is not None:
            traveller.stop()
        traveller = time_machine.travel(moment(told), tick=True)
        traveller.start()
        _set = (told, traveller)
