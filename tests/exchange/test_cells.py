"""Names, numbers of documents, codes and yes or no: certain damage is repaired, the rest held."""

from datetime import date, datetime
from unittest.mock import patch

import pytest

from povertyreg.exchange.cells import Held, codes, plain, reader, said_repair, sentence
from povertyreg.exchange.columns import Column, Kind

RELATIONS = {"本人或户主": "01", "户主": "01", "配偶": "02", "之子": "03", "01": "01", "02": "02"}
ETHNIC = {"汉族": "01", "苗族": "06", "01": "01", "06": "06", "彝族": "10", "10": "10"}

NAME = Column("member.name", "姓名", "Name", longest=50)
TEXT = Column("household.address", "地址", "Address", longest=100)
ID = Column("member.id_number", "证件号码", "ID number", kind=Kind.ID, longest=22)
PHONE = Column("household.phone", "电话", "Phone", kind=Kind.PHONE, longest=30)
ACCOUNT = Column("household.bank_account", "账号", "Account", kind=Kind.ACCOUNT, longest=30)
FLAG = Column("row.x", "是否", "Is", kind=Kind.FLAG)
RELATION = Column(
    "row.relation", "与户主关系", "Relation", kind=Kind.CODE,
    codes=lambda: {plain(k): v for k, v in RELATIONS.items()},
    options=lambda: ("本人或户主", "配偶", "之子"),
)  # fmt: skip
NATION = Column(
    "member.ethnic_group", "民族", "Ethnic group", kind=Kind.CODE,
    codes=lambda: {plain(k): v for k, v in ETHNIC.items()},
    options=lambda: ("汉族", "苗族", "彝族"),
)  # fmt: skip


def held(column, cell):
    with pytest.raises(Held) as holding:
        reader(column)(cell)
    said = str(sentence(holding.value.code, holding.value.params))
    assert "%(" not in said
    return holding.value.code


def read(column, cell):
    found = reader(column)(cell)
    if found.repair:
        assert str(said_repair(found.repair))
    return tuple(found)


