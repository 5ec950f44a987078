"""Ten times as many households cost the same number of questions to the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.importing import committing, queueing, rehearsal, services
from tests.households.importing.books import (
    HOUSEHOLDS,
    TOWNSHIP,
    YEAR,
    packed,
    people_of,
    person_list,
    table,
    written,
)

MOST_FOR_A_PART = 50
"""Questions for five hundred households of a file, whatever there is in them."""


def asked(act):
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def costs(content, by):
    """Questions of the reading, and of the writing."""
    import_ = services.receive(
        content, "a.xlsx", kind="households", area=TOWNSHIP, year=YEAR, by=by
    )
    reading = asked(lambda: queueing.rehearse(import_))
    assert not import_.held
    services.mark_confirmed(import_, "good", by=by)
    return reading, asked(lambda: queueing.write(import_))


def phones(first, last, phone):
    """A list that changes the phones of these households on file."""
    numbers = [f"3600{nth:06d}" for nth in range(first, last)]
    rows = [{"key.number": n, "household.phone": phone} for n in numbers]
    return packed({HOUSEHOLDS: table(rows)})


def test_entering_households_costs_no_more_questions_when_there_are_more(clerk):
    few = costs(person_list(people_of(50)), clerk)
    many = costs(person_list(people_of(500, start=50)), clerk)

    assert many == few
    assert max(few) < 60


def test_changing_households_costs_no_more_questions_when_there_are_more(clerk):
    content = person_list(people_of(500))
    written(content, clerk)

    few = costs(phones(0, 50, "13911112222"), clerk)
    many = costs(phones(0, 500, "13933334444"), clerk)

    assert many == few
    assert max(few) < 60


@pytest.fixture
def parts_of_twenty(monkeypatch):
    """Files are read, and written, twenty at a time instead of five hundred."""
    monkeypatch.setattr(rehearsal, "_AT_ONCE", 20)
    monkeypatch.setattr(committing, "_AT_ONCE", 20)


def test_each_part_of_new_households_costs_the_same(clerk, parts_of_twenty):
    one, two, five = (
        costs(person_list(people_of(count, start=start)), clerk)
        for count, start in ((20, 0), (40, 100), (100, 200))
    )

    _each_costs_the_same(one, two, five)


def test_each_part_of_changed_households_costs_the_same(clerk, parts_of_twenty):
    written(person_list(people_of(100)), clerk)

    one, two, five = (costs(phones(0, count, f"139{count:08d}"), clerk) for count in (20, 40, 100))

    _each_costs_the_same(one, two, five)


def _each_costs_the_same(one, two, five):
    """What is asked once for a file, and for each part; five parts cost five times the second."""
    for first, second, fifth in zip(one, two, five, strict=True):
        each = second - first
        assert fifth - first == 4 * each
        assert each < MOST_FOR_A_PART
