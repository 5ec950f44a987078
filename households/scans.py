"""What an uploaded file is, by its content: a picture, a PDF, or something that is not taken."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from households.containers import bare_jpeg, bare_png, bare_webp

LARGEST: Final = 10 * 1024 * 1024
"""Bytes of one file."""
MOST_PIXELS: Final = 50_000_000
THUMBNAIL: Final = (320, 320)
PDF: Final = "application/pdf"
TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SUFFIXES: Final = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", PDF: ".pdf"}

_BARE: Final = {
    "JPEG": lambda content, picture: bare_jpeg(content, _kept_exif(picture)),
    "PNG": lambda content, picture: bare_png(content),
    "WEBP": lambda content, picture: bare_webp(content),
}
_KEPT_TAGS: Final = (
    ExifTags.Base.Orientation,
    ExifTags.Base.DateTime,
    ExifTags.Base.Make,
    ExifTags.Base.Model,
)
_TAIL_OF_A_PDF: Final = 2048


@dataclass(frozen=True)
class Scan:
    """What is stored: its media type, its bytes, and a small picture of it (JPEG) or nothing."""

    content_type: str
    content: bytes
    thumbnail: bytes = b""


def read(content: bytes) -> Scan:
    """The file as it is kept. Raises ValidationError with what to do about one that is not."""
    if not content:
        raise ValidationError(_("The file is empty. Take the photo or the scan again."))
    if len(content) > LARGEST:
        raise ValidationError(
            _("The file is larger than 10 MB. Take the photo with fewer pixels, or scan it anew.")
        )
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    return _picture(content)


def _pdf(content: bytes) -> Scan:
    """No parser looks into it: it is handed out as a download and opened by nobody here."""
    if b"%%EOF" not in content[-_TAIL_OF_A_PDF:]:
        raise ValidationError(_("The PDF is cut off. Scan it, or send it, again."))
    return Scan(PDF, content)


def _picture(content: bytes) -> Scan:
    try:
        with Image.open(BytesIO(content), formats=list(TYPES)) as picture:
            kind = _kind_of(picture)
            _require_reasonable(picture)
            bare = _BARE[kind](content, picture)
        return Scan(TYPES[kind], bare, _thumbnail(bare))
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels() from bomb
    except UnidentifiedImageError as unknown:
        raise ValidationError(
            _("This is not a photo (JPEG, PNG, WebP) and not a PDF. Photograph or scan the paper.")
        ) from unknown
    except Exception as broken:  # a decoder fails in as many ways as a file can be broken
        raise ValidationError(
            _("The picture is broken and cannot be shown. Take it, or send it, again.")
        ) from broken


def _kind_of(picture: Image.Image) -> str:
    """Several telephones hang a second picture behind a JPEG, which is then called MPO."""
    return "JPEG" if picture.format == "MPO" else str(picture.format)


def _require_reasonable(picture: Image.Image) -> None:
    """By its head, before a pixel is decoded: a small file can declare a huge picture."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The picture has more than 50 million pixels. Take it with fewer pixels.")
    )


def _kept_exif(picture: Image.Image) -> bytes:
    """Which way is up, when and with what it was taken; never where."""
    found, kept = picture.getexif(), Image.Exif()
    for tag in _KEPT_TAGS:
        if tag in found:
            kept[tag] = found[tag]
    taken = found.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    if taken:
        kept.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    return kept.tobytes() if kept or taken else b""


def _thumbnail(content: bytes) -> bytes:
    """Decodes the whole picture, and so finds out that it can be shown."""
    with Image.open(BytesIO(content), formats=list(TYPES)) as picture:
        picture.draft("RGB", THUMBNAIL)
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail(THUMBNAIL)
        small = BytesIO()
        upright.convert("RGB").save(small, "JPEG", quality=80)
    return small.getvalue()