@pytest.mark.parametrize(
    ("column", "cell", "value", "repair"),
    [
        pytest.param(NAME, "杨昌龙", "杨昌龙", "", id="a name"),
        pytest.param(NAME, "𠮷䶮㛃", "𠮷䶮㛃", "", id="characters of four bytes"),
        pytest.param(NAME, "杨　昌龙", "杨昌龙", "spaces", id="an ideographic space"),
        pytest.param(NAME, "李  明", "李明", "spaces", id="a name stretched to three"),
        pytest.param(NAME, "阿依古丽•买买提", "阿依古丽·买买提", "dots", id="another dot"),
        pytest.param(NAME, "阿依古丽 · 买买提", "阿依古丽·买买提", "dots", id="a dot in spaces"),
        pytest.param(NAME, "阿依古丽·买买提", "阿依古丽·买买提", "", id="the dot of a name"),
        pytest.param(NAME, "John Smith", "John Smith", "", id="a name of two words"),
        pytest.param(NAME, "'杨昌龙", "杨昌龙", "quotes", id="a stray quote"),
        pytest.param(NAME, "\u200b杨昌龙\ufeff", "杨昌龙", "invisible", id="marks of no width"),
        pytest.param(NAME, "", None, "", id="nothing"),
        pytest.param(TEXT, "=1+1", "=1+1", "", id="begins with ="),
        pytest.param(TEXT, "+86 路口", "+86 路口", "", id="begins with +"),
        pytest.param(TEXT, "-", "-", "", id="begins with -"),
        pytest.param(TEXT, "@家", "@家", "", id="begins with @"),
        pytest.param(TEXT, "\t三组", "三组", "spaces", id="begins with a tab"),
        pytest.param(TEXT, "一行\n二行", "一行\n二行", "", id="two lines"),
        pytest.param(TEXT, 12.0, "12", "", id="a whole number for a text"),
        pytest.param(TEXT, 12.5, "12.5", "number_as_text", id="a number for a text"),
        pytest.param(TEXT, date(2015, 6, 3), "2015-06-03", "date_as_text", id="a day for a text"),
        pytest.param(ID, "522422196503120310", "522422196503120310", "", id="a number"),
        pytest.param(ID, "５２２４２２196503120310", "522422196503120310", "full_width", id="wide"),
        pytest.param(ID, "52242219650312031x", "52242219650312031X", "letter_x", id="small x"),
        pytest.param(ID, "52242219650312031X", "52242219650312031X", "", id="X"),
        pytest.param(ID, "52242219650312031ｘ", "52242219650312031X", "full_width", id="wide x"),
        pytest.param(ID, "'522422196503120310", "522422196503120310", "spaces", id="a quote"),
        pytest.param(ID, "522422 19650312 0310", "522422196503120310", "spaces", id="spaced"),
        pytest.param(ID, "522422650312031", "522422650312031", "", id="fifteen digits"),
        pytest.param(ID, 522422650312031.0, "522422650312031", "number_as_text", id="15 as float"),
        pytest.param(ID, 0, None, "no_number", id="0 of an infant"),
        pytest.param(ID, "无", None, "no_number", id="无 of an infant"),
        pytest.param(ID, "未上户", None, "no_number", id="not yet registered"),
        pytest.param(PHONE, 13885712345.0, "13885712345", "number_as_text", id="phone as float"),
        pytest.param(PHONE, "138-8571-2345", "13885712345", "hyphens", id="phone with hyphens"),
        pytest.param(PHONE, "0857-5221234", "0857-5221234", "", id="a landline"),
        pytest.param(PHONE, "13885712345.0", "13885712345", "number_as_text", id="phone, .0"),
        pytest.param(ACCOUNT, "6217 0071 5000 12", "62170071500012", "spaces", id="a card"),
        pytest.param(FLAG, "是", True, "", id="是"),
        pytest.param(FLAG, "否", False, "", id="否"),
        pytest.param(FLAG, "√", True, "yes_no", id="√"),
        pytest.param(FLAG, "×", False, "yes_no", id="×"),
        pytest.param(FLAG, "有", True, "yes_no", id="有"),
        pytest.param(FLAG, "无", False, "yes_no", id="无"),
        pytest.param(FLAG, 1.0, True, "", id="one"),
        pytest.param(FLAG, False, False, "", id="FALSE"),
        pytest.param(FLAG, "已参加", True, "yes_no", id="a verb"),
        pytest.param(FLAG, "/", None, "placeholder", id="a stroke"),
        pytest.param(RELATION, "户主", "01", "", id="another name of a code"),
        pytest.param(RELATION, 1.0, "01", "code_zeros", id="a code without its zero"),
        pytest.param(RELATION, "02配偶", "02", "code_and_name", id="code and name"),
        pytest.param(RELATION, "(02) 配偶", "02", "code_and_name", id="code in brackets"),
        pytest.param(RELATION, " 配 偶 ", "02", "", id="a name in spaces"),
        pytest.param(NATION, "-", None, "placeholder", id="a dash for a code"),
        pytest.param(NATION, "10", "10", "", id="a code"),
    ],
)
def test_a_cell_is_read(column, cell, value, repair):
    assert read(column, cell) == (value, repair)


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        pytest.param(ID, 5.22422196503120e17, "digits_lost", id="a number as float"),
        pytest.param(ID, 522422196503120310, "digits_lost", id="eighteen digits as number"),
        pytest.param(ID, "5.22422E+17", "digits_lost", id="in scientific notation"),
        pytest.param(ID, "５．22422E+17", "digits_lost", id="the same in wide digits"),
        pytest.param(ID, "522422196503120000.0", "digits_lost", id="eighteen digits and .0"),
        pytest.param(ID, date(1965, 3, 12), "not_an_id", id="a day for a number"),
        pytest.param(ID, True, "not_an_id", id="TRUE for a number"),
        pytest.param(ID, "看户口簿", "not_an_id", id="words for a number"),
        pytest.param(ID, "1" * 23, "too_long", id="23 digits"),
        pytest.param(ID, "#N/A", "error_cell", id="an error"),
        pytest.param(ID, "#FORMULA!", "no_result", id="a formula without a result"),
        pytest.param(PHONE, 1.3885712345e15, "digits_lost", id="a phone too long"),
        pytest.param(PHONE, "在外地", "not_a_phone", id="words for a phone"),
        pytest.param(ACCOUNT, 6.217007150001234e18, "digits_lost", id="a card as float"),
        pytest.param(ACCOUNT, "信用社", "not_an_account", id="words for an account"),
        pytest.param(NAME, "#REF!", "error_cell", id="an error for a name"),
        pytest.param(NAME, "'#REF!", "error_cell", id="an error behind a quote"),
        pytest.param(NAME, "名" * 51, "too_long", id="a name too long"),
        pytest.param(TEXT, True, "truth_for_text", id="TRUE for a text"),
        pytest.param(FLAG, "也许", "not_yes_no", id="perhaps"),
        pytest.param(FLAG, 2, "not_yes_no", id="two"),
        pytest.param(FLAG, datetime(2015, 1, 1), "not_yes_no", id="a day for yes or no"),
        pytest.param(RELATION, "01配偶", "code_name_differ", id="code and name differ"),
        pytest.param(RELATION, "侄儿", "unknown_code", id="not in the list"),
        pytest.param(RELATION, 1.5, "unknown_code", id="a fraction for a code"),
        pytest.param(RELATION, True, "unknown_code", id="TRUE for a code"),
    ],
)
def test_a_cell_is_held(column, cell, code):
    assert held(column, cell) == code


def test_what_is_meant_is_proposed():
    with pytest.raises(Held) as holding:
        reader(NATION)("苗")
    said = str(sentence(holding.value.code, holding.value.params))
    assert "苗族" in said


def test_wrong_words_in_every_row_cost_little():
    with patch.object(codes, "get_close_matches", return_value=[]) as search:
        read = reader(NATION)
        for word in ["苗人"] * 500 + [f"{n}人" for n in range(3000)]:
            with pytest.raises(Held):
                read(word)
    assert search.call_count < 1000
