"""An .xlsx before any parser sees it: a packed bundle of parts, each inflated and looked at."""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO
from typing import Final
from zipfile import ZipInfo

from django.utils.translation import gettext_lazy as _

from povertyreg.exchange import extent, limits, repeats

_WORKBOOK: Final = "xl/workbook.xml"
_CHUNK: Final = 1024 * 1024
_LOCAL_HEADER: Final = 30
_MACROS = re.compile(r"vbaproject|/macrosheets/|/dialogsheets/|/activex/|\.exe$|\.js$|\.vbs$")
_EMBEDDED = re.compile(r"/embeddings/|/oleobject")
_TEXT = (".xml", ".rels", ".vml")
_FORBIDDEN: Final = (b"<!DOCTYPE", b"<!ENTITY")


def require_safe_package(content: bytes) -> None:
    """Refuse a bundle that is too large, lies about its size, or holds more than lists."""
    parts = _parts(content)
    _require_plain(parts)
    _require_sizes(parts)
    names = _sheet_names(content, parts)
    cells = sum(_look_at(content, part, names.get(part.filename.lower(), "")) for part in parts)
    for part in parts:
        if part.filename.lower().endswith("sharedstrings.xml"):
            sheets = [_opened(content, part) for part in parts if part.filename.lower() in names]
            repeats.require_light(_opened(content, part), sheets, cells)


def _opened(content: bytes, part: ZipInfo) -> Callable[[], Iterator[bytes]]:
    return lambda: _inflated(content, part)


def sheet_text(content: bytes, name: str) -> Iterator[bytes]:
    """The XML of a sheet in pieces; nothing if it is not found under its name."""
    parts = _parts(content)
    for path, sheet in _sheet_names(content, parts).items():
        if sheet == name:
            found = next(part for part in parts if part.filename.lower() == path)
            yield from _inflated(content, found)
            return


def _parts(content: bytes) -> list[ZipInfo]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as bundle:
            return bundle.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        limits.refuse_damaged()


