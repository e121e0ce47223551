"""The zip of XML parts that a workbook is: opened with distrust, read as a stream, never unpacked whole.

Parts are found by their relationships (ECMA-376 part 2), whatever their names; element names are local, so
the Strict form of the format reads like the usual one.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from bachdang.spreadsheet.reading.refusing import (
    EXCEL,
    MAX_ELEMENTS,
    MAX_ENTRIES,
    MAX_UNPACKED,
    UNPACKS_TOO_LARGE,
    Refusals,
    UnreadableFile,
    check_size,
)

_CHUNK: Final = 64 * 1024
_LONGEST: Final = 8 * _CHUNK
"""Bytes of one tag or comment: expat keeps it whole, and reads it again with each chunk."""
_CENTRAL: Final = b"PK\x01\x02"
_OLE: Final = b"\xd0\xcf\x11\xe0"  # .xls and .doc, and any file with a password
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
WORKBOOKS: Final = (b"PK\x03\x04", _OLE)
"""How the content of a workbook starts, whatever the file is called."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Data = Callable[[str], None]


class Package:
    """An opened office file. Raises UnreadableFile for what is none or is not to be trusted."""

    def __init__(self, content: bytes, refusals: Refusals = EXCEL) -> None:
        self._refusals = refusals
        check_size(content, refusals.most_bytes)
        if content.startswith(_OLE):
            raise UnreadableFile(refusals.locked if _LOCKED in content else refusals.old)
        if content.count(_CENTRAL) > MAX_ENTRIES:
            raise UnreadableFile(UNPACKS_TOO_LARGE)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableFile(refusals.damaged) from error
        self._entries = {entry.filename.lower().lstrip("/"): entry for entry in self._zip.infolist()}
        self._left = MAX_ELEMENTS
        self._check()

    def _check(self) -> None:
        if sum(entry.file_size for entry in self._entries.values()) > MAX_UNPACKED:
            raise UnreadableFile(UNPACKS_TOO_LARGE)
        for mark, remedy in self._refusals.foreign:
            if any(mark in name for name in self._entries):
                raise UnreadableFile(remedy)

    @property
    def parts(self) -> list[str]:
        """The names of all parts, small."""
        return list(self._entries)

    def has(self, part: str) -> bool:
        return part.lower() in self._entries

    def relationships(self, part: str = "") -> dict[str, tuple[str, str]]:
        """Of a part ("" the package): id → (last word of the type, target part)."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if self.has(rels):
            self.read(rels, start)
        return found

    def read(self, part: str, start: Start, end: End | None = None, data: Data | None = None) -> None:
        """Run through a part, calling with local names. Raises UnreadableFile for bad XML and bombs."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def counted(tag: str, attributes: dict[str, str]) -> None:
            self._left -= 1
            if self._left < 0:
                raise UnreadableFile(self._refusals.too_much)
            start(tag.rpartition(" ")[2], attributes)

        parser.StartElementHandler = counted
        if end is not None:
            parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
        if data is not None:
            parser.CharacterDataHandler = data
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        try:
            with self._zip.open(self._entries[part.lower()]) as stream:
                given = 0
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk, False)
                    given += len(chunk)
                    if given - parser.CurrentByteIndex > _LONGEST:
                        raise UnreadableFile(self._refusals.too_much)
                parser.Parse(b"", True)
        except UnreadableFile:
            raise
        except Exception as error:
            # A damaged zip or part fails in many ways (zlib, expat, a bad number); it is not readable.
            raise UnreadableFile(self._refusals.damaged) from error

    def _refuse_doctype(self, *_: object) -> None:
        """Entities are declared there: they would grow, or read other files."""
        raise UnreadableFile(self._refusals.damaged)
