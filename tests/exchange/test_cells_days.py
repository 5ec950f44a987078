"""Days and numbers: read exactly, or held; a century and a rounding are never guessed."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from povertyreg.exchange.cells import reader
from povertyreg.exchange.columns import Column, Kind
from tests.exchange.test_cells import held, read

DAY = Column("member.birth_date", "出生日期", "Born", kind=Kind.DAY)
MONTH = Column("member.joined_on", "月", "Month", kind=Kind.MONTH)
PLAN = Column(
    "household.planned_exit_in", "计划脱贫年度", "Planned", Kind.YEAR, least=2000, most=2100
)
YEAR = Column("year.exit", "年度", "Year", kind=Kind.YEAR)
WHOLE = Column("row.work_months", "务工时间", "Months", kind=Kind.WHOLE, most=12)
LAND = Column("year.cultivated_land", "耕地", "Land", kind=Kind.AMOUNT, most=999_999)
NET = Column("seen.net_income", "纯收入", "Net income", kind=Kind.AMOUNT, is_signed=True)
AMOUNT = Column("year.wage", "工资性收入", "Wage", kind=Kind.AMOUNT)

BORN = date(1965, 3, 12)


@pytest.mark.parametrize(
    ("column", "cell", "value", "repair"),
    [
        pytest.param(DAY, BORN, BORN, "", id="a day"),
        pytest.param(DAY, datetime(1965, 3, 12), BORN, "", id="a day of Excel"),
        pytest.param(DAY, datetime(1965, 3, 12, 8), BORN, "time_left_out", id="with a time"),
        pytest.param(DAY, "1965-03-12", BORN, "", id="as it should be"),
        pytest.param(DAY, "19650312", BORN, "", id="eight digits"),
        pytest.param(DAY, 19650312.0, BORN, "number_as_date", id="eight digits as number"),
        pytest.param(DAY, "1965.3.12", BORN, "date", id="dots"),
        pytest.param(DAY, "1965/3/12", BORN, "date", id="strokes"),
        pytest.param(DAY, "1965年3月12日", BORN, "date", id="in words"),
        pytest.param(DAY, "１９６５年３月１２日", BORN, "date", id="in wide words"),
        pytest.param(DAY, "1965-3-12 00:00:00", BORN, "date", id="with a midnight"),
        pytest.param(DAY, 23813.0, BORN, "serial", id="a serial"),
        pytest.param(DAY, 23813.5, BORN, "serial", id="a serial at noon"),
        pytest.param(DAY, "无", None, "placeholder", id="无"),
        pytest.param(DAY, "1964-02-29", date(1964, 2, 29), "", id="29 February of a leap year"),
        pytest.param(DAY, "2000.2.29", date(2000, 2, 29), "date", id="29 February of 2000"),
        pytest.param(MONTH, "201406", date(2014, 6, 1), "", id="six digits"),
        pytest.param(MONTH, "2014年6月", date(2014, 6, 1), "date", id="a month in words"),
        pytest.param(MONTH, 2014.06, date(2014, 6, 1), "number_as_date", id="a month as number"),
        pytest.param(MONTH, date(2014, 6, 3), date(2014, 6, 1), "day_left_out", id="a day"),
        pytest.param(YEAR, 2016.0, 2016, "", id="a year as number"),
        pytest.param(YEAR, "2016年", 2016, "year", id="a year in words"),
        pytest.param(YEAR, "2016年度", 2016, "year", id="a year of accounts"),
        pytest.param(YEAR, "２０１６", 2016, "year", id="a wide year"),
        pytest.param(YEAR, 1800.0, 1800, "", id="when an old house was built"),
        pytest.param(WHOLE, 6.0, 6, "", id="a whole number"),
        pytest.param(WHOLE, "6个月", 6, "number", id="with a unit"),
        pytest.param(WHOLE, "６", 6, "number", id="wide"),
        pytest.param(AMOUNT, "1.2万", Decimal(12000), "number", id="ten thousands"),
        pytest.param(AMOUNT, "12,345.60元", Decimal("12345.6"), "number", id="commas and a unit"),
        pytest.param(AMOUNT, "¥3000", Decimal(3000), "number", id="a sign of yuan"),
        pytest.param(AMOUNT, 0.1 + 0.2, Decimal("0.3"), "", id="noise of arithmetic"),
        pytest.param(AMOUNT, "0", Decimal(0), "", id="nought"),
        pytest.param(AMOUNT, "-0", Decimal(0), "number", id="nought below nought"),
        pytest.param(LAND, 999_999.99, Decimal("999999.99"), "", id="the largest that fits"),
        pytest.param(NET, -12.5, Decimal("-12.5"), "", id="a loss"),
        pytest.param(NET, "-12.50", Decimal("-12.5"), "number", id="a loss as text"),
        pytest.param(AMOUNT, "/", None, "placeholder", id="a stroke"),
    ],
)
def test_a_cell_is_read(column, cell, value, repair):
    assert read(column, cell) == (value, repair)


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        pytest.param(DAY, "65年3月", "century", id="a short year"),
        pytest.param(DAY, "65.3.12", "century", id="a short year in dots"),
        pytest.param(DAY, "1965-02-31", "impossible_day", id="31 February"),
        pytest.param(DAY, "1965年2月29日", "impossible_day", id="29 February of a common year"),
        pytest.param(DAY, 19000229, "impossible_day", id="29 February 1900"),
        pytest.param(DAY, "1965", "only_year", id="a year"),
        pytest.param(DAY, 1965.0, "only_year", id="a year as number"),
        pytest.param(DAY, "1965.3", "only_month", id="a month"),
        pytest.param(DAY, "12/3/1965", "day_order", id="day first"),
        pytest.param(DAY, "23813", "serial_as_text", id="a serial as text"),
        pytest.param(DAY, "不详", "not_a_date", id="words"),
        pytest.param(DAY, 1e300, "not_a_date", id="a number out of the world"),
        pytest.param(DAY, True, "not_a_date", id="TRUE"),
        pytest.param(DAY, time(8), "not_a_date", id="a time"),
        pytest.param(DAY, date(1065, 3, 12), "not_a_date", id="the year 1065"),
        pytest.param(DAY, "#VALUE!", "error_cell", id="an error"),
        pytest.param(MONTH, 2014.1, "month_lost", id="January or October"),
        pytest.param(YEAR, "16年", "century", id="a short year of accounts"),
        pytest.param(YEAR, date(2016, 1, 1), "date_for_year", id="a day for a year"),
        pytest.param(YEAR, 216, "not_a_year", id="three digits"),
        pytest.param(WHOLE, 6.5, "not_whole", id="half a month"),
        pytest.param(WHOLE, 13, "too_large", id="thirteen months"),
        pytest.param(WHOLE, -1, "negative", id="less than nought"),
        pytest.param(WHOLE, "半年", "not_a_number", id="words for a number"),
        pytest.param(WHOLE, BORN, "not_a_number", id="a day for a number"),
        pytest.param(WHOLE, True, "not_a_number", id="TRUE for a number"),
        pytest.param(LAND, 1_000_000, "too_large", id="one more than fits"),
        pytest.param(YEAR, 1799, "not_a_year", id="before any house"),
        pytest.param(PLAN, 1999, "year_range", id="a plan before there were any"),
        pytest.param(PLAN, "2101年", "not_a_year", id="a plan of the next century"),
        pytest.param(AMOUNT, "3000斤", "unknown_unit", id="another unit"),
        pytest.param(AMOUNT, "1,23", "not_a_number", id="a comma that groups nothing"),
        pytest.param(AMOUNT, "12.345", "too_precise", id="three decimals"),
        pytest.param(AMOUNT, float("inf"), "too_large", id="infinite"),
        pytest.param(AMOUNT, float("nan"), "too_large", id="not a number at all"),
        pytest.param(AMOUNT, "3000-4000", "not_a_number", id="from and to"),
    ],
)
def test_a_cell_is_held(column, cell, code):
    assert held(column, cell) == code


def test_nought_below_nought_is_nought():
    assert str(reader(AMOUNT)("-0").value) == "0"
