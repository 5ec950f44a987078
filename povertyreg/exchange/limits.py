"""How large a workbook may be, and the refusal of one that is not fit to be read."""

from typing import TYPE_CHECKING, Any, Final, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MEGABYTE: Final = 1024 * 1024

# An honest list of 300,000 people in 30 columns was measured: 46 MB with every text in its cell,
# 36 MB with shared texts; 500 and 340 MB inflated; at most 36 times smaller packed than inflated.
FILE: Final = 60 * MEGABYTE
PARTS: Final = 200
INFLATED: Final = 700 * MEGABYTE
RATIO: Final = 100
RATIO_COUNTS_FROM: Final = 20 * MEGABYTE
"""A short list of one repeated text packs 400 times smaller; that is no attack."""
ROWS: Final = 350_000
COLUMNS: Final = 300
AREA: Final = 12_000_000
"""Cells of the rectangle that holds everything: the parser takes memory for each of them."""
ROOMY_AREA: Final = 3_000_000
CELLS_APART: Final = 50
"""A rectangle larger than `ROOMY_AREA` holds at least one cell in so many places."""
COPIES: Final = 600 * MEGABYTE
"""Texts of all cells together; those of 300,000 people in 30 columns are 190 MB."""
UNUSUAL_SHEET: Final = 50 * MEGABYTE
"""A sheet that no common program writes is read slowly, so only up to here."""


SHARED_TEXTS: Final = 4_000_000
"""The parser keeps all of them in memory; an honest list of 300,000 people has two million."""


class Refused(ValidationError):
    """The file is not read at all; the sentence says why and what to do."""


def refuse(code: str, sentence: "StrOrPromise", **params: Any) -> NoReturn:
    raise Refused(sentence, code=code, params=params)


def refuse_cells_far_away(sheet: str, cell: str) -> NoReturn:
    refuse(
        "far_away",
        _(
            "Sheet “%(sheet)s” reaches as far as cell %(cell)s. At most %(rows)s rows and"
            " %(columns)s columns are read, and cells that lie far from all others are not. Delete"
            " what stands there, or divide the list, and upload the file again."
        ),
        sheet=sheet,
        cell=cell,
        rows=f"{ROWS:,}",
        columns=COLUMNS,
    )


def refuse_large_area(sheet: str, rows: int, columns: int) -> NoReturn:
    refuse(
        "large_area",
        _(
            "Sheet “%(sheet)s” is about %(rows)s rows long and %(columns)s columns wide, more"
            " than can be read at once. Divide the list by township, or delete what stands far to"
            " the right or far below, and upload the file again."
        ),
        sheet=sheet,
        rows=f"{rows:,}",
        columns=columns,
    )


def refuse_password() -> NoReturn:
    refuse(
        "password",
        _(
            "The workbook is protected by a password and cannot be opened. Open it in Excel or WPS,"
            " remove the password, save it, and upload it again."
        ),
    )


def refuse_macros() -> NoReturn:
    refuse(
        "macros",
        _(
            "The workbook holds macros or other programs. Save it as an ordinary Excel workbook"
            " (.xlsx) and upload that."
        ),
    )


def refuse_embedded() -> NoReturn:
    refuse(
        "embedded",
        _(
            "The workbook holds other files inside it. Delete these objects, or copy the list"
            " alone into a new workbook, and upload that."
        ),
    )


def refuse_damaged() -> NoReturn:
    refuse(
        "damaged",
        _(
            "The workbook is damaged or incomplete. Open it in Excel or WPS, save it again as"
            " .xlsx, and upload that; if it cannot be opened, ask for the file once more."
        ),
    )


def refuse_stranger() -> NoReturn:
    refuse(
        "not_a_workbook",
        _("This is not a workbook. Upload an Excel workbook (.xlsx or .xls) or a list as .csv."),
    )


def refuse_other_format() -> NoReturn:
    refuse(
        "other_format",
        _(
            "The file has the name of a workbook and holds a web page or another kind of document."
            " Open it in Excel or WPS, choose “Save as”, Excel workbook (.xlsx), and upload that."
        ),
    )


def refuse_hostile() -> NoReturn:
    refuse(
        "hostile",
        _(
            "The workbook holds something that no spreadsheet program writes, and is not opened for"
            " safety. Copy the list into a new workbook, save it as .xlsx, and upload that."
        ),
    )


def refuse_bomb() -> None:
    refuse(
        "bomb",
        _(
            "Unpacked, the workbook would be far larger than a list can be. Copy the list alone"
            " into a new workbook, save it as .xlsx, and upload that."
        ),
    )


def require_area(sheet: str, rows: int, columns: int, cells: int) -> None:
    """Not too large, and not nearly empty: memory is taken for the empty places too."""
    area = rows * columns
    if area > AREA or area > max(ROOMY_AREA, CELLS_APART * cells):
        refuse_large_area(sheet, rows, columns)
