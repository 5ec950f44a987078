"""A receipt is read back from the trail, in the area and in words."""

import pytest

from households import receipts
from households.models import Round
from tests.households.lists import approve


def test_every_act_on_a_list_has_its_words():
    facts = {"listed": 40, "moved": 38, "stayed": 2}

    for act in receipts.LIST_ACTS.values():
        assert str(act.title)
        assert (act.equation % facts).startswith("40 = 38 ")


def test_a_receipt_is_seen_in_its_area(nominated, secretary, leader, secretary2, clerk2):
    entry = approve(nominated, secretary)

    for reader, sees in ((secretary, True), (leader, True), (secretary2, False), (clerk2, False)):
        assert receipts.visible_to(reader).filter(pk=entry.pk).exists() is sees


def test_other_entries_of_the_trail_are_no_receipts(nominated, secretary):
    approve(nominated, secretary)

    assert {entry.action for entry in receipts.visible_to(secretary)} == {"approve_list"}


@pytest.mark.parametrize("act", receipts.LIST_ACTS)
def test_names_of_acts_fit_their_column(act):
    assert len(act) <= 40


@pytest.mark.parametrize(
    ("action", "facts", "said"),
    [
        ("record_meeting_list", {}, "the secretary approves the list"),
        ("record_meeting_list", {"variant": "two_appraisals"}, "the county compares them"),
        ("close_village_list", {}, "the township visits its share"),
        ("close_village_list", {"variant": "no_review"}, "the township posts the list"),
        ("accept_list", {}, "the township posts the list"),
        ("accept_list", {"variant": "one_publicity"}, "the county classifies them"),
        ("announce_list", {}, "carry the category"),
        ("announce_list", {"kind": "exit"}, "have left poverty"),
        ("announce_list", {"kind": "removal"}, "no longer registered"),
    ],
)
def test_what_comes_next_depends_on_the_round(action, facts, said):
    round_ = Round(**{"kind": "identification", "variant": "two_publicities", **facts})

    assert said in str(receipts.follows(action, round_))
