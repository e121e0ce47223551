"""Run a command with a PostgreSQL server of its own, named in TEST_DATABASE_URL.

The cluster lives in a temporary folder, answers on a unix socket there only, keeps nothing (fsync off), runs
as an unprivileged user when started by root, and is stopped and removed however the command ends.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

ROLE = "bachdang"
# Without a locale and an encoding the cluster would be SQL_ASCII in an empty environment.
INITDB = ["--username", ROLE, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
SETTINGS = {
    "listen_addresses": "",
    # It would count the rows of tables that every test rolls back, find none, and mislead the planner.
    "autovacuum": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
}


def programs() -> Path:
    """The folder of initdb and pg_ctl: the newest of Debian's, else the one on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: float(file.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    sys.exit("Thiếu PostgreSQL. Cài đặt: apt-get install -y --no-install-recommends postgresql")


def run(command: list[str], folder: Path, *, check: bool = True) -> None:
    """Run one of PostgreSQL's programs, as nobody when root (it refuses root)."""
    nobody = pwd.getpwnam("nobody") if os.getuid() == 0 else None
    done = subprocess.run(
        command,
        cwd=folder,
        user=nobody and nobody.pw_uid,
        group=nobody and nobody.pw_gid,
        extra_groups=[] if nobody else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if check and done.returncode:
        log = folder / "log"
        sys.exit(f"{done.stdout}{log.read_text('utf-8', 'replace') if log.exists() else ''}")


def pg_ctl(bin_folder: Path, folder: Path, *arguments: str, check: bool = True) -> None:
    command = [str(bin_folder / "pg_ctl"), "--silent", "--pgdata", str(folder / "data"), *arguments]
    run(command, folder, check=check)


def start(bin_folder: Path, folder: Path) -> None:
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    run([str(bin_folder / "initdb"), "--pgdata", str(folder / "data"), *INITDB], folder)
    launch(bin_folder, folder)


def launch(bin_folder: Path, folder: Path) -> None:
    """Start the server of a cluster that is there."""
    options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
    # The server inherits pg_ctl's output, and would hold that pipe open: what it says goes to a log.
    log = str(folder / "log")
    pg_ctl(bin_folder, folder, "start", "--wait", "--log", log, "--options", f"-k '{folder}' {options}")


def stop(bin_folder: Path, folder: Path) -> None:
    if (folder / "data" / "postmaster.pid").exists():
        pg_ctl(bin_folder, folder, "stop", "--mode=immediate", check=False)
    shutil.rmtree(folder, ignore_errors=True)


def interrupted(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    """The command's exit status."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupted)
    bin_folder = programs()
    # /tmp and not TMPDIR: the path of a unix socket may have 107 characters, and nobody must get there.
    folder = Path(tempfile.mkdtemp(prefix="bachdang-pg-", dir="/tmp"))
    try:
        start(bin_folder, folder)
        address = f"postgres://{ROLE}@/{folder}/{ROLE}"  # an empty host, then the folder of the socket
        child = subprocess.Popen(command, env={**os.environ, "TEST_DATABASE_URL": address})
        try:
            return child.wait()
        except KeyboardInterrupt:
            return child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()
    finally:
        stop(bin_folder, folder)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("with_postgres.py COMMAND [ARGUMENT …]")
    sys.exit(main(sys.argv[1:]))
