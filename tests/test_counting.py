"""How rows are added up, checked and completed, without any database."""

from datetime import date
from decimal import Decimal

import pytest

from povertyreg.counting import difference, draw, ratio, share, tally_each_once
from povertyreg.figures import (
    Column,
    Gathered,
    Identity,
    Kind,
    Report,
    Scope,
    Tally,
    Unit,
)

SCOPE = Scope(None, "520521225", "Xingxiu", 2015, 2014, date(2015, 12, 31))
EAST, WEST = Unit("520521225201", "East"), Unit("520521225202", "West")


def report(found, *columns, identities=(), sums=True):
    return Report(
        "r", "", "R", "?", "", columns, lambda scope: found, lambda user, area: [],
        identities=identities, sums=sums,
    )  # fmt: skip


def drawn(found, *columns, **options):
    return draw(report(found, *columns, **options), SCOPE, total="Total", sums="rows = total")


def test_a_unit_where_nothing_was_counted_has_zero():
    found = Gathered([EAST, WEST], [Tally({EAST.code: {"n": 2}}, {"n": 2})])

    table = drawn(found, Column("n", "n"))

    assert [row.values["n"] for row in table.rows] == [2, 0]
    assert table.total.values["n"] == 2
    assert table.agrees


def test_rows_that_the_report_does_not_show_are_missed_in_the_sum():
    found = Gathered([EAST], [Tally({EAST.code: {"n": 2}, WEST.code: {"n": 3}}, {"n": 5})])

    table = drawn(found, Column("n", "heads", group="All"))

    assert [check.broken for check in table.checks] == [("All heads",)]
    assert not table.agrees


def test_one_person_in_two_units_does_not_break_the_sum():
    seen = [(EAST.code, "n", "Wei"), (WEST.code, "n", "Wei"), (WEST.code, "n", "Li")]
    found = Gathered([EAST, WEST], [tally_each_once(seen, SCOPE, ("n",))])

    table = drawn(found, Column("n", "n", distinct=True))

    assert [row.values["n"] for row in table.rows] == [1, 2]
    assert table.total.values["n"] == 2
    assert table.agrees


def test_an_identity_names_the_rows_where_it_does_not_hold():
    counted = {EAST.code: {"a": 1, "b": 1}, WEST.code: {"a": 2, "b": 1}}
    found = Gathered([EAST, WEST], [Tally(counted, {"a": 3, "b": 2})])
    same = Identity("a is b", ("a",), "b")

    table = drawn(found, Column("a", "a"), Column("b", "b"), identities=(same,))

    assert [check.broken for check in table.checks] == [("West", "Total"), ()]


def test_nobody_seen_is_nobody_in_total():
    assert tally_each_once([], SCOPE, ("n",)).total == {"n": 0}


@pytest.mark.parametrize(
    ("compute", "expected"),
    [(share("a", "b"), "33.3"), (ratio("a", "b"), "0.3"), (difference("a", "b"), None)],
)
def test_figures_are_rounded_as_on_paper(compute, expected):
    found = Gathered([EAST], [Tally({EAST.code: {"a": 1, "b": 3}}, {"a": 1, "b": 3})])

    table = drawn(found, Column("c", "c", kind=Kind.PERCENT, of=compute))

    assert table.total.values["c"] == (Decimal(expected) if expected else -2)


def test_half_a_step_goes_up():
    assert Column("c", "", kind=Kind.PERCENT).given(Decimal("0.25")) == Decimal("0.3")
    assert Column("c", "", kind=Kind.PERCENT).given(Decimal("-0.25")) == Decimal("-0.3")


def test_of_nothing_there_is_no_share_and_no_difference():
    assert share("a", "b")({"a": 0, "b": 0}) is None
    assert difference("a", "b")({"a": None, "b": 1}) is None
    assert difference("a", "b")({"a": 1, "b": None}) is None


def test_headings_name_their_years():
    table = drawn(Gathered([], []), Column("c", "{previous} to {year}", of=lambda values: 0))

    assert table.label(table.report.columns[0]) == "2014 to 2015"
