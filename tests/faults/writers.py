"""Officials who write without a pause, each at an own task, and note in the ledger what they were told."""

from __future__ import annotations

import hashlib
import itertools
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.faults.ledger import Ledger
from tests.faults.site import Site
from tests.person import Person

# Tasks that the illustrative ward has not reported yet in the newest quarter, and who reports them.
DESKS = [("kinhte", "PL1.I.6"), ("vanhoa", "PL1.VIII.2"), ("congan", "PL1.X.4")]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Writer(threading.Thread):
    """Remark, draft, file, remark … until it is stopped. Signed in before that."""

    def __init__(self, site: Site, ledger: Ledger, username: str, code: str, size: int = 0) -> None:
        super().__init__(daemon=True, name=f"{username} {code}")
        self.person: Person = site.person(username)
        self.site, self.ledger, self.code, self.size = site, ledger, code, size
        self.page = f"/viec-cua-toi/{code}/"
        self.hidden = self.person.form(self.page, f"{self.page}trao-doi/")
        self.stopped = threading.Event()

    def run(self) -> None:
        steps: list[Callable[[str], None]] = [self.remark, self.draft, self.remark, self.evidence]
        for number in itertools.count():
            if self.stopped.is_set():
                return
            with self.ledger.asking():
                steps[number % len(steps)](f"{self.code} {number} {secrets.token_hex(6)}")

    def remark(self, text: str) -> None:
        """A row, its line of the history and its notices in one transaction."""
        values = {**self.hidden, "once": secrets.token_urlsafe(12), "text": text}
        self.ledger.remarks[text] = False
        answer = self.person.post(f"{self.page}trao-doi/", values)
        self.ledger.remarks[text] = self.ledger.heard(answer, "remark")

    def draft(self, text: str) -> None:
        """The report's own form, read anew each time, as it was left by whatever came between."""
        read = self.person.get(self.page)
        if read.status != 200:
            self.ledger.heard(read, "report")
            return
        values = {**self.person.form_in(read, self.page), "result": text, "once": secrets.token_urlsafe(12)}
        self.ledger.may_say(self.code, text, surely=False)
        if self.ledger.heard(self.person.post(self.page, values), "draft"):
            self.ledger.may_say(self.code, text, surely=True)

    def evidence(self, text: str) -> None:
        """A new file behind the draft."""
        read = self.person.get(self.page)
        if read.status != 200:
            self.ledger.heard(read, "report")
            return
        found = self.person.form_like(read, "/tai-lieu/them/")
        if found is None:
            return  # no draft yet
        address, values = found
        # In hexadecimal: among bytes at random "/JS" stands by chance, and is refused as a script.
        content = PDF + text.encode() + secrets.token_hex(self.size // 2).encode()
        digest = hashlib.sha256(content).hexdigest()
        self.ledger.files[digest] = False
        answer = self.person.post(
            address, {**values, "once": secrets.token_urlsafe(12)}, (f"{text}.pdf", content)
        )
        self.ledger.files[digest] = self.ledger.heard(answer, "evidence")


@contextmanager
def writing(site: Site, *, at: list[Site] | None = None, size: int = 0) -> Iterator[Ledger]:
    """While the block runs, everybody writes, at one site or spread over several of one database."""
    ledger = Ledger()
    sites = itertools.cycle(at or [site])
    people = [Writer(next(sites), ledger, username, code, size) for username, code in DESKS]
    for one in people:
        one.start()
    try:
        yield ledger
    finally:
        for one in people:
            one.stopped.set()
        for one in people:
            one.join(100)


def wait_until(true: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it became true in that time."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if true():
            return True
        time.sleep(0.002)
    return False
