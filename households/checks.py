"""Whether a file is complete enough to go on: the errors that stop a step of the workflow."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from households.choices import Relation

if TYPE_CHECKING:
    from households.models import Household, HouseholdYear, MemberYear


def problems(record: "HouseholdYear | None", members: Iterable["MemberYear"]) -> list[str]:
    """Sentences for the errors of one year's record (rules R-01, R-02, R-03, R-04, R-09).

    `members`: their yearly records with the member, as they are or are about to be.
    """
    if record is None:
        return [_("The file has no record of this year. Enter it first.")]
    people = list(members)
    found = composition_problems([person.relation for person in people])
    if record.size != len(people):
        found.append(
            _("The file counts %(size)d people but lists %(listed)d.")
            % {"size": record.size, "listed": len(people)}
        )
    if not record.proposed_category and not record.category:
        found.append(_("The household category is missing."))
    if not record.main_cause:
        found.append(_("The main cause of poverty is missing."))
    return found


def require_complete(household: "Household", year: int) -> None:
    """Raises ValidationError with every error of the household's record of the year."""
    record = household.years.filter(year=year).first()
    people = record.members.filter(member__left_on=None) if record else ()
    if found := problems(record, people):
        raise ValidationError(found)


def composition_problems(relations: list[str]) -> list[str]:
    """One householder, at most one spouse, nobody without a relation."""
    if not relations:
        return [_("The household has no members. Add the householder first.")]
    counted = Counter(relations)
    found = []
    if not counted[Relation.HOUSEHOLDER]:
        found.append(_("No member is the householder. Give one of them the relation 01."))
    if counted[Relation.HOUSEHOLDER] > 1:
        found.append(_("Two members are householder. A household has one: change the other one."))
    if counted[Relation.SPOUSE] > 1:
        found.append(_("Two members are the householder's spouse. Change one of the relations."))
    return found
