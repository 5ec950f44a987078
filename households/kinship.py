"""Relations told anew when another member becomes householder: plain Python, one table."""

from collections import Counter
from collections.abc import Mapping
from typing import Final, NamedTuple, TypeVar

HOUSEHOLDER, SPOUSE, OTHER = "01", "02", "99"
_MALE = "1"
Key = TypeVar("Key")


class Kin(NamedTuple):
    """Relation to the old householder and sex, as codes of their lists."""

    relation: str
    sex: str


# The columns of a line are old relations, the values new ones. "11/12": a man, a woman.
# "17|19": the old householder is a man, a woman. "03?": only while the branch has one couple.
# What is not listed has no word in the list, or cannot be told: it becomes "other".
# fmt: off
_TOLD: Final[dict[str, dict[str, str]]] = {
    # new householder was …       the others were …
    "02": {"01": "02", "03": "03", "04": "04", "05": "05", "06": "06", "07": "07", "08": "08",
           "09": "09", "10": "10", "11": "15|13", "12": "16|14", "13": "11", "14": "12",
           "15": "11", "16": "12"},
    "03": {"01": "11/12", "02": "11/12", "05": "02?", "07": "03?", "08": "04?",
           "11": "17|19", "12": "18|20", "13": "19", "14": "20", "15": "17", "16": "18"},
    "04": {"01": "11/12", "02": "11/12", "06": "02?", "09": "03?", "10": "04?",
           "11": "17|19", "12": "18|20", "13": "19", "14": "20", "15": "17", "16": "18"},
    "05": {"01": "15/16", "02": "15/16", "03": "02?", "07": "03?", "08": "04?"},
    "06": {"01": "13/14", "02": "13/14", "04": "02?", "09": "03?", "10": "04?"},
    "07": {"01": "17/18", "02": "17/18", "03": "11?", "05": "12?"},
    "08": {"01": "17/18", "02": "17/18", "03": "11?", "05": "12?"},
    "09": {"01": "19/20", "02": "19/20", "06": "11?", "04": "12?"},
    "10": {"01": "19/20", "02": "19/20", "06": "11?", "04": "12?"},
    "11": {"01": "03/04", "02": "05|06", "03": "07|09", "04": "08|10", "12": "02",
           "17": "11", "18": "12", "19": "13", "20": "14"},
    "12": {"01": "03/04", "02": "05|06", "03": "07|09", "04": "08|10", "11": "02",
           "17": "15", "18": "16", "19": "11", "20": "12"},
    "13": {"01": "06", "02": "04|99", "03": "09", "04": "10", "14": "02"},
    "14": {"01": "06", "02": "04|99", "03": "09", "04": "10", "13": "02"},
    "15": {"01": "05", "02": "99|03", "03": "07", "04": "08", "16": "02"},
    "16": {"01": "05", "02": "99|03", "03": "07", "04": "08", "15": "02"},
    "17": {"01": "07/08", "11": "03", "12": "05", "18": "02"},
    "18": {"01": "07/08", "11": "03", "12": "05", "17": "02"},
    "19": {"01": "09/10", "11": "06", "12": "04", "20": "02"},
    "20": {"01": "09/10", "11": "06", "12": "04", "19": "02"},
}
# fmt: on
_COUPLES: Final = {
    **dict.fromkeys(("03", "05", "07", "08"), ("03", "05")),
    **dict.fromkeys(("04", "06", "09", "10"), ("04", "06")),
}
"""Child and child-in-law of the branch that a new householder belongs to."""


def retold(family: Mapping[Key, Kin], heir: Key, *, old_head_sex: str) -> dict[Key, str]:
    """The relation of everybody to the heir, as far as the old relations tell it (2.10).

    `family` may lack the old householder, who died or left; `heir` is one of its keys.
    """
    counted = Counter(kin.relation for kin in family.values())
    of_heir = family[heir].relation
    one_couple = all(counted[code] <= 1 for code in _COUPLES.get(of_heir, ()))
    found = {
        key: HOUSEHOLDER if key == heir else _relation(of_heir, kin, old_head_sex, one_couple)
        for key, kin in family.items()
    }
    spouses = [key for key, relation in found.items() if relation == SPOUSE]
    return {**found, **dict.fromkeys(spouses, OTHER)} if len(spouses) > 1 else found


def _relation(of_heir: str, person: Kin, old_head_sex: str, one_couple: bool) -> str:
    if of_heir == HOUSEHOLDER:
        return person.relation
    told = _TOLD.get(of_heir, {}).get(person.relation, OTHER)
    if told.endswith("?"):
        return told[:-1] if one_couple else OTHER
    told = _choose(told, "|", old_head_sex)
    return _choose(told, "/", person.sex)


def _choose(told: str, mark: str, sex: str) -> str:
    man, _, woman = told.partition(mark)
    return man if sex == _MALE or not woman else woman
