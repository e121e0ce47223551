"""The site on loopback, as deploy/ starts it, but with its program loaded once for all workers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.person import Person

ROOT = Path(__file__).parents[2]
NOW = "2026-10-08T09:30"
"""When the reports of the newest quarter are being written; due days hang on it, not on the machine's day."""
PASSWORD = "bachdang-demo"


def environment(url: str, place: Path) -> dict[str, str]:
    """Settings of the site and of its commands. Whatever else the machine's environment says stays out."""
    own = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    return {
        **own,
        "DJANGO_SETTINGS_MODULE": "bachdang.settings", "SECRET_KEY": "only-for-faults-" + "0" * 40,
        "DATABASE_URL": url, "MEDIA_ROOT": str(place / "files"), "BACKUP_DIR": str(place / "backups"),
        "DEBUG": "0", "HTTPS": "0", "BACHDANG_DEMO": "1", "ALLOWED_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "WARNING",
        "STATICFILES_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
        "EVIDENCE_MAX_FILES": "100000", "EVIDENCE_MAX_TOTAL": str(2**40), "EMAIL_URL": "consolemail://",
        "CLOCK": str(place / "clock"), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore",
    }  # fmt: skip


@dataclass
class Site:
    """`place` holds its files and log; `more` are settings of a trial, which stand over the usual ones."""

    url: str
    place: Path
    more: Mapping[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.place.mkdir(parents=True, exist_ok=True)
        self.set_clock(NOW)

    @property
    def environment(self) -> dict[str, str]:
        return {**environment(self.url, self.place), **self.more}

    def set_clock(self, moment: str) -> None:
        """At once, so that nobody reads half of it."""
        beside = self.place / "clock.new"
        beside.write_text(moment, "utf-8")
        beside.replace(self.place / "clock")

    def start(self) -> None:
        self.port = self.port or free_port()
        command = [
            sys.executable, "-m", "gunicorn", "tests.faults.wsgi", "--config", "deploy/gunicorn.conf.py",
            "--bind", f"127.0.0.1:{self.port}", "--preload",
        ]  # fmt: skip
        with (self.place / "site.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)  # noqa: S603
        self.wait("/song/")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(15)
        self.kill_workers()
        self.process.kill()
        self.process.wait()

    def workers(self) -> list[int]:
        assert self.process is not None
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        with suppress(OSError):
            return [int(one) for one in listed.read_text().split()]
        return []

    def kill_workers(self) -> int:
        """kill -9 of each process that answers requests; how many there were."""
        workers = self.workers()
        for one in workers:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        return len(workers)

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=90)

    def person(self, username: str) -> Person:
        person = Person(self.connect, f"http://127.0.0.1:{self.port}")
        answer = person.sign_in(username, PASSWORD)
        assert answer.status == 302, (username, answer.status, answer.page[-2000:])
        return person

    def status(self, path: str) -> int:
        """0 when there is no answer at all."""
        with suppress(OSError, HTTPException), closing(self.connect()) as connection:
            connection.request("GET", path)
            return int(connection.getresponse().status)
        return 0

    def wait(self, path: str = "/san-sang/", seconds: float = 60) -> float:
        """Until it answers 200: how long that took. The log is told when it does not."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if self.status(path) == 200:
                return time.monotonic() - begun
            time.sleep(0.02)
        raise AssertionError(f"{path} not answered in {seconds} s:\n{self.log()[-3000:]}")

    def log(self) -> str:
        return (self.place / "site.log").read_text("utf-8", "replace")

    def command(self, *arguments: str, at: str = NOW, check: bool = True) -> subprocess.CompletedProcess[str]:
        """manage.py, on that day."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "tests.faults.at", at, *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    site.start()
    try:
        yield site
    finally:
        site.stop()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
