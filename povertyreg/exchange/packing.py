"""The parts of an .xlsx package around its rows: what Excel needs to open it without a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zipfile import ZipFile

from povertyreg.exchange.cellwriting import letters
from povertyreg.exchange.escaping import escaped
from povertyreg.exchange.sheet import Column, Properties, Sheet, opened_at
from povertyreg.exchange.styles import Styles

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CORE: Final = f"{_PACKAGE}/metadata/core-properties"
_TYPES: Final = "application/vnd.openxmlformats-officedocument"
_CUSTOM_SET: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that a document's own ones belong to, the same in every document."""
_PADDING: Final = 0.7109375
"""Excel counts five pixels beside the characters."""
_MARGINS: Final = (
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
    "<headerFooter><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
)


@dataclass(frozen=True)
class Page:
    """A sheet as it was written: rows counted from 0, `last` the one after the last."""

    part: int
    sheet: Sheet
    first_head: int
    first_row: int
    last: int


def sheet_opening(sheet: Sheet, *, is_open: bool) -> str:
    """What stands before the rows: the frozen headings and the widths."""
    columns = "".join(_column(n, one) for n, one in enumerate(sheet.columns, 1))
    seen = ' tabSelected="1"' if is_open else ""
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{seen} workbookViewId="0">'
        f"{_frozen(len(sheet.above) + len(sheet.heads))}</sheetView></sheetViews>"
        f'<sheetFormatPr defaultRowHeight="15"/>{_within("cols", columns)}'
    )


def _column(number: int, column: Column) -> str:
    hidden = ' hidden="1"' if column.is_hidden else ""
    width = column.width + _PADDING
    return f'<col min="{number}" max="{number}" width="{width}" customWidth="1"{hidden}/>'


def _within(tag: str, content: str, extra: str = "") -> str:
    """An element that may not stand there empty."""
    return f"<{tag}{extra}>{content}</{tag}>" if content else ""


def _frozen(top: int) -> str:
    below = f' ySplit="{top}"' if top else ""
    pane = "bottomRight" if top else "topRight"
    return (
        f'<pane xSplit="1"{below} topLeftCell="B{top + 1}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}"/>'
    )


def sheet_closing(sheet: Sheet, first_row: int, last: int, merged: Sequence[str]) -> str:
    """What stands behind the rows. Numbers kept as text are meant: Excel need not warn of each."""
    end = letters(max(len(sheet.columns) - 1, 0))
    area = f"A{first_row + 1}:{end}{max(last, first_row + 1)}"
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    counted = f' count="{len(merged)}"'
    filtered = f'<autoFilter ref="{_filtered(sheet, first_row, last)}"/>' if sheet.is_list else ""
    return (
        f"{filtered}{_within('mergeCells', cells, counted)}{_MARGINS}"
        f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors>'
        "</worksheet>"
    )


def _filtered(sheet: Sheet, first_row: int, last: int, sign: str = "") -> str:
    end, bottom = letters(len(sheet.columns) - 1), max(last, first_row + 1)
    return f"{sign}A{sign}{max(first_row, 1)}:{sign}{end}{sign}{bottom}"


def write_parts(archive: ZipFile, pages: Sequence[Page], about: Properties, styles: Styles) -> None:
    """Everything but the sheets."""
    parts = {
        "[Content_Types].xml": _content_types(pages),
        "_rels/.rels": _links(
            [
                (f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
                (f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
            ]
        ),
        "docProps/core.xml": _core(about),
        "docProps/app.xml": (
            f'<Properties xmlns="{_OFFICE}/extended-properties">'
            "<Application>Microsoft Excel</Application></Properties>"
        ),
        "docProps/custom.xml": _custom(about),
        "xl/workbook.xml": _workbook(pages),
        "xl/_rels/workbook.xml.rels": _links(
            [
                *(
                    (f"{_OFFICE}/relationships/worksheet", f"worksheets/sheet{page.part}.xml")
                    for page in pages
                ),
                (f"{_OFFICE}/relationships/styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles.xml()}</styleSheet>',
    }
    for name, content in parts.items():
        archive.writestr(name, _XML + content)


def _content_types(pages: Sequence[Page]) -> str:
    named = {
        "/xl/workbook.xml": f"{_TYPES}.spreadsheetml.sheet.main+xml",
        "/xl/styles.xml": f"{_TYPES}.spreadsheetml.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": f"{_TYPES}.extended-properties+xml",
        "/docProps/custom.xml": f"{_TYPES}.custom-properties+xml",
        **{
            f"/xl/worksheets/sheet{page.part}.xml": f"{_TYPES}.spreadsheetml.worksheet+xml"
            for page in pages
        },
    }
    parts = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _links(targets: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _core(about: Properties) -> str:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(about.title)}</dc:title>"
        f"<dc:creator>{escaped(about.author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{now}</dcterms:created>'
        "</cp:coreProperties>"
    )


def _custom(about: Properties) -> str:
    properties = "".join(
        f'<property fmtid="{_CUSTOM_SET}" pid="{n}" name="{_quoted(name)}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for n, (name, value) in enumerate(about.custom.items(), 2)
    )
    return (
        f'<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">{properties}</Properties>'
    )


def _workbook(pages: Sequence[Page]) -> str:
    sheets = "".join(_listed(n, page.sheet) for n, page in enumerate(pages, 1))
    opened = opened_at([page.sheet for page in pages])
    names = "".join(_names(n, page) for n, page in enumerate(pages))
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
        f'<bookViews><workbookView activeTab="{opened}"/></bookViews><sheets>{sheets}</sheets>'
        f"{_within('definedNames', names)}</workbook>"
    )


def _listed(number: int, sheet: Sheet) -> str:
    state = ' state="veryHidden"' if sheet.is_buried else ""
    return f'<sheet name="{_quoted(sheet.name)}" sheetId="{number}"{state} r:id="rId{number}"/>'


def _names(number: int, page: Page) -> str:
    """The area of the filter, and the headings that every printed page repeats."""
    sheet = page.sheet
    quoted = "'" + escaped(sheet.name).replace("'", "''") + "'"
    own = f'localSheetId="{number}"'
    found = ""
    if sheet.is_list:
        area = _filtered(sheet, page.first_row, page.last, "$")
        found += f'<definedName name="_xlnm._FilterDatabase" {own} hidden="1">{quoted}!{area}'
        found += "</definedName>"
    if page.first_row > page.first_head:
        rows = f"${page.first_head + 1}:${page.first_row}"
        found += f'<definedName name="_xlnm.Print_Titles" {own}>{quoted}!{rows}</definedName>'
    return found


def _quoted(text: str) -> str:
    return escaped(text).replace('"', "&quot;")
