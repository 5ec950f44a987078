"""Whatever stands in a cell, it is read or held; and what was repaired needs no repair."""

from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from povertyreg.exchange.cells import Held, reader, said_repair, sentence
from tests.exchange import test_cells as texts
from tests.exchange import test_cells_days as days

COLUMNS = [
    *(texts.NAME, texts.TEXT, texts.ID, texts.PHONE, texts.ACCOUNT, texts.FLAG, texts.RELATION),
    *(texts.NATION, days.DAY, days.MONTH, days.YEAR, days.WHOLE, days.AMOUNT),
]
SEEN = [
    *("是", "否", "√", "无", "/", "1.2万", "65年3月", "1965.3.12", "5.2E+17", "#N/A", "'#N/A"),
    *("Ｘ", "x", "元", "-", "年", "月", "日", ".0", "配偶", "01", "(", "'", "‘", '"', "　", "·"),
    *("0", "1965", "12", "00:00", ",", "万", "•", "杨昌龙", "阿", "ß", "½", "٣"),
    *("\u200b", "\ufeff", "\t"),
]
pieces = st.lists(st.sampled_from(SEEN), max_size=6).map("".join)
anything = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas().map(str)
    | st.decimals()
    | st.text(max_size=40)
    | pieces
)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
@given(anything)
@example("3")
@example("9" * 5000)
@example(10**400)
@example(timedelta(1))
@example("1" + "0" * 39 + "万")
@example("'‘ '")
@settings(max_examples=300, deadline=None)
def test_a_cell_is_read_or_held_and_a_repair_is_final(column, cell):
    read = reader(column)
    try:
        found = read(cell)
    except Held as holding:
        said = str(sentence(holding.code, holding.params))
    else:
        said = str(said_repair(found.repair)) if found.repair else ""
        assert tuple(read(found.value)) == (found.value, "")
    assert "%(" not in said


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
@given(pieces)
@settings(max_examples=100, deadline=None)
def test_what_a_reader_remembers_it_would_read_again(column, cell):
    old = reader(column)
    results = []
    for read in (old, old, reader(column)):
        try:
            results.append(read(cell))
        except Held as holding:
            results.append(holding.code)
    assert results[0] == results[1] == results[2]
