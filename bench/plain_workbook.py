"""A workbook of one sheet of texts, as Excel itself saves it (shared strings), row by row.

No library of the register or of its comparators writes it: none of them reads its own hand.
"""

import tempfile
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
}


class _SharedStrings:
    """Every text once; a cell names it by its place."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def place(self, text: str) -> int:
        return self.places.setdefault(text, len(self.places))

    def write(self, part: IO[bytes]) -> None:
        part.write(f'{_XML}<sst xmlns="{_MAIN}">'.encode())
        for text in self.places:
            part.write(f"<si><t>{escape(text)}</t></si>".encode())
        part.write(b"</sst>")


def write_text_sheet(
    target: Path,
    name: str,
    titles: Sequence[Sequence[str]],
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
) -> None:
    """Titles, headings and rows from cell A1 on; an empty text is an empty cell."""
    strings = _SharedStrings()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as workbook:
        for path, text in {**_PARTS, "xl/workbook.xml": _workbook(name)}.items():
            workbook.writestr(path, _XML + text)
        with tempfile.TemporaryFile() as sheet:
            last = _write_sheet(sheet, strings, chain(titles, [headings], rows))
            with workbook.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
                _finish(part, sheet, f"A1:{_letters(len(headings))}{last}")
        with workbook.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            strings.write(part)


def _workbook(name: str) -> str:
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _write_sheet(sheet: IO[bytes], strings: _SharedStrings, rows: Iterable[Sequence[str]]) -> int:
    """The rows; answers with the number of the last one."""
    number, letters = 0, [_letters(place) for place in range(1, 60)]
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            f'<c r="{letter}{number}" t="s"><v>{strings.place(text)}</v></c>'
            for letter, text in zip(letters, row, strict=False)
            if text
        )
        sheet.write(f'<row r="{number}">{cells}</row>'.encode())
    return number


def _finish(part: IO[bytes], sheet: IO[bytes], area: str) -> None:
    """The dimension stands before the rows and is known after them."""
    part.write(f'{_XML}<worksheet xmlns="{_MAIN}"><dimension ref="{area}"/><sheetData>'.encode())
    sheet.seek(0)
    while block := sheet.read(1 << 20):
        part.write(block)
    part.write(b"</sheetData></worksheet>")


def _letters(place: int) -> str:
    """1 → A, 27 → AA."""
    text = ""
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
