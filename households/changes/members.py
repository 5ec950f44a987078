"""One person more, or one less: birth, marriage, moving, death and what else changes a family."""

from django.utils.translation import gettext as _

from households import checks
from households.changes import people
from households.changes.frame import Said, changing, note, record_for, recount
from households.choices import JOINING, LEAVING, ChangeKind
from households.dossier import Person
from households.models import Change, Household, Member
from households.refusals import require


def join(household: Household, person: Person, kind: ChangeKind, said: Said) -> Change:
    """Add a member and his record of the year (natural increase, 2.10).

    Raises PermissionDenied, StaleVersion and ValidationError by field.
    """
    with changing(household, said, kind):
        _require_known(household, said)
        record = record_for(household, said.on, said.by)
        relations = list(record.members.values_list("relation", flat=True))
        found = checks.composition_problems([*relations, person.year.relation])
        require(not found, " ".join(found), field="relation")
        person.member.joined_because = JOINING[kind]
        member = people.admit(household, record, person, said)
        recount(record, said.by)
        return note(household, kind, said, record.year, member=member)


def leave(household: Household, member: Member, kind: ChangeKind, said: Said) -> Change:
    """Date a member out, never delete him (natural decrease, 2.10).

    The householder leaves with a succession, the last one with the closing of the household.
    """
    with changing(household, said, kind):
        member = require_member(household, member.pk)
        require(
            member.pk != household.householder_id,
            _("%(name)s is the householder. Choose the new householder first.")
            % {"name": member.shown_name},
        )
        record = record_for(household, said.on, said.by)
        rows = people.depart([member], LEAVING[kind], said, record)
        recount(record, said.by)
        facts = {"householder": household.householder_id, "rows": rows}
        return note(household, kind, said, record.year, member=member, details=facts)


def require_member(household: Household, pk: int) -> Member:
    """Somebody who lives in the household now. Raises ValidationError."""
    found = household.members.active().filter(pk=pk).first()
    if found is None:
        require(found, _("This person is no longer in the household. Look at the file again."))
        raise AssertionError
    return found


def _require_known(household: Household, said: Said) -> None:
    first = household.members.order_by("joined_on").values_list("joined_on", flat=True).first()
    require(
        first is None or first <= said.on,
        _("The household is on file since %(day)s. Choose that day or a later one.")
        % {"day": first.isoformat() if first else ""},
        field="on",
    )
