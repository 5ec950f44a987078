"""Rows that add up others, by the word that they begin with; and people who are called so."""

import pytest

from povertyreg.exchange.cells import Known, is_total

SERIAL, VILLAGE, NUMBER, NAME, ID = range(5)
KNOWN = Known(places=[VILLAGE], names=[NAME], numbers=[NUMBER], ids=[ID])
AN_ID = "522422197001010317"


@pytest.mark.parametrize(
    "word",
    ["合计", "小计", "总计", "共计", "累计", "总合计", "合 计", "合　计：", " 小 计 :", "合计数",
     "合计行", "合计：12户", "合计:12户45人", "合计（12户）", "合计(户)", "共计12户",
     "总计＝１２户", "累计 3,400.50 元", "云峰村小计", "一组 小计", "本页合计", "全乡总计：",
     "以上合计",
     "Total", "TOTAL:", "Ｔｏｔａｌ", "Totals", "Sub total", "Sub-total", "Subtotal:",
     "Grand Total", "Sum", "Total: 12 households", "sum = 12"],
)  # fmt: skip
def test_rows_that_add_up_others_are_known(word):
    assert is_total((None, word, 12))
    assert is_total((None, "", None, word, 12), KNOWN)


@pytest.mark.parametrize(
    "word",
    ["合计户", "合小计", "计合", "小计算", "合计明", "summer", "Totally", "杨昌龙", "12",
     "累计三人户主", "合计工程", "总计划"],
)  # fmt: skip
def test_other_words_are_not(word):
    assert not is_total((word, 12))
    assert not is_total((None, None, None, word), KNOWN)


@pytest.mark.parametrize("row", [(), (None,), ("",), (12, "合计"), ("杨昌龙", "合计"), (True,)])
def test_only_the_first_written_cell_speaks_for_the_row(row):
    assert not is_total(row)


def test_the_word_may_stand_behind_the_place():
    assert is_total((None, "云峰村", None, "小计", None), KNOWN)
    assert is_total((None, "云峰村", "合计", 12), KNOWN)
    assert not is_total((1, "云峰村", None, "小计"), KNOWN)


@pytest.mark.parametrize(
    "number", [AN_ID, 522422197001010.0, 522422197001010317, "5224****0317***"]
)
def test_who_has_a_document_is_nobodys_total(number):
    assert not is_total((None, None, None, "小计", number), KNOWN)
    assert not is_total(("合计", None, None, "王", number), KNOWN)


@pytest.mark.parametrize("number", ["A1", "12", 7, "3600000001"])
def test_who_has_a_household_number_is_nobodys_total(number):
    assert not is_total((None, None, number, "小计"), KNOWN)


def test_a_count_of_households_is_no_number_of_a_household():
    assert is_total(("合计", None, 12, None, 45), KNOWN)
    assert is_total((None, None, "合计", None, "45"), KNOWN)
    assert not is_total(("合计", None, "3600000001"), KNOWN)
