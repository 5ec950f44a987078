"""Every change has a sentence for the household's page and a word for the audit trail."""

import pytest

from households import happenings
from households.choices import ChangeKind
from households.models import Change
from povertyreg.audit import words
from tests.households.changes.families import MAY_20, family, one


@pytest.fixture
def home(yunfeng):
    return family(yunfeng, "03")


def change(home, clerk, kind, **facts) -> Change:
    return Change.objects.create(
        household=home, village=home.village, kind=kind, on=MAY_20, year=2015, reason="户口簿",
        recorded_by=clerk, **facts,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ChangeKind)
def test_each_kind_is_a_sentence_with_a_person_and_a_day(home, clerk, kind):
    told = happenings.sentence(
        change(home, clerk, kind, member=one(home, "03"), other_household=home)
    )

    assert told.startswith("Yang Min ")
    assert "20 May 2015" in told
    assert "%" not in told


@pytest.mark.parametrize("kind", ChangeKind)
def test_each_kind_has_a_word_in_the_audit_trail(kind):
    assert words.details({"change": str(kind)}) == f"kind of change: {kind.label}"


def test_an_undoing_names_what_it_undoes(home, clerk):
    first = change(home, clerk, ChangeKind.DIED, member=one(home, "03"))
    second = change(home, clerk, ChangeKind.DIED, member=one(home, "03"), counters=first)

    assert happenings.sentence(second) == "Yang Min undid the entry “death” of 20 May 2015"
    assert [c.pk for c in happenings.of(home, clerk)] == [second.pk, first.pk]


def test_a_stranger_reads_none_of_it(home, clerk, clerk2):
    change(home, clerk, ChangeKind.CLOSE)

    assert happenings.of(home, clerk2) == []
