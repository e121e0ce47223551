"""The file of a backup: a tar that begins with what it is and ends with the fingerprint of all it holds.

bachdang.json      format, version, database, when, and the migrations that the database knew
rows/LABEL.jsonl.gz   the names of the columns, then a row a line
files/NAME         each stored file, under the name its row gives
manifest.json      per table rows, fingerprint of the member and of its rows; per file its fingerprint
manifest.sha256    the fingerprint of manifest.json
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from bachdang.upkeep.backup import BackupError
from bachdang.upkeep.backup.tables import Migrations, Proof, Row

FORMAT = 1
HEAD, MANIFEST, MANIFEST_PROOF = "bachdang.json", "manifest.json", "manifest.sha256"
_CHUNK = 1024 * 1024

FOREIGN = "không phải bản sao lưu của chương trình này"
DAMAGED = "đã hỏng: {} không còn như lúc sao lưu. Dùng bản khác"
TRUNCATED = "bị cắt cụt: thiếu phần cuối. Chép lại từ nơi lưu, hoặc dùng bản khác"


@dataclass
class Head:
    """What a backup is; read before anything else."""

    version: str
    database: str
    taken_at: str
    migrations: Migrations
    format: int = FORMAT


@dataclass
class TableEntry:
    """A table in the manifest: its rows, the fingerprint of the member and that of the rows themselves."""

    rows: int
    sha256: str
    proof: str


@dataclass
class Manifest:
    """All that the file holds; `lost` names stored files that were missing or damaged when it was taken."""

    tables: dict[str, TableEntry] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


class Writer:
    """Adds members to a tar; what does not fit in memory is spooled beside it."""

    def __init__(self, tar: tarfile.TarFile, beside: Path) -> None:
        self._tar, self._spool = tar, beside / "rows"
        self.manifest = Manifest()

    def add_head(self, head: Head) -> None:
        self._add_bytes(HEAD, _json(asdict(head)))

    def add_table(self, label: str, names: list[str], rows: Iterable[Row]) -> None:
        proof = Proof()
        with gzip.open(self._spool, "wt", encoding="utf-8", newline="\n") as lines:
            lines.write(json.dumps(names) + "\n")
            for row in rows:
                proof.add(row)
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        with self._spool.open("rb") as member:
            digest = hashlib.file_digest(member, "sha256").hexdigest()
            member.seek(0)
            self._add_stream(f"rows/{label}.jsonl.gz", member, self._spool.stat().st_size)
        self._spool.unlink()
        self.manifest.tables[label] = TableEntry(proof.rows, digest, proof.sha256)

    def add_file(self, name: str, path: Path) -> str:
        """The fingerprint of what was added. Raises OSError when the file cannot be read."""
        with path.open("rb") as member:
            digest = hashlib.file_digest(member, "sha256").hexdigest()
            member.seek(0)
            self._add_stream(f"files/{name}", member, path.stat().st_size)
        self.manifest.files[name] = digest
        return digest

    def finish(self) -> None:
        content = _json(asdict(self.manifest))
        self._add_bytes(MANIFEST, content)
        self._add_bytes(MANIFEST_PROOF, hashlib.sha256(content).hexdigest().encode())

    def _add_bytes(self, name: str, content: bytes) -> None:
        self._add_stream(name, io.BytesIO(content), len(content))

    def _add_stream(self, name: str, stream: IO[bytes], size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        self._tar.addfile(entry, stream)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


class Reader:
    """A backup that was proven whole. Made by `opened`."""

    def __init__(self, tar: tarfile.TarFile, head: Head, manifest: Manifest) -> None:
        self._tar, self.head, self.manifest = tar, head, manifest

    def rows(self, label: str) -> tuple[list[str], Iterator[Row]]:
        """The names of a table's columns, and its rows."""
        lines = gzip.open(_member(self._tar, f"rows/{label}.jsonl.gz"), "rt", encoding="utf-8")  # noqa: SIM115
        return json.loads(next(lines)), (json.loads(line) for line in lines)

    def file(self, name: str) -> IO[bytes]:
        return _member(self._tar, f"files/{name}")


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    found = tar.extractfile(name)
    if found is None:
        raise KeyError(name)
    return found


def head_of(path: Path) -> Head:
    """What a backup says of itself, not yet proven. Raises BackupError for anything that is none."""
    with _told(), tarfile.open(path, "r:") as tar:
        return _head(tar)


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """The backup, once every byte of it was read and proven. Raises BackupError for what is not whole."""
    with _told(), tarfile.open(path, "r:") as tar:
        head = _head(tar)
        manifest = _proven_manifest(tar)
        _prove(tar, manifest)
        reader = Reader(tar, head, manifest)
    with tarfile.open(path, "r:") as tar:
        reader = Reader(tar, head, manifest)
        yield reader


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except tarfile.ReadError as error:
        raise BackupError(TRUNCATED if "unexpected end" in str(error) else FOREIGN) from error
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise BackupError(DAMAGED.format("một phần")) from error


def _head(tar: tarfile.TarFile) -> Head:
    first = tar.next()
    if first is None or first.name != HEAD:
        raise BackupError(FOREIGN)
    try:
        found = json.loads(_member(tar, HEAD).read())
        if found["format"] > FORMAT:
            raise BackupError(
                f"do bản {found['version']} của chương trình ghi, mới hơn bản đang cài. "
                "Cài bản đó rồi làm lại"
            )
        migrations = [(app, name) for app, name in found.pop("migrations")]
        return Head(**found, migrations=migrations)
    except (ValueError, TypeError, KeyError) as error:
        raise BackupError(DAMAGED.format("phần đầu")) from error


def _proven_manifest(tar: tarfile.TarFile) -> Manifest:
    names = set(tar.getnames())
    if not {MANIFEST, MANIFEST_PROOF} <= names:
        raise BackupError(TRUNCATED)
    content = _member(tar, MANIFEST).read()
    if hashlib.sha256(content).hexdigest().encode() != _member(tar, MANIFEST_PROOF).read():
        raise BackupError(DAMAGED.format("bảng kê"))
    found = json.loads(content)
    tables = {label: TableEntry(**entry) for label, entry in found["tables"].items()}
    return Manifest(tables, found["files"], found["lost"])


def _prove(tar: tarfile.TarFile, manifest: Manifest) -> None:
    wanted = {f"rows/{label}.jsonl.gz": table.sha256 for label, table in manifest.tables.items()}
    wanted |= {f"files/{name}": digest for name, digest in manifest.files.items()}
    missing = wanted.keys() - set(tar.getnames())
    if missing:
        raise BackupError(DAMAGED.format(min(missing)))
    for name, digest in wanted.items():
        if _digest(_member(tar, name)) != digest:
            raise BackupError(DAMAGED.format(name))


def _digest(member: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := member.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
