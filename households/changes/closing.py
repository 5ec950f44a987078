"""The end of a household: everybody dead or gone; the file stays, with its number."""

from django.utils.translation import gettext as _

from households.changes import people
from households.changes.frame import Said, changing, note, require_no_case
from households.choices import LEAVING, ChangeKind
from households.models import Change, Household
from households.refusals import require
from households.signals import household_closed


def close(household: Household, because: ChangeKind, said: Said) -> Change:
    """Date everybody out and close the file; `because`: how the last members left (2.10).

    The year's record keeps who was counted. Raises PermissionDenied, StaleVersion, ValidationError.
    """
    kinds = [ChangeKind.DIED] if because == ChangeKind.DIED else []
    with changing(household, said, ChangeKind.CLOSE, *kinds):
        require(because in LEAVING, _("Choose how the last members left."), field="because")
        if not kinds:
            require_no_case(household)
        members = list(household.members.active())
        people.depart(members, LEAVING[because], said)
        shut(household, said)
        facts = {"because": str(because), "members": [member.pk for member in members]}
        return note(household, ChangeKind.CLOSE, said, said.on.year, details=facts)


def shut(household: Household, said: Said) -> None:
    """The file rests; its help ends."""
    household.closed_on, household.closed_because = said.on, said.reason
    household_closed.send(
        Household, household=household, on=said.on, by=said.by, reason=said.reason
    )
