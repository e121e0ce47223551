"""Which queries of the product each test sends, and how few tests send them all.

The run on SQLite records them (`--queries=record`); the run on PostgreSQL (`--queries=cover`) takes the
quickest tests that together send each of them again, those in which SQLite refused one, and those that SQLite
cannot stand for. It fails when a place of the product that queried on SQLite has not queried on PostgreSQL.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import math
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, TypeAlias

import pytest
from django.db import DatabaseError, connections

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "var" / "queries.json"
PRODUCT = tuple(f"{ROOT}/{name}/" for name in ("bachdang", "indicators", "plans", "projects"))

Seen: TypeAlias = dict[str, tuple[float, list[int]]]
"""By test: the seconds it works, and the queries it sends (fingerprints of place and statement)."""

NUMBER = re.compile(r"\d+")
VALUES = re.compile(r"%s(?:, %s)+")
REPEATED = re.compile(r"(\([^()]*\)|WHEN [^()]*\([^()]*\) THEN \S+)(?:,? \1)+")


def shape(sql: str) -> str:
    """A statement without what differs from one sending to the next: numbers, and how long its lists are."""
    return REPEATED.sub(r"\1…", VALUES.sub("%s…", NUMBER.sub("0", sql)))


def quickest(seen: Seen, given: Collection[str] = ()) -> list[str]:
    """Tests that send every query that the `given` do not, which run anyway: chosen one by one by how many
    new ones a second of work brings, and without those whose every query another chosen later brings too.
    """
    sent = {query for test in given if test in seen for query in seen[test][1]}
    missing = {query for _, queries in seen.values() for query in queries} - sent
    waiting = [(-math.inf, test) for test in sorted(seen)]
    chosen = []
    while missing:
        test = heapq.heappop(waiting)[1]
        seconds, queries = seen[test]
        new = missing.intersection(queries)
        rate = -len(new) / (seconds + 0.01)
        # What a test brings only grows less: one that is still first when counted again is the best.
        if waiting and rate > waiting[0][0]:
            heapq.heappush(waiting, (rate, test))
        else:
            chosen.append(test)
            missing -= new
    return _needed(seen, chosen, sent)


def _needed(seen: Seen, chosen: list[str], sent: set[int]) -> list[str]:
    """What is chosen first is the widest, and may be needed no longer: the dearest are left out first."""
    times = Counter(query for test in chosen for query in seen[test][1] if query not in sent)
    left_out = set()
    for test in sorted(chosen, key=lambda one: -seen[one][0]):
        own = [query for query in seen[test][1] if query not in sent]
        if all(times[query] > 1 for query in own):
            left_out.add(test)
            times.subtract(own)
    return [test for test in chosen if test not in left_out]


class Queries:
    """A plugin of pytest: hears what every test sends; each process of xdist hands over what it has heard."""

    def __init__(self, config: pytest.Config) -> None:
        self.covering = config.getoption("queries") == "cover"
        self.record = json.loads(RECORD.read_text("utf-8")) if self.covering else {}
        self.seen: Seen = {}
        self.refused: set[str] = set()
        self.places: set[str] = set()
        self.given: set[str] = set()
        self.test = ""
        self.sent: set[int] = set()
        self.known: dict[tuple[str, int, str], int] = {}

    def hear(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Around every statement: the innermost line of the product that it comes from, if it does."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and not frame.f_code.co_filename.startswith(PRODUCT):
            frame = frame.f_back
        if frame is not None and self.test:
            self.sent.add(self.fingerprint(frame.f_code.co_filename, frame.f_lineno, sql))
        try:
            return execute(sql, params, many, context)
        except DatabaseError:
            self.refused.add(self.test)
            raise

    def fingerprint(self, path: str, line: int, sql: str) -> int:
        key = path, line, sql
        if key not in self.known:
            place = f"{path.removeprefix(f'{ROOT}/')}:{line}"
            self.places.add(place)
            digest = hashlib.blake2b(f"{place} {shape(sql)}".encode(), digest_size=6).digest()
            self.known[key] = int.from_bytes(digest)
        return self.known[key]

    def pytest_sessionstart(self) -> None:
        connections["default"].execute_wrappers.append(self.hear)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        began, self.test, self.sent = time.process_time(), item.nodeid, set()
        yield
        self.seen[item.nodeid] = time.process_time() - began, sorted(self.sent)
        self.test = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        self.given = {one.nodeid for one in items if _for_its_own_sake(one) and _sends_the_same_again(one)}
        if self.covering:
            chosen = {*self.record["tests"], *self.record["refused"]}
            left = [one for one in items if one.nodeid not in chosen and not _for_its_own_sake(one)]
            config.hook.pytest_deselected(items=left)
            items[:] = [one for one in items if one not in set(left)]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A process of xdist has ended."""
        if heard := getattr(node, "workeroutput", {}).get("queries"):
            seen, refused, places, given = heard
            self.given |= set(given)
            self.seen |= seen
            self.refused |= set(refused)
            self.places |= set(places)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            heard = self.seen, sorted(self.refused), sorted(self.places), sorted(self.given)
            session.config.workeroutput["queries"] = heard
        elif not self.covering:
            found = {
                "tests": quickest(self.seen, self.refused | self.given),
                "refused": sorted(self.refused),
                "places": sorted(self.places),
            }
            RECORD.parent.mkdir(exist_ok=True)
            RECORD.write_text(json.dumps(found, indent=1), encoding="utf-8")
        elif self.never():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def never(self) -> list[str]:
        """Places that queried on SQLite, and not here."""
        return sorted({*self.record["places"]} - self.places)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.covering:
            wanted, never = len(self.record["places"]), self.never()
            terminalreporter.section("queries")
            terminalreporter.line(
                f"{wanted - len(never)} of {wanted} places that query have queried this database"
            )
            for place in never:
                terminalreporter.line(f"never: {place}", red=True)


def _for_its_own_sake(item: pytest.Item) -> bool:
    """Marked so, skipped on SQLite, or a test of what is committed."""
    marks = ("dialect", "skipif")
    django_db = item.get_closest_marker("django_db")
    return any(map(item.get_closest_marker, marks)) or bool(django_db and django_db.kwargs.get("transaction"))


def _sends_the_same_again(item: pytest.Item) -> bool:
    """Not skipped on one of the databases, and not drawn anew each time."""
    return not any(map(item.get_closest_marker, ("skipif", "long")))
