"""Three versions of a form put together: every way in which two people can meet in one field."""

import itertools

import pytest

from households.merging import merge


def merged(base, theirs, mine):
    found = merge({"f": base}, {"f": theirs}, {"f": mine})
    return found.values["f"], bool(found.clashes), bool(found.theirs)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "value", "clashes", "taken"),
    [
        ("a", "a", "a", "a", False, False),
        ("a", "a", "b", "b", False, False),
        ("a", "b", "a", "b", False, True),
        ("a", "b", "b", "b", False, False),
        ("a", "b", "c", "c", True, False),
        ("a", "", "a", "", False, True),
        ("a", "a", "", "", False, False),
        ("", "b", "c", "c", True, False),
    ],
)
def test_a_field_is_of_whoever_changed_it(base, theirs, mine, value, clashes, taken):
    assert merged(base, theirs, mine) == (value, clashes, taken)


@pytest.mark.parametrize("values", list(itertools.product("abc", repeat=3)))
def test_no_change_is_ever_lost_silently(values):
    base, theirs, mine = values

    value, clashes, _taken = merged(base, theirs, mine)

    if len({base, theirs, mine}) == 3:
        assert clashes
    if theirs != base and mine == base:
        assert value == theirs
    if mine != base:
        assert value == mine


def test_a_field_that_only_one_side_has_is_that_sides():
    found = merge({"old": 1}, {"old": 1, "their row": 2}, {"old": 1, "my row": 3})

    assert found.values == {"old": 1, "their row": 2, "my row": 3}
    assert not found.clashes


def test_a_field_that_nobody_started_from_clashes_when_the_two_differ():
    found = merge({}, {"f": "b"}, {"f": "c"})

    assert found.clashes == ["f"]
    assert found.values == {"f": "c"}


def test_both_sides_may_change_different_fields():
    base = {"wage": 100, "fuel": "01", "phone": "1"}

    found = merge(base, {**base, "wage": 200}, {**base, "fuel": "03"})

    assert found.values == {"wage": 200, "fuel": "03", "phone": "1"}
    assert (found.clashes, found.theirs) == ([], ["wage"])
