"""The workbook of a clerk."""

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from tests.exchange.marked_books import YELLOW, book_of, saved


@pytest.fixture
def hers():
    """A workbook as a clerk keeps it."""
    book = book_of(
        [
            ("兴秀乡贫困户名册", None, None),
            (None, None, None),
            ("姓名", "身份证号", "人数"),
            ("李明", "522422197001010317", 3),
            ("王芳", "52242219700101031", 2),
            ("合计", None, "=SUM(C4:C5)"),
        ]
    )
    page = book.active
    page.merge_cells("A1:C1")
    page["A1"].font = Font(bold=True, size=20, name="SimSun")
    page["A5"].fill = PatternFill("solid", fgColor=YELLOW)
    page["B5"].fill = PatternFill("solid", fgColor=YELLOW)
    page["B5"].comment = Comment("问过村里", "小王")
    page.column_dimensions["A"].width = 33
    page.column_dimensions["C"].hidden = True
    page.row_dimensions[1].height = 40
    page.freeze_panes = "B4"
    rule = DataValidation("list", formula1='"1,2,3"', sqref="C4:C100")
    page.add_data_validation(rule)
    other = book.create_sheet("备注")
    other["B2"] = "别动"
    return saved(book)
