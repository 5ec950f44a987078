"""Rules about how the members are related to the householder (R)."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from households.checks.facts import Facts, PersonFacts
from households.checks.found import Place, rule
from households.choices import Relation, Severity
from households.idnumbers import FEMALE, MALE

CHILDREN: Final = ("03", "04")
_FATHER, _PARENTS = "11", ("11", "12")
_FATHERS_IN_LAW: Final = ("13", "15")
_GRANDPARENTS: Final = ("17", "18", "19", "20")
_SEX_OF: Final = {
    **dict.fromkeys(("03", "06", "07", "09", "11", "13", "15", "17", "19"), MALE),
    **dict.fromkeys(("04", "05", "08", "10", "12", "14", "16", "18", "20"), FEMALE),
}
_GENERATION: Final = 14


@rule(
    "R-07",
    Severity.ERROR,
    _("The spouse has the same sex as the householder. Correct the relation or one of the sexes."),
    "SF-12 (2_02_001, 2_11_003)",
)
def sex_of_spouse(facts: Facts) -> Iterable[Place]:
    head = facts.householder
    for spouse in facts.related(Relation.SPOUSE) if head else []:
        if head and spouse.member.sex and spouse.member.sex == head.member.sex:
            yield spouse.at("relation")


@rule(
    "R-08",
    Severity.ERROR,
    _("The relation is one of the other sex. Correct the relation, or the sex and the number."),
    "SF-12 (2_01_004, 2_12_008)",
)
def sex_of_relation(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        expected = _SEX_OF.get(person.year.relation)
        if expected and person.member.sex and person.member.sex != expected:
            yield person.at("relation")


def _years_between(older: PersonFacts, younger: PersonFacts) -> int:
    """A generation where one of the ages is not known: nothing can be said."""
    known = older.age is not None and younger.age is not None
    return (older.age or 0) - (younger.age or 0) if known else 2 * _GENERATION


@rule(
    "R-10",
    Severity.WARNING,
    _(
        "The householder is less than 14 years older than this child. "
        "Check the relation and both birth dates, or say how it is."
    ),
    "FK",
)
def age_of_child(facts: Facts) -> Iterable[Place]:
    head = facts.householder
    if head:
        for child in facts.related(*CHILDREN):
            if _years_between(head, child) < _GENERATION:
                yield child.at("relation")


@rule(
    "R-11",
    Severity.WARNING,
    _(
        "A parent is at least 14 years older than the householder, a grandparent 28. "
        "Check the relation and both birth dates, or say how it is."
    ),
    "FK",
)
def age_of_parent(facts: Facts) -> Iterable[Place]:
    head = facts.householder
    for relations, least in ((_PARENTS, _GENERATION), (_GRANDPARENTS, 2 * _GENERATION)):
        for older in facts.related(*relations) if head else []:
            if head and _years_between(older, head) < least:
                yield older.at("relation")


@rule(
    "R-12",
    Severity.WARNING,
    _("The householder is under 16. Make a grown-up the householder, or say why there is none."),
    "FK",
)
def young_householder(facts: Facts) -> Iterable[Place]:
    head = facts.householder
    if head and head.is_under(16):
        yield head.at("relation")


@rule(
    "R-13",
    Severity.WARNING,
    _(
        "There are two fathers or mothers, or a parent-in-law without a spouse. "
        "Check the relations, or say how it is."
    ),
    "FK",
)
def parents(facts: Facts) -> Iterable[Place]:
    for relation_ in _PARENTS:
        yield from (person.at("relation") for person in facts.related(relation_)[1:])
    if facts.related(_FATHER) and not facts.related(Relation.SPOUSE):
        yield from (person.at("relation") for person in facts.related(*_FATHERS_IN_LAW))


RULES = (
    sex_of_spouse,
    sex_of_relation,
    age_of_child,
    age_of_parent,
    young_householder,
    parents,
)
