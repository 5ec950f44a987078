"""A receipt is read back from the trail, in the area and in words."""

import pytest

from households import receipts
from households.models import Round
from households.ways import Variant
from povertyreg.audit.models import Entry
from tests.households.lists import approve


def test_every_act_on_a_list_has_its_words():
    facts = {"listed": 40, "moved": 38, "stayed": 2}

    for act in receipts.LIST_ACTS.values():
        assert str(act.title)
        assert act.says(facts).startswith("40 = 38 ")


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
    ("variant", "action", "said"),
    [
        (Variant.TWO_PUBLICITIES, "close_village_list", "the township visits its share"),
        (Variant.NO_REVIEW, "close_village_list", "the township posts the list"),
        (Variant.TWO_PUBLICITIES, "accept_list", "the township posts the list"),
        (Variant.ONE_PUBLICITY, "accept_list", "the county decides"),
        (Variant.TWO_APPRAISALS, "record_meeting_list", "compares them with the lists"),
        (Variant.ONE_PUBLICITY, "record_meeting_list", "the secretary approves"),
        (Variant.ONE_PUBLICITY, "announce_list", "carry the result"),
        (Variant.ONE_PUBLICITY, "propose_list", "two people visit"),
    ],
)
def test_what_comes_next_depends_on_the_steps_of_the_round(variant, action, said):
    entry = Entry(action=action, details={"listed": 4, "moved": 4, "stayed": 0})

    (sentence,) = receipts.follows(entry, Round(variant=variant, kind="identification"))

    assert said in str(sentence)


def test_a_press_in_three_parts_says_what_becomes_of_each():
    facts = {"listed": 9, "moved": 6, "stayed": 3, "returned": 2, "rejected": 1}
    entry = Entry(action="accept_list", details=facts)

    assert receipts.LIST_ACTS["accept_list"].says(facts) == (
        "9 = 6 accepted + 2 returned + 1 rejected"
    )
    assert len(receipts.follows(entry, Round(variant=Variant.TWO_PUBLICITIES))) == 3


@pytest.mark.parametrize(
    ("kind", "said"),
    [("exit", "have left poverty"), ("return", "fallen back"), ("removal", "no longer registered")],
)
def test_what_an_announcement_enters_depends_on_the_kind(kind, said):
    entry = Entry(action="announce_list", details={"listed": 1, "moved": 1, "stayed": 0})

    (sentence,) = receipts.follows(entry, Round(variant=Variant.ONE_PUBLICITY, kind=kind))

    assert said in str(sentence)
