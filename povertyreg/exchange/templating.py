"""An empty workbook to be filled in: headings with notes, drop-downs, an example, the codes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext_lazy as _
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from povertyreg.exchange.columns import Column, Kind
from povertyreg.exchange.marks import CODES_SHEET, GUIDE_SHEET
from povertyreg.exchange.sheet import DAY, PAPER, TEXT
from povertyreg.exchange.writing import AS_WRITTEN

ROWS: Final = 2_000
"""Rows with drop-downs; beyond them one writes without."""
YES_OR_NO: Final = ("是", "否")

_WIDTHS: Final = {Kind.ID: 20, Kind.ACCOUNT: 22, Kind.PHONE: 14, Kind.DAY: 12, Kind.FLAG: 10}
_FORMATS: Final = {Kind.DAY: DAY, Kind.WHOLE: "0", Kind.YEAR: "0", Kind.AMOUNT: "0.00"}
_SAID: Final = {
    Kind.TEXT: _("Text, at most %(longest)s characters."),
    Kind.CODE: _("Choose from the list; the sheet “Codes” has all of them."),
    Kind.FLAG: _("是 or 否; leave it empty where it is not known."),
    Kind.DAY: _("A day, such as 2015-11-24."),
    Kind.MONTH: _("A month, such as 2015-11."),
    Kind.YEAR: _("A year of four digits."),
    Kind.WHOLE: _("A whole number."),
    Kind.AMOUNT: _("A number, with two decimal places at most."),
    Kind.ID: _("The number whole, as it stands on the document. The cells are text."),
    Kind.PHONE: _("The number whole. The cells are text."),
    Kind.ACCOUNT: _("The number whole. The cells are text."),
}
_EXAMPLES: Final = {
    Kind.FLAG: YES_OR_NO[0],
    Kind.DAY: "2015-11-24",
    Kind.MONTH: "2015-11",
    Kind.YEAR: "2015",
    Kind.WHOLE: "1",
    Kind.AMOUNT: "1200.00",
    Kind.ID: "11010519491231002X",
    Kind.PHONE: "13800000000",
    Kind.ACCOUNT: "6217000000000000000",
}
"""Invented; the ID number is that of the standard for ID numbers itself."""
_REQUIRED: Final = _("Required.")


@dataclass(frozen=True)
class Page:
    """A sheet to be filled in. `example`: cells by key, where those of the kind will not do."""

    name: str
    columns: Sequence[Column]
    example: Mapping[str, str] = field(default_factory=dict)


def template_of(
    pages: Sequence[Page],
    guide: Sequence[Sequence[str]],
    *,
    lists: Mapping[str, Sequence[str]],
    example: str,
    about: Mapping[str, str],
) -> bytes:
    """The workbook. `lists`: drop-downs of columns that have no codes, by key.

    `example`: how the first cell of an example begins. `about`: custom properties.
    """
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **AS_WRITTEN}) as book:
        sheets = [book.add_worksheet(page.name) for page in pages]
        guiding, codes = book.add_worksheet(GUIDE_SHEET), book.add_worksheet(CODES_SHEET)
        styles = _Styles(book)
        known = _Codes(codes, styles)
        for sheet, page in zip(sheets, pages, strict=True):
            _fill(sheet, page, _options(page, lists), known, styles, example)
        _write_guide(guiding, guide, styles)
        for name, value in about.items():
            book.set_custom_property(name, value, "text")
    return file.getvalue()


class _Styles:
    """The formats of the workbook."""

    def __init__(self, book: Any) -> None:
        self.book, self.known = book, dict[str, Any]()
        plain = {"text_wrap": True, "valign": "top", "border": 1}
        self.heading = book.add_format({**plain, "bold": True, "bg_color": PAPER})
        self.required = book.add_format({**plain, "bold": True, "bg_color": "#F3D9C6"})
        self.example = book.add_format({"italic": True, "font_color": "#7A7D7D", "num_format": "@"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.line = book.add_format({"text_wrap": True, "valign": "top"})

    def of(self, column: Column) -> Any:
        """Text stays text: leading zeros and long numbers are kept as they are written."""
        shown = _FORMATS.get(column.kind, TEXT)
        if shown not in self.known:
            self.known[shown] = self.book.add_format({"num_format": shown})
        return self.known[shown]


class _Codes:
    """The sheet of codes: each list once, in a column of its own."""

    def __init__(self, sheet: Worksheet, styles: _Styles) -> None:
        self.sheet, self.styles, self.placed = sheet, styles, dict[tuple[str, ...], str]()
        sheet.freeze_panes(1, 0)

    def range_of(self, heading: str, options: tuple[str, ...]) -> str:
        """Where a list stands, as a formula."""
        if options not in self.placed:
            place = len(self.placed)
            self.sheet.write_string(0, place, heading, self.styles.heading)
            self.sheet.set_column(place, place, 20)
            for row, option in enumerate(options, start=1):
                self.sheet.write_string(row, place, option)
            name = xl_col_to_name(place)
            self.placed[options] = f"='{CODES_SHEET}'!${name}$2:${name}${len(options) + 1}"
        return self.placed[options]


def _options(page: Page, lists: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """What each column may be chosen from, by its key."""
    found = {}
    for column in page.columns:
        own = YES_OR_NO if column.kind is Kind.FLAG else ()
        options = lists.get(column.key) or (column.options() if column.options else own)
        if options:
            found[column.key] = tuple(options)
    return found


def _fill(
    sheet: Worksheet,
    page: Page,
    options: Mapping[str, tuple[str, ...]],
    codes: _Codes,
    styles: _Styles,
    example: str,
) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 48)
    for place, column in enumerate(page.columns):
        style = styles.required if column.is_required else styles.heading
        sheet.set_column(place, place, _width(column), styles.of(column))
        sheet.write_string(0, place, column.bilingual, style)
        sheet.write_comment(0, place, note_on(column), {"x_scale": 2, "y_scale": 1.2})
        said = _example(column, page, options)
        sheet.write_string(1, place, f"{example} {said}" if place == 0 else said, styles.example)
        if column.key in options:
            source = codes.range_of(column.bilingual, options[column.key])
            sheet.data_validation(1, place, ROWS + 1, place, _choice(source))


def _width(column: Column) -> float:
    return max(_WIDTHS.get(column.kind, 13), min(len(column.zh) * 2 + 2, 24))


def _choice(source: str) -> dict[str, Any]:
    """A warning only: other names of a code, and the code itself, are understood too."""
    return {"validate": "list", "source": source, "error_type": "warning", "ignore_blank": True}


def note_on(column: Column) -> str:
    """What the heading says when the mouse is on it."""
    said = str(_SAID[column.kind]) % {"longest": column.longest}
    parts: Iterable[str] = (str(_REQUIRED) if column.is_required else "", said, str(column.note))
    return "\n".join(filter(None, parts))


def _example(column: Column, page: Page, options: Mapping[str, tuple[str, ...]]) -> str:
    if column.key in page.example:
        return page.example[column.key]
    chosen = options.get(column.key, ("",))[0]
    return column.example or chosen or _EXAMPLES.get(column.kind, "")


def _write_guide(sheet: Worksheet, lines: Sequence[Sequence[str]], styles: _Styles) -> None:
    sheet.set_column(0, 0, 24, styles.line)
    sheet.set_column(1, 1, 90, styles.line)
    for row, line in enumerate(lines):
        for place, text in enumerate(line):
            sheet.write_string(row, place, text, styles.line if row else styles.title)