def _require_plain(parts: list[ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if len(set(names)) < len(names):
        limits.refuse_hostile()
    if any(part.flag_bits & 1 for part in parts):
        limits.refuse_password()
    if _WORKBOOK not in names or "[content_types].xml" not in names:
        _refuse_stranger(names)
    if any(map(_MACROS.search, names)):
        limits.refuse_macros()
    if any("/externallinks/" in name for name in names):
        _refuse_links()
    if any(map(_EMBEDDED.search, names)):
        limits.refuse_embedded()


def _refuse_stranger(names: list[str]) -> None:
    """A bundle of another program: a document, a page, a binary workbook."""
    if {"mimetype", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml"} & set(names):
        limits.refuse_other_format()
    limits.refuse_stranger()


def _refuse_links() -> None:
    limits.refuse(
        "external_links",
        _(
            "Cells of the workbook take their values from other files. Open it in Excel or WPS,"
            " break these links (Data, Edit links, Break link), save it, and upload it again."
        ),
    )


def _require_sizes(parts: list[ZipInfo]) -> None:
    if len(parts) > limits.PARTS:
        limits.refuse(
            "many_parts",
            _(
                "The workbook consists of %(parts)s parts (sheets, pictures, drawings); at most"
                " %(most)s are read. Copy the list alone into a new workbook, and upload that."
            ),
            parts=f"{len(parts):,}",
            most=limits.PARTS,
        )
    if sum(part.file_size for part in parts) > limits.INFLATED:
        limits.refuse_bomb()
    for part in parts:
        is_large = part.file_size > limits.RATIO_COUNTS_FROM
        if is_large and part.file_size > limits.RATIO * max(part.compress_size, 1):
            limits.refuse_bomb()


def _look_at(content: bytes, part: ZipInfo, sheet: str) -> int:
    """Inflate the whole part: its size must be as stated, its text harmless; count its cells."""
    is_text = sheet or part.filename.lower().endswith(_TEXT)
    has_cells, tail, texts = False, b"", 0
    for number, chunk in enumerate(_inflated(content, part)):
        if not number and is_text:
            _require_readable(chunk)
        seen = tail + chunk
        if any(word in seen for word in _FORBIDDEN) and (is_text or b"<?xml" in seen):
            limits.refuse_hostile()
        if b"macroEnabled" in seen and part.filename.lower() == "[content_types].xml":
            limits.refuse_macros()
        has_cells = has_cells or b"sheetData" in seen
        texts += chunk.count(b"<si") + chunk.count(b":si")
        if texts > limits.SHARED_TEXTS:
            limits.refuse_bomb()
        tail = seen[-16:]
    if not (sheet or has_cells):
        return 0
    where = sheet or part.filename
    return extent.require_modest(_opened(content, part), where, part.file_size)


def _require_readable(beginning: bytes) -> None:
    """XML in UTF-8, the only encoding that all parsers read alike."""
    if not beginning.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") or b"\0" in beginning:
        limits.refuse_hostile()


def _inflated(content: bytes, part: ZipInfo) -> Iterator[bytes]:
    """The part in pieces, never more than its stated size however much it would inflate to."""
    raw, seen = _packed(content, part), 0
    for piece in _pieces(raw, part.compress_type):
        seen += len(piece)
        if seen > part.file_size:
            limits.refuse_bomb()
        yield piece
    if seen != part.file_size:
        limits.refuse_damaged()


def _packed(content: bytes, part: ZipInfo) -> memoryview:
    at = part.header_offset
    if content[at : at + 4] != b"PK\x03\x04" or len(content) < at + _LOCAL_HEADER:
        limits.refuse_damaged()
    name, extra = struct.unpack_from("<HH", content, at + 26)
    begin = at + _LOCAL_HEADER + name + extra
    if begin + part.compress_size > len(content):
        limits.refuse_damaged()
    return memoryview(content)[begin : begin + part.compress_size]


def _pieces(raw: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for begin in range(0, len(raw), _CHUNK):
            yield bytes(raw[begin : begin + _CHUNK])
        return
    if method != zipfile.ZIP_DEFLATED:
        limits.refuse_damaged()
    inflate, fed = zlib.decompressobj(-15), 0
    try:
        while not inflate.eof and (fed < len(raw) or inflate.unconsumed_tail):
            fresh = b"" if inflate.unconsumed_tail else bytes(raw[fed : fed + _CHUNK])
            fed += len(fresh)
            piece = inflate.decompress(inflate.unconsumed_tail or fresh, _CHUNK)
            if piece:
                yield piece
    except zlib.error:
        limits.refuse_damaged()


def _sheet_names(content: bytes, parts: list[ZipInfo]) -> dict[str, str]:
    """Each part that holds a sheet, and what the sheet is called."""
    found = {part.filename.lower(): part for part in parts}
    book = _head(content, found[_WORKBOOK])
    relations = found.get("xl/_rels/workbook.xml.rels")
    targets = _targets(_head(content, relations)) if relations else {}
    names = {
        name: "" for name in found if name.startswith("xl/worksheets/") and "_rels" not in name
    }
    names = {name: name.rpartition("/")[2] for name in names}
    for element in re.findall(r"<(?:\w+:)?sheet\s[^>]*>", book):
        named, related = _attribute("name", element), _attribute(r"\w+:id", element)
        target = targets.get(related, "")
        if target in found:
            names[target] = named
    return names


def _head(content: bytes, part: ZipInfo) -> str:
    return next(_inflated(content, part), b"").decode("utf-8", "replace")


def _targets(relations: str) -> dict[str, str]:
    targets = {}
    for element in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", relations):
        target = _attribute("Target", element).lower()
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[_attribute("Id", element)] = path
    return targets


def _attribute(name: str, element: str) -> str:
    found = re.search(rf"\s{name}\s*=\s*([\"'])(.*?)\1", element)
    return unescape(found[2]) if found else ""
