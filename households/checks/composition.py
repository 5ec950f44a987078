"""Rules about who lives together (R)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from households.checks.facts import FIVE_GUARANTEE, Facts
from households.checks.found import OLD_FORMS, Place, enforced, rule
from households.checks.persons import is_mobile
from households.checks.relations import CHILDREN
from households.choices import Relation, Severity

_MOST_PEOPLE: Final = 10


@enforced(
    "R-01",
    _("No member is the householder. Give one of them the relation 01."),
    "SF-12 (3_02_012, 3_11_001)",
)
def no_householder(facts: Facts) -> Iterable[Place]:
    """Who lives alone is told so by R-14."""
    if len(facts.people) > 1 and not facts.related(Relation.HOUSEHOLDER):
        yield Place()


@enforced(
    "R-02",
    _("Two members are householder. A household has one: change the other one."),
    "SF-12 (3_02_011, 3_11_002)",
)
def two_householders(facts: Facts) -> Iterable[Place]:
    return [person.at("relation") for person in facts.related(Relation.HOUSEHOLDER)[1:]]


@rule(
    "R-03",
    Severity.ERROR,
    _("The household size is not the number of members. Open the file and save it again."),
    "SF-19, SF-4",
)
def size(facts: Facts) -> Iterable[Place]:
    """Saving counts anew, so only a stored file with nobody added or taken out can differ."""
    counted = len(facts.people)
    changing = facts.file.left or any(person.member.pk is None for person in facts.people)
    if facts.year.pk and not changing and facts.year.size != counted:
        text = _("The file counts %(size)d people but lists %(listed)d. Save it again.")
        yield facts.at("size", text=text, params={"size": facts.year.size, "listed": counted})


@enforced(
    "R-04",
    _("The household has no members. Add the householder first."),
    "SF-19",
)
def nobody(facts: Facts) -> Iterable[Place]:
    if not facts.people:
        yield Place()


@enforced(
    "R-06",
    _("The relation to the householder is missing. Choose it."),
    "SF-12 (3_01_001, 3_12_002)",
)
def relation(facts: Facts) -> Iterable[Place]:
    return [person.at("relation") for person in facts.people if not person.year.relation]


@enforced(
    "R-09",
    _("Two members are the householder's spouse. Change one of the relations."),
    "FK",
)
def two_spouses(facts: Facts) -> Iterable[Place]:
    return [person.at("relation") for person in facts.related(Relation.SPOUSE)[1:]]


@enforced(
    "R-14",
    _("Who lives alone is the householder. Give the relation 01."),
    "FK",
)
def alone(facts: Facts) -> Iterable[Place]:
    people = facts.people
    if len(people) == 1 and people[0].year.relation not in ("", Relation.HOUSEHOLDER):
        yield people[0].at("relation")


@rule(
    "R-15",
    Severity.WARNING,
    _(
        "A healthy person of 18 to 59 lives in a five-guarantee household. "
        "Check the category and the health, or say why."
    ),
    "SF-12 (5_15_018, 5_15_019)",
)
def able_in_five_guarantee(facts: Facts) -> Iterable[Place]:
    if facts.category in FIVE_GUARANTEE:
        for person in facts.people:
            if person.is_of_age(18, 59) and person.is_healthy and not person.is_pupil:
                yield person.at("health")


@rule(
    "R-16",
    Severity.WARNING,
    _(
        "A grown-up child is listed in a five-guarantee household. "
        "Who has children to support him is no five-guarantee case: check, or say why."
    ),
    "FK",
    OLD_FORMS,
)
def children_in_five_guarantee(facts: Facts) -> Iterable[Place]:
    if facts.category in FIVE_GUARANTEE:
        yield from (p.at("relation") for p in facts.related(*CHILDREN) if p.is_from(18))


@rule(
    "R-17",
    Severity.NOTE,
    _("The household has more than ten members. Check whether two households are in this file."),
    "FK",
)
def many(facts: Facts) -> Iterable[Place]:
    if len(facts.people) > _MOST_PEOPLE:
        yield Place(value=str(len(facts.people)))


@rule(
    "R-19",
    Severity.WARNING,
    _(
        "The household's phone is missing, or no mobile number of 11 digits. "
        "Enter it, or say how the household is reached."
    ),
    "SF-12 (4_02_001, 5_13_003)",
)
def phone(facts: Facts) -> Iterable[Place]:
    if not is_mobile(facts.household.phone):
        yield facts.at("phone")


RULES = (
    no_householder,
    two_householders,
    size,
    nobody,
    relation,
    two_spouses,
    alone,
    able_in_five_guarantee,
    children_in_five_guarantee,
    many,
    phone,
)


def problems(relations: Sequence[str]) -> list[str]:
    """What keeps a file from being written: nobody, no or two householders, two spouses."""
    if not relations:
        return [str(nobody.text)]
    counted = Counter(relations)
    broken = (
        (no_householder, not counted[Relation.HOUSEHOLDER]),
        (two_householders, counted[Relation.HOUSEHOLDER] > 1),
        (two_spouses, counted[Relation.SPOUSE] > 1),
    )
    return [str(rule.text) for rule, is_broken in broken if is_broken]
