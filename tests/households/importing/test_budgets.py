"""Ten times as many households cost the same number of questions to the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.importing import queueing, services
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

MOST_FOR_450_MORE = 25
"""New rows are noted and kept some hundreds together: a few more questions, not one for each."""


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


@pytest.mark.parametrize("more", [500])
def test_entering_households_costs_no_more_questions_when_there_are_more(clerk, more):
    few = costs(person_list(people_of(50)), clerk)
    many = costs(person_list(people_of(more, start=50)), clerk)

    for one, other in zip(few, many, strict=True):
        assert other - one < MOST_FOR_450_MORE


def test_changing_households_costs_no_more_questions_when_there_are_more(clerk):
    content = person_list(people_of(500))
    written(content, clerk)

    few = costs(phones(0, 50, "13911112222"), clerk)
    many = costs(phones(0, 500, "13933334444"), clerk)

    assert many == few
    assert max(few) < 80
