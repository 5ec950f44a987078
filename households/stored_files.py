"""An uploaded file and the row that keeps it: read, named, sealed, opened, taken back."""

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from households import scans
from households.models import Attachment, Photo
from povertyreg import sealed
from villages.models import User

if TYPE_CHECKING:
    from django.core.files.base import File

Kept = Attachment | Photo


def take_in(row: Kept, upload: "File[bytes]", *, by: User) -> scans.Scan:
    """Note on the row what the file is. Raises ValidationError for what is not taken."""
    scan = scans.read(upload.read(scans.LARGEST + 1))
    row.name = shown_name(upload.name or "", scan.content_type)
    row.content_type, row.size = scan.content_type, len(scan.content)
    row.sha256 = hashlib.sha256(scan.content).hexdigest()
    row.uploaded_by, row.uploaded_at = by, timezone.now()
    return scan


def seal(row: Kept, scan: scans.Scan) -> None:
    """Write both files, encrypted; the row itself is saved by who calls."""
    sealed.seal(row.file, scan.content)
    if scan.thumbnail:
        sealed.seal(row.thumbnail, scan.thumbnail)


def content(row: Kept) -> bytes:
    """The bytes of the original. Raises FileNotFoundError when the storage has lost them."""
    return sealed.unseal(row.file)


def thumbnail(row: Kept) -> bytes:
    """A small JPEG of a picture; nothing of a PDF."""
    return sealed.unseal(row.thumbnail) if row.thumbnail else b""


def mark_withdrawn(row: Kept, because: str, *, by: User) -> None:
    """It stays in the house, for those who audit; the row is saved by who calls."""
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by
    row.withdrawn_because = because


def shown_name(name: str, content_type: str) -> str:
    """The name that it came with: no folders, nothing unprintable, and the suffix of its type."""
    stem = PurePath(printable(name)).stem.strip(" .")[:100]
    return f"{stem or _('paper')}{scans.SUFFIXES[content_type]}"


def printable(name: str | None) -> str:
    """The last part of a name as anybody may have made it up, without what is not seen."""
    last = PurePath((name or "").replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())
