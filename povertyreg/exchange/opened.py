"""A workbook of somebody else, opened to be written again: what openpyxl would lose is put back,
and what cannot be put back is named.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.cell.cell import Cell
from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_WORTH_READING = re.compile(rb"<(?:\w+:)?f[\s>/]|<x14:dataValidation\s")
_WRITTEN_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*?(?:/>|>.*?</f>))<v\s*(?:/>|></v>)</c>', re.DOTALL
)
_KIND = re.compile(rb'\s+t="\w*"')
_RULES_OF_AN_EXTENSION = (
    "type", "operator", "allowBlank", "showInputMessage", "showErrorMessage", "showDropDown",
    "errorStyle", "errorTitle", "error", "promptTitle", "prompt",
)  # fmt: skip

# Without it, a workbook could make the reader fetch files or swell.
if not openpyxl.DEFUSEDXML:
    raise ImportError("openpyxl reads without defusedxml")


@dataclass
class Opened:
    """A workbook, and the results of its formulas: sheet → cell → (type, value)."""

    book: Workbook
    results: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def save(self) -> bytes:
        """Write it; formulas keep their last results, so that a reader finds them."""
        if self.book.calculation is not None:
            self.book.calculation.fullCalcOnLoad = True
        target = BytesIO()
        self.book.save(target)
        return self._with_results(target.getvalue()) if self.results else target.getvalue()

    def _with_results(self, content: bytes) -> bytes:
        paths = {
            f"xl/worksheets/sheet{number}.xml": self.results[sheet.title]
            for number, sheet in enumerate(self.book.worksheets, start=1)
            if sheet.title in self.results
        }
        target = BytesIO()
        with ZipFile(BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
            for part in old.infolist():
                data = old.read(part)
                known = paths.get(part.filename)
                new.writestr(part, _filled(data, known) if known else data)
        return target.getvalue()


def open_workbook(content: bytes) -> Opened:
    """Open an .xlsx with everything that can be kept."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they say is said by `losses`
        reader = ExcelReader(BytesIO(content), rich_text=True)
        reader.read()
    opened = Opened(reader.wb)
    with ZipFile(BytesIO(content)) as parts:
        for sheet, relation in reader.parser.find_sheets():
            if sheet.name in opened.book and relation.target in parts.namelist():
                _put_back(opened, opened.book[sheet.name], parts.read(relation.target))
    return opened


def _put_back(opened: Opened, sheet: Worksheet, xml: bytes) -> None:
    misread = {
        cell.coordinate
        for cell in sheet._cells.values()
        if isinstance(cell, Cell) and cell.data_type == "e"
    }
    if not misread and not _WORTH_READING.search(xml):
        return
    results: dict[str, tuple[str, str]] = {}
    for _event, element in iterparse(BytesIO(xml)):
        if element.tag == f"{_MAIN}c":
            _read_cell(element, sheet, results, misread)
            element.clear()
        elif element.tag == f"{_X14}dataValidation":
            sheet.add_data_validation(_plain_rule(element))
    if results:
        opened.results[sheet.title] = results


def _read_cell(
    element: Any, sheet: Worksheet, results: dict[str, tuple[str, str]], misread: set[str]
) -> None:
    place, kind = element.get("r", ""), element.get("t", "n")
    value = element.findtext(f"{_MAIN}v")
    if element.find(f"{_MAIN}f") is not None:
        if value is not None:
            results[place] = (kind, value)
    elif place in misread and kind == "n" and value:
        # A number under a date format that no day can have: openpyxl writes an error instead.
        sheet[place].value = float(value)


def _plain_rule(element: Any) -> DataValidation:
    """A drop-down from another sheet, as newer Excels write it, in the form that older ones use."""
    known = {name: element.get(name) for name in _RULES_OF_AN_EXTENSION if element.get(name)}
    return DataValidation(
        sqref=element.findtext(f"{_XM}sqref", ""),
        formula1=element.findtext(f"{_X14}formula1/{_XM}f"),
        formula2=element.findtext(f"{_X14}formula2/{_XM}f"),
        **known,
    )


def _filled(xml: bytes, results: dict[str, tuple[str, str]]) -> bytes:
    def fill(match: re.Match[bytes]) -> bytes:
        place, attributes, formula = match.groups()
        if (known := results.get(place.decode())) is None:
            return match.group()
        kind, value = known
        attributes = _KIND.sub(b"", attributes) + (f' t="{kind}"' if kind != "n" else "").encode()
        return b'<c r="%b"%b>%b<v>%b</v></c>' % (
            place, attributes, formula, escape(value, quote=False).encode(),
        )  # fmt: skip

    return _WRITTEN_FORMULA.sub(fill, xml)


def cells_of(sheet: Worksheet) -> Iterator[Cell]:
    """Those that are there; asking by rows would make the missing ones."""
    for cell in list(sheet._cells.values()):
        if isinstance(cell, Cell):
            yield cell
