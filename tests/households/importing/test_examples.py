from datetime import date

import pytest

from households.importing.examples import LONGEST, shown


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (None, ""),
        (3.0, "3"),
        (2.5, "2.5"),
        (date(2015, 3, 1), "2015-03-01"),
        ("云峰\n村", "云峰 村"),
        ("x" * 100, "x" * LONGEST),
    ],
)
def test_a_cell_is_shown_as_excel_shows_it(cell, said):
    assert shown(cell) == said


@pytest.mark.parametrize("number", ["522422197001010017", 522422197001010, "13800138000"])
def test_a_long_number_is_not_shown_whole(number):
    assert shown(number) == f"****{str(number)[-4:]}"
