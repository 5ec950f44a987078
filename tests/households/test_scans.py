"""A file is what its content says; what is hidden in it does not come along."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import ExifTags, Image

from households import scans
from tests.households.uploads import PDF, declared, photo, picture


def pixels(content: bytes) -> bytes:
    return Image.open(BytesIO(content)).tobytes()


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
    ],
)
def test_a_picture_is_kept_to_the_last_pixel_with_a_small_one_beside_it(kind, options):
    sent = picture(kind, **options)

    scan = scans.read(sent)

    assert scan.content_type == f"image/{kind.lower()}"
    assert pixels(scan.content) == pixels(sent)
    assert Image.open(BytesIO(scan.thumbnail)).size == (320, 240)


def test_a_pdf_is_kept_as_it_is_and_nobody_looks_into_it():
    assert scans.read(PDF) == scans.Scan("application/pdf", PDF, b"")


def test_the_place_of_a_photo_is_not_kept_its_day_is():
    sent = photo()
    assert Image.open(BytesIO(sent)).getexif().get_ifd(ExifTags.IFD.GPSInfo)

    exif = Image.open(BytesIO(scans.read(sent).content)).getexif()

    assert exif.get_ifd(ExifTags.IFD.GPSInfo) == {}
    assert ExifTags.Base.ImageDescription not in exif
    taken = exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
    assert (taken, exif[ExifTags.Base.Orientation]) == ("2015:05:20 10:00:00", 6)


def test_a_photo_on_its_side_stands_upright_on_the_card():
    assert Image.open(BytesIO(scans.read(photo()).thumbnail)).size == (240, 320)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_hung_behind_a_picture_is_cut_off(kind):
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("evil.html", "<script>alert(1)</script>" * 1000)
    sent = picture(kind)

    kept = scans.read(sent + bomb.getvalue()).content

    assert b"PK" not in kept[-100:]
    assert not zipfile.is_zipfile(BytesIO(kept))
    assert pixels(kept) == pixels(sent)


def test_words_inside_a_picture_are_not_kept():
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "<script>"

    for kind in ("JPEG", "PNG", "WEBP"):
        assert b"<script>" in picture(kind, exif=exif)
        assert b"<script>" not in scans.read(picture(kind, exif=exif)).content
    assert b"<script>" not in scans.read(picture("JPEG", comment=b"<script>")).content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"<!doctype html><script>alert(1)</script>", "not a photo"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "not a photo"),
        (b"MZ\x90\x00" + b"\0" * 500, "not a photo"),
        (b"PK\x03\x04" + b"\0" * 500, "not a photo"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "not a photo"),
        (b"\xff\xd8\xff\xe0 a JPEG by its first bytes alone", "not a photo|broken"),
        (b"\x89PNG\r\n\x1a\n<script>", "not a photo|broken"),
        (picture()[:-400], "broken"),
        (picture("PNG")[:-40], "broken"),
        (picture("WEBP")[:-40], "broken"),
        (b"\0" + PDF, "not a photo"),
        (b"%PDF-1.4 <script>alert(1)</script>", "cut off"),
        (declared(50_000, 50_000), "million pixels"),
        (declared(10_000, 9_000), "million pixels"),
        (picture() + b"\0" * scans.LARGEST, "larger than 10 MB"),
    ],
)
def test_what_is_not_taken_is_told_with_a_remedy(content, said):
    with pytest.raises(ValidationError, match=said):
        scans.read(content)
