"""Relations told anew: the families that succession really meets, and every pair of the table."""

import pytest

from households.codes import code_lists
from households.kinship import Kin, retold

MAN, WOMAN = "1", "2"
SEX = {
    code: WOMAN if code in {"02", "04", "05", "08", "10", "12", "14", "16", "18", "20"} else MAN
    for code in code_lists()["relation"].codes
}


def told(heir: str, *others: str, head: str = MAN, head_stays: bool = False) -> dict[str, str]:
    """Old relation → new one, in a family with one person of each relation."""
    family = {code: Kin(code, SEX[code]) for code in (heir, *others)}
    if head_stays:
        family["01"] = Kin("01", head)
    if head == WOMAN and "02" in family:
        family["02"] = Kin("02", MAN)
    return retold(family, heir, old_head_sex=head)


def test_the_widow_keeps_children_and_gets_her_husbands_parents_as_in_laws():
    assert told("02", "03", "04", "05", "07", "11", "12") == {
        "02": "01", "03": "03", "04": "04", "05": "05", "07": "07", "11": "15", "12": "16",
    }  # fmt: skip


def test_the_widower_gets_his_wifes_parents_as_in_laws_and_his_own_back():
    assert told("02", "11", "12", "15", "16", head=WOMAN) == {
        "02": "01", "11": "13", "12": "14", "15": "11", "16": "12",
    }  # fmt: skip


def test_the_only_son_has_his_mother_his_wife_and_his_children_with_him():
    assert told("03", "02", "04", "05", "07", "08", "11", "12") == {
        "03": "01", "02": "12", "04": "99", "05": "02", "07": "03", "08": "04",
        "11": "17", "12": "18",
    }  # fmt: skip


def test_the_son_of_a_woman_has_her_parents_as_maternal_grandparents():
    assert told("03", "11", "12", "15", "16", head=WOMAN) == {
        "03": "01", "11": "19", "12": "20", "15": "17", "16": "18",
    }  # fmt: skip


@pytest.mark.parametrize(("head", "parent"), [(MAN, "11"), (WOMAN, "12")])
def test_a_head_who_stays_becomes_the_parent_of_the_child_he_hands_over_to(head, parent):
    for child in ("03", "04"):
        assert told(child, head=head, head_stays=True) == {child: "01", "01": parent}


def test_the_daughter_has_her_husband_and_her_children_with_her():
    assert told("04", "06", "09", "10", "02") == {
        "04": "01", "06": "02", "09": "03", "10": "04", "02": "12",
    }  # fmt: skip


def test_the_daughter_in_law_has_her_husband_children_and_his_parents_with_her():
    assert told("05", "02", "03", "07", "08", "04", head_stays=True) == {
        "05": "01", "01": "15", "02": "16", "03": "02", "07": "03", "08": "04", "04": "99",
    }  # fmt: skip


def test_the_son_in_law_has_his_wifes_parents_with_him():
    assert told("06", "02", "04", "09", head_stays=True) == {
        "06": "01", "01": "13", "02": "14", "04": "02", "09": "03",
    }  # fmt: skip


def test_the_grandchild_has_parents_and_grandparents():
    for grandchild in ("07", "08"):
        assert told(grandchild, "02", "03", "05", "04") == {
            grandchild: "01", "02": "18", "03": "11", "05": "12", "04": "99",
        }  # fmt: skip
    for grandchild in ("09", "10"):
        assert told(grandchild, "02", "04", "06") == {
            grandchild: "01", "02": "20", "04": "12", "06": "11",
        }  # fmt: skip


def test_the_parent_has_child_in_law_and_grandchildren():
    assert told("11", "12", "02", "03", "04", "17", "19", head_stays=True) == {
        "11": "01", "01": "03", "12": "02", "02": "05", "03": "07", "04": "08",
        "17": "11", "19": "13",
    }  # fmt: skip
    assert told("12", "02", "03", head=WOMAN, head_stays=True) == {
        "12": "01", "01": "04", "02": "06", "03": "09",
    }  # fmt: skip


def test_the_wifes_and_the_husbands_parents():
    assert told("13", "14", "02", "04", head_stays=True) == {
        "13": "01", "01": "06", "14": "02", "02": "04", "04": "10",
    }  # fmt: skip
    assert told("16", "15", "02", "03", head=WOMAN, head_stays=True) == {
        "16": "01", "01": "05", "15": "02", "02": "03", "03": "07",
    }  # fmt: skip


def test_the_grandparents():
    assert told("17", "18", "11", "12", head_stays=True) == {
        "17": "01", "01": "07", "18": "02", "11": "03", "12": "05",
    }  # fmt: skip
    assert told("20", "19", "11", "12", head=WOMAN, head_stays=True) == {
        "20": "01", "01": "10", "19": "02", "11": "06", "12": "04",
    }  # fmt: skip


def test_a_sibling_is_the_heir_and_everything_is_to_be_chosen():
    assert told("99", "02", "03", head_stays=True) == {
        "99": "01", "01": "99", "02": "99", "03": "99",
    }  # fmt: skip


def test_two_sons_leave_it_open_whose_wife_and_children_they_are():
    family = {
        "heir": Kin("03", MAN), "brother": Kin("03", MAN), "wife of one": Kin("05", WOMAN),
        "child": Kin("07", MAN), "mother": Kin("02", WOMAN),
    }  # fmt: skip

    assert retold(family, "heir", old_head_sex=MAN) == {
        "heir": "01", "brother": "99", "wife of one": "99", "child": "99", "mother": "12",
    }  # fmt: skip


def test_two_wives_are_never_suggested():
    family = {"heir": Kin("11", MAN), "mother": Kin("12", WOMAN), "second": Kin("12", WOMAN)}

    assert retold(family, "heir", old_head_sex=MAN) == {
        "heir": "01", "mother": "99", "second": "99",
    }  # fmt: skip


@pytest.mark.parametrize("head", [MAN, WOMAN])
def test_every_pair_gets_one_relation_that_fits_the_sex(head):
    codes = code_lists()["relation"].codes
    for heir in set(codes) - {"01"}:
        for other in set(codes) - {"01", heir}:
            found = told(heir, other, head=head)
            sex = MAN if (other, head) == ("02", WOMAN) else SEX[other]

            assert found[heir] == "01"
            assert found[other] in codes, (heir, other)
            assert found[other] != "01", (heir, other)
            if found[other] not in {"02", "99"}:
                assert SEX[found[other]] == sex, (heir, other, found[other])


BACK = [("03", "1"), ("04", "2"), ("07", "1"), ("08", "2"), ("11", "1"), ("12", "2"), ("13", "1")]


@pytest.mark.parametrize(("heir", "sex"), BACK)
def test_handing_over_and_back_gives_the_first_relation_again(heir, sex):
    there = told(heir, head=MAN, head_stays=True)["01"]
    back = retold({"heir": Kin("01", sex), "head": Kin(there, MAN)}, "head", old_head_sex=sex)

    assert back == {"heir": heir, "head": "01"}
