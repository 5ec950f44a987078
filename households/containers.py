"""The containers of pictures, walked without decoding: what is kept of a file, byte by byte.

Where a photo was taken, and what somebody hung behind its end, is not kept. The picture itself is:
not one of its pixels is computed anew, so that it stays the evidence it was.
"""

from collections.abc import Iterator
from typing import Final

_SCAN, _END, _EXIF = 0xDA, 0xD9, 0xE1
_ALONE: Final = {0x01, *range(0xD0, 0xD8)}
"""Markers of JPEG that stand without a length."""
_KEPT_APPS: Final = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_KEPT_CHUNKS: Final = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND"),
    *(b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"tIME"),
}
_PNG_HEAD: Final = b"\x89PNG\r\n\x1a\n"
_KEPT_PARTS: Final = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
_WEBP_EXIF_AND_XMP: Final = 0b1100


class Broken(ValueError):
    """The file ends too early, or is not what its first bytes say."""


def bare_jpeg(content: bytes, exif: bytes = b"") -> bytes:
    """Without comments, places and thumbnails, up to the end of the picture; `exif` instead."""
    kept = [b"\xff\xd8"]
    if exif:
        kept.append(b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif)
    for marker, segment in _segments(content):
        is_app = 0xE0 <= marker <= 0xEF or marker == 0xFE
        wanted = _KEPT_APPS.get(marker)
        if not is_app or (wanted and segment[4:].startswith(wanted)):
            kept.append(segment)
        if marker == _END:
            return b"".join(kept)
    raise Broken


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment after the first marker; a scan with its data."""
    at = 2
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            raise Broken
        marker = content[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        end = at + 2
        if marker not in _ALONE and marker != _END:
            end += int.from_bytes(content[end : end + 2], "big")
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        yield marker, content[at:end]
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands: in the data of a scan, FF is followed by 00 or a restart."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] not in {0x00, *_ALONE}:
            return at
        at += 2
    raise Broken


def bare_png(content: bytes) -> bytes:
    """Only the chunks that draw the picture, up to its end."""
    kept, at = [_PNG_HEAD], len(_PNG_HEAD)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + 8]
        if name in _KEPT_CHUNKS:
            kept.append(content[at:end])
        if name == b"IEND" and end <= len(content):
            return b"".join(kept)
        at = end
    raise Broken


def bare_webp(content: bytes) -> bytes:
    """Only the parts that draw one picture; the flags say that nothing else is there."""
    total, kept, at = 8 + int.from_bytes(content[4:8], "little"), [], 12
    while at + 8 <= total <= len(content):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        name, part = content[at : at + 4], content[at:end]
        if name == b"VP8X":
            part = part[:8] + bytes([part[8] & ~_WEBP_EXIF_AND_XMP]) + part[9:]
        if name in _KEPT_PARTS:
            kept.append(part)
        at = end
    if at < total or not kept:
        raise Broken
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
