"""Word by python-docx: the same paper as the PDF, for those who edit it before they sign."""

from io import BytesIO
from typing import Any, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from povertyreg.documents.papers import Column, Facts, Note, Paper, Part, Signatures, Table

_LATIN, _CHINESE = "Times New Roman", "宋体"
_BODY, _TITLE, _HEADING, _SMALL = Pt(10.5), Pt(18), Pt(13), Pt(9)
_MARGIN: Final = Cm(2)
_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def paper_as_word(paper: Paper, *, author: str) -> bytes:
    """The paper as .docx, A4, with Chinese type where the text is Chinese."""
    document = docx.Document()
    _set_up(document, paper, author)
    _line(document, paper.title, _TITLE, bold=True, align="center")
    _line(document, paper.about, _BODY, align="center")
    for section in paper.sections:
        if section.new_page:
            document.add_page_break()  # type: ignore[no-untyped-call]
        if section.heading:
            _line(document, section.heading, _HEADING, bold=True)
        for part in section.parts:
            _part(document, part)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: Any, paper: Paper, author: str) -> None:
    document.core_properties.title, document.core_properties.author = paper.title, author
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _LATIN, _BODY
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _CHINESE)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    page.footer.paragraphs[0].text = paper.footer


def _line(document: Any, text: str, size: Any, *, bold: bool = False, align: str = "left") -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _ALIGN[align]
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, size


def _part(document: Any, part: Part) -> None:
    match part:
        case Table():
            _table(document, part)
        case Facts():
            _facts(document, part)
        case Note():
            _line(document, part.text, _SMALL if part.small else _BODY)
        case Signatures():
            blanks = "        ".join(f"{label}：______________" for label in part.labels)
            _line(document, blanks, _BODY)


def _table(document: Any, part: Table) -> None:
    rows = document.add_table(rows=1, cols=len(part.columns), style="Table Grid")
    widths = [Cm(17 * percent / 100) for percent in part.percents]
    _cells(rows.rows[0], [column.label for column in part.columns], part.columns, widths, bold=True)
    for row in part.rows:
        _cells(rows.add_row(), row, part.columns, widths)
    document.add_paragraph()


def _cells(
    row: Any, texts: list[str], columns: list[Column], widths: list[Any], *, bold: bool = False
) -> None:
    for cell, text, column, width in zip(row.cells, texts, columns, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.alignment = _ALIGN["center" if bold else column.align]
        paragraph.add_run(text).bold = bold


def _facts(document: Any, part: Facts) -> None:
    table = document.add_table(rows=0, cols=2 * part.per_row, style="Table Grid")
    for line in part.lines:
        cells = iter(table.add_row().cells)
        for label, value in line:
            next(cells).paragraphs[0].add_run(label).bold = True
            next(cells).paragraphs[0].add_run(value)
    document.add_paragraph()
