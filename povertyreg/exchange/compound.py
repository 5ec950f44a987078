"""The old binary container (.xls, and the wrapping of a workbook with a password)."""

import struct
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Final

from povertyreg.exchange import limits

SIGNATURE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_LAST_SECTOR: Final = 0xFFFFFFFA
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_BOF, _PASSWORD = 0x0809, 0x002F
_RANGES: Final = {0x00BD, 0x00BE}
"""Records of several cells of a row; the last column stands at their end."""
_CELLS: Final = {0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}
_SPARE: Final = 110
"""Sectors of the table of chains that a file may hold beyond those which it needs."""


def require_safe_compound(content: bytes) -> None:
    """Refuse what is no workbook, is locked, holds programs, or reaches too far."""
    try:
        container = Container(content)
        names = set(container.entries)
        if "EncryptedPackage" in names:
            limits.refuse_password()
        if not names & {"Workbook", "Book"}:
            limits.refuse_stranger()
        if "_VBA_PROJECT_CUR" in names:
            limits.refuse_macros()
        if any(name.startswith("MBD") for name in names):
            limits.refuse_embedded()
        _require_modest(container.workbook())
    except (struct.error, IndexError):
        limits.refuse_damaged()


class Container:
    """A file of sectors, in chains, with a directory."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.sector = 1 << struct.unpack_from("<H", content, 30)[0]
        if self.sector not in {512, 4096}:
            limits.refuse_damaged()
        self.root: tuple[int, int] = (0, 0)

    @property
    def _sectors(self) -> int:
        return int(len(self.content) // self.sector + 1)

    @cached_property
    def entries(self) -> dict[str, tuple[int, int]]:
        """Name → first sector and size."""
        found = {}
        directory = self._chain(struct.unpack_from("<I", self.content, 48)[0])
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            first, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                self.root = first, size
            elif kind in {_STORAGE, _STREAM}:
                found[name] = first, size
        return found

    def workbook(self) -> bytes:
        name = "Workbook" if "Workbook" in self.entries else "Book"
        first, size = self.entries[name]
        if size < struct.unpack_from("<I", self.content, 56)[0]:
            return self._small_chain(first)[:size]
        return self._chain(first)[:size]

    @cached_property
    def _next(self) -> tuple[int, ...]:
        """Of every sector the following one in its chain."""
        count = struct.unpack_from("<I", self.content, 44)[0]
        needed = self._sectors // (self.sector // 4) + _SPARE
        heads = islice(self._table_sectors(), min(count, needed))
        table = b"".join(map(self._at, heads))
        return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def _table_sectors(self) -> Iterator[int]:
        yield from struct.unpack_from("<109I", self.content, 76)
        further = struct.unpack_from("<I", self.content, 68)[0]
        for _ in range(self._sectors):
            if further >= _LAST_SECTOR:
                return
            *sectors, further = struct.unpack(f"<{self.sector // 4}I", self._at(further))
            yield from sectors

    def _at(self, number: int) -> bytes:
        begin = (number + 1) * self.sector
        found = self.content[begin : begin + self.sector]
        if number >= _LAST_SECTOR or not found:
            limits.refuse_damaged()
        return found.ljust(self.sector, b"\0")

    def _chain(self, number: int) -> bytes:
        return b"".join(map(self._at, _followed(number, self._next, self._sectors)))

    def _small_chain(self, number: int) -> bytes:
        """Streams below a size share the sectors of one stream, in pieces of 64 bytes."""
        table = self._chain(struct.unpack_from("<I", self.content, 60)[0])
        following = struct.unpack(f"<{len(table) // 4}I", table)
        shared = self._chain(self.root[0])
        pieces = _followed(number, following, -(-len(shared) // 64))
        return b"".join(shared[n * 64 : n * 64 + 64] for n in pieces)


def _followed(number: int, following: tuple[int, ...], most: int) -> Iterator[int]:
    """The chain from its first number; no chain has more links than there are pieces."""
    for _ in range(most + 1):
        if number >= _LAST_SECTOR:
            return
        yield number
        number = following[number]
    limits.refuse_damaged()  # a chain without end


def _require_modest(book: bytes) -> None:
    sheet = rows = columns = cells = 0
    for kind, at, size in _records(book):
        if kind == _BOF:
            limits.require_area(str(sheet), rows, columns, cells)
            sheet, rows, columns, cells = sheet + 1, 0, 0, 0
        elif kind == _PASSWORD:
            limits.refuse_password()
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", book, at)
            if kind in _RANGES:
                column = struct.unpack_from("<H", book, at + size - 2)[0]
            rows, columns, cells = max(rows, row + 1), max(columns, column + 1), cells + 1
    limits.require_area(str(sheet), rows, columns, cells)


def _records(book: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record."""
    at, end, head = 0, len(book) - 3, struct.Struct("<HH")
    while at < end:
        kind, size = head.unpack_from(book, at)
        yield kind, at + 4, size
        at += 4 + size
