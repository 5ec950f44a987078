"""Before any parser: what a file is by its content, and whether it is safe to read."""

from enum import StrEnum
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from povertyreg.exchange import limits
from povertyreg.exchange.compound import SIGNATURE, require_safe_compound
from povertyreg.exchange.limits import Refused
from povertyreg.exchange.package import require_safe_package
from povertyreg.exchange.text_files import decoded

__all__ = ["Format", "Refused", "require_safe"]


class Format(StrEnum):
    """What a file is, whatever its name says."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


_OTHER_FORMATS = (
    b"<!doctype", b"<html", b"<table", b"<meta", b"<?xml", b"<workbook", b"mime-version",
    b"<head", b"<style", b"<div", b"%pdf", b"{\\rtf",
)  # fmt: skip
_UNTRIED = {".pdf", ".doc", ".docx", ".html", ".htm", ".jpg", ".png", ".json", ".xml", ".txt.exe"}


def require_safe(content: bytes, name: str) -> Format:
    """The format of a file that may be read; whatever may not is refused with a sentence."""
    _require_size(content)
    if content.startswith(b"PK"):
        require_safe_package(content)
        return Format.XLSX
    if content.startswith(SIGNATURE):
        require_safe_compound(content)
        return Format.XLS
    _require_list(content, name)
    return Format.CSV


def _require_size(content: bytes) -> None:
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        limits.refuse("empty", _("The file is empty. Choose the file once more, and upload it."))
    if len(content) > limits.FILE:
        limits.refuse(
            "large_file",
            _(
                "The file is %(size)s MB large; at most %(most)s MB are read. Divide the list by"
                " township, or leave out pictures, and upload it again."
            ),
            size=f"{len(content) / limits.MEGABYTE:.0f}",
            most=limits.FILE // limits.MEGABYTE,
        )


def _require_list(content: bytes, name: str) -> None:
    """Text in lines and columns; other documents are told from it by their first characters."""
    text = decoded(content)
    beginning = (text or "")[:2000].lstrip("\ufeff \t\r\n").lower().encode()
    if beginning.startswith(_OTHER_FORMATS) or content.startswith(b"%PDF"):
        limits.refuse_other_format()
    if text is None or PurePath(name).suffix.lower() in _UNTRIED:
        limits.refuse_stranger()
    if PurePath(name).suffix.lower() in {".xls", ".xlsx"} and not set(text) & set(",;\t\n"):
        limits.refuse_stranger()
    lines = text.count("\n") + 1
    if lines > limits.ROWS:
        limits.refuse_large_area(PurePath(name).name, lines, 1)
    widest = max(map(text.count, ",;\t")) / lines
    if widest > limits.COLUMNS:
        limits.refuse_large_area(PurePath(name).name, lines, int(widest))
