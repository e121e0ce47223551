"""What people were told, written down by themselves, and held against what is there afterwards."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from tests.faults.outcome import Outcome
from tests.faults.site import Site
from tests.faults.stand import rows
from tests.person import Answer

TOLD = {
    503: "nên việc vừa làm chưa được lưu",  # bachdang/outage.py
    422: "kho lưu trữ của hệ thống đầy hoặc không ghi được",  # plans/storing/stored_files.py
}
"""Words of the pages that say that it did not work, and why."""


@dataclass
class Ledger:
    """`remarks`, `files`: what was sent, and whether it was acknowledged; `drafts`: what each may say."""

    remarks: dict[str, bool] = field(default_factory=dict)
    files: dict[str, bool] = field(default_factory=dict)
    drafts: dict[str, list[str]] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    in_flight: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """A request is on its way. One without an answer may have been done or not."""
        with self.lock:
            self.in_flight += 1
        try:
            yield
        except (OSError, HTTPException):
            self.answers["none"] += 1
            time.sleep(0.02)  # as somebody takes to press again
        finally:
            with self.lock:
                self.in_flight -= 1

    def heard(self, answer: Answer, doing: str) -> bool:
        """Whether it was acknowledged; anything but that and a clear page is a fault."""
        told = answer.status in TOLD and TOLD[answer.status] in answer.page
        self.answers["done" if answer.status == 302 else "told" if told else "wrong"] += 1
        if answer.status != 302 and not told:
            self.wrong.append(f"{doing}: {answer.status} {_title(answer)}")
        return answer.status == 302

    @property
    def acknowledged(self) -> int:
        return self.answers["done"]

    def goes_on(self) -> Callable[[], bool]:
        """Whether something more was acknowledged since now."""
        done = self.acknowledged
        return lambda: self.acknowledged > done

    def tells(self) -> Callable[[], bool]:
        """Whether somebody more was told since now that it does not work."""
        told = self.answers["told"]
        return lambda: self.answers["told"] > told

    def may_say(self, code: str, text: str, *, surely: bool) -> None:
        self.drafts[code] = [text] if surely else [*self.drafts.get(code, [""]), text]

    def held_against(self, site: Site, outcome: Outcome) -> None:
        """Count what was lost and what is there by half."""
        outcome.acknowledged += self.acknowledged
        outcome.told += self.answers["told"]
        outcome.wrong += [f"{one}\n{_trouble(site)}" if ": 500 " in one else one for one in self.wrong]
        self._remarks(site.url, outcome)
        self._drafts(site.url, outcome)
        self._files(site, outcome)

    def _remarks(self, url: str, outcome: Outcome) -> None:
        there = Counter(text for (text,) in rows(url, "SELECT text FROM plans_comment"))
        outcome.lost += sum(done and not there[text] for text, done in self.remarks.items())
        outcome.torn += sum(count > 1 for count in there.values())
        keys = {f"plans.comment:{pk}" for (pk,) in rows(url, "SELECT id FROM plans_comment")}
        told = rows(url, "SELECT subject FROM accounts_auditevent WHERE verb = 'comment'")
        outcome.torn += len(keys ^ {subject for (subject,) in told})

    def _drafts(self, url: str, outcome: Outcome) -> None:
        said = rows(
            url,
            "SELECT i.code, r.result FROM plans_report r JOIN plans_item i ON i.id = r.item_id "
            "JOIN plans_period p ON p.id = r.period_id WHERE p.quarter = 3",
        )
        there = dict(said)
        outcome.lost += sum(there.get(code, "") not in texts for code, texts in self.drafts.items())

    def _files(self, site: Site, outcome: Outcome) -> None:
        uploads = rows(site.url, "SELECT sha256, file FROM plans_upload")
        behind = {
            one
            for (one,) in rows(site.url, "SELECT upload_id FROM plans_evidence WHERE upload_id IS NOT NULL")
        }
        there = {digest for digest, _ in uploads}
        outcome.lost += sum(done and digest not in there for digest, done in self.files.items())
        store = Path(site.environment["MEDIA_ROOT"])
        outcome.torn += sum(_digest(store / name) != digest for digest, name in uploads)
        outcome.torn += len({pk for (pk,) in rows(site.url, "SELECT id FROM plans_upload")} - behind)


def verified(site: Site, outcome: Outcome) -> None:
    """All rules over the whole database."""
    done = site.command("verify_data", check=False)
    if done.returncode:
        outcome.wrong.append(f"verify_data: {done.stdout[-1000:]}{done.stderr[-1000:]}")


def _trouble(site: Site) -> str:
    """What the log says of the last error of the program."""
    log = site.log()
    return log[max(0, log.rfind("Internal Server Error")) :][:4000]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _title(answer: Answer) -> str:
    return answer.page.partition("<title>")[2].partition("</title>")[0] or answer.page[:200]
