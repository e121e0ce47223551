"""A bare Debian in a folder, started with its own systemd, network and processes: systemd-nspawn, as root.

Packages come over the network of this machine, everything else happens on a loopback that only the machine
in the folder has: nothing here is touched, no port is taken.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

DEBIAN, MIRROR = "bookworm", "http://deb.debian.org/debian"
# What every installed Debian has and debootstrap's smallest lacks.
INCLUDED = "systemd-sysv,dbus,ca-certificates,iproute2,adduser"
# How this machine reaches its packages is how the bare one does.
ALIKE = ("/etc/resolv.conf", "/etc/ssl/certs/ca-certificates.crt", "/etc/pip.conf")


class Failed(Exception):
    """A command of the walk ended with another status than 0."""


@dataclass(frozen=True)
class Machine:
    """A started one: `root` its files, `leader` the process here that is its systemd."""

    root: Path
    leader: int
    log: IO[str]

    def run(self, commands: str, *, network: bool = False, typed: str = "", **variables: str) -> str:
        """What the commands print, as root, up to the first that fails; `typed` answers what they ask."""
        spaces = ["--mount", "--uts", "--ipc", "--pid", *([] if network else ["--net"])]
        told = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
        told |= {"DEBIAN_FRONTEND": "noninteractive", "LANG": "C.UTF-8", **variables}
        done = subprocess.run(  # noqa: S603 - the commands of our own paper
            ["nsenter", "--target", str(self.leader), *spaces, "bash", "-euc", f"cd /root\n{commands}"],  # noqa: S607
            env=told, input=typed, capture_output=True, text=True, check=False, start_new_session=True,
        )  # fmt: skip
        self.log.write(f"\n$ {commands}\n{done.stdout}{done.stderr}")
        self.log.flush()
        if done.returncode:
            raise Failed(
                f"{commands}\nended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
            )
        return done.stdout

    def inside(self, path: str) -> Path:
        return self.root / path.lstrip("/")


def bare_root(base: Path, root: Path) -> None:
    """A fresh copy of the smallest Debian; `base` is made once and kept."""
    if not base.exists():
        making = base.with_name(f"{base.name}.making")
        shutil.rmtree(making, ignore_errors=True)
        subprocess.run(  # noqa: S603
            ["debootstrap", "--variant=minbase", f"--include={INCLUDED}", DEBIAN, str(making), MIRROR],  # noqa: S607
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        making.rename(base)
    subprocess.run(["cp", "-a", str(base), str(root)], check=True)  # noqa: S603, S607
    for name in ALIKE:
        if Path(name).exists():
            shutil.copyfile(name, root / name.lstrip("/"))


@contextmanager
def started(root: Path, log: IO[str]) -> Iterator[Machine]:
    """The machine in that folder, until the block ends."""
    process = subprocess.Popen(  # noqa: S603
        ["systemd-nspawn", "--quiet", "--directory", str(root), "--register=no", "--keep-unit",  # noqa: S607
         "--private-network", "--resolv-conf=off", "--boot"],
        stdin=subprocess.DEVNULL, stdout=log, stderr=log,
    )  # fmt: skip
    try:
        machine = Machine(root, _leader(process), log)
        _wait_for_systemd(machine)
        yield machine
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
        process.kill()
        process.wait()


def _leader(process: subprocess.Popen[bytes]) -> int:
    """The child of systemd-nspawn that has become the machine's first process."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for _ in range(300):
        for child in listed.read_text().split():
            with suppress(OSError):
                if os.readlink(f"/proc/{child}/ns/pid") != os.readlink("/proc/self/ns/pid"):  # noqa: PTH115
                    return int(child)
        time.sleep(0.1)
    raise Failed("systemd-nspawn has not started")


def _wait_for_systemd(machine: Machine) -> None:
    for _ in range(60):
        with suppress(Failed):
            state = machine.run("systemctl is-system-running || true").strip()
            if state in {"running", "degraded"}:
                return
        time.sleep(1)
    raise Failed("systemd of the bare machine does not come up")
