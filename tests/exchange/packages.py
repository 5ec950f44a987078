"""Workbooks packed by hand, as no spreadsheet program would write them."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = "http://schemas.openxmlformats.org/package/2006"

TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="{PARTS}/content-types"><Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
BOOK = f"""<?xml version="1.0" encoding="UTF-8"?>
<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>
<sheet name="贫困人口信息" sheetId="1" r:id="rId1"/></sheets></workbook>"""
RELATIONS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="{PARTS}/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet"
 Target="worksheets/sheet1.xml"/></Relationships>"""
ROOT = f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="{PARTS}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument"
 Target="xl/workbook.xml"/></Relationships>"""
SHEET = "xl/worksheets/sheet1.xml"
USUAL = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>杨昌龙</t></is></c></row>'
)


def sheet_of(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def packed(
    rows: str | Iterable[str] = USUAL,
    more: Mapping[str, str | bytes] | None = None,
    level: int = 6,
) -> bytes:
    """A workbook of one sheet, of these rows; `more` adds or replaces parts."""
    target = BytesIO()
    usual = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
    }
    parts = {**usual, **(more or {})}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as bundle:
        for name, text in parts.items():
            bundle.writestr(name, text)
        if SHEET not in parts:
            with bundle.open(SHEET, "w", force_zip64=True) as part:
                part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
                for piece in [rows] if isinstance(rows, str) else rows:
                    part.write(piece.encode())
                part.write(b"</sheetData></worksheet>")
    return target.getvalue()


def cell(name: str, number: int = 1) -> str:
    return f'<c r="{name}"><v>{number}</v></c>'


def sparse_bomb() -> bytes:
    """Two cells, of which one lies so far away that a parser takes memory for twenty million."""
    return packed(f'<row r="1">{cell("A1")}</row><row r="200000">{cell("CV200000")}</row>')


def dense_bomb(rows: int = 500_000) -> bytes:
    """More rows than may be read, in two megabytes."""

    def pieces() -> Iterator[str]:
        for begin in range(1, rows, 1000):
            yield "".join(
                f'<row r="{n}">{cell(f"A{n}")}{cell(f"B{n}")}</row>'
                for n in range(begin, begin + 1000)
            )

    return packed(pieces())


def bomb_without_names(cells: int) -> bytes:
    """Cells that say nowhere where they stand, so that all must be counted."""
    row = "<row>" + "<c><v>1</v></c>" * 100 + "</row>"
    return packed(row * 1000 for _ in range(cells // 100_000))
