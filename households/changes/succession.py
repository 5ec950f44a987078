"""Another householder: the relations are told anew, the household and its help stay."""

from collections.abc import Iterable, Mapping

from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from households import kinship, yearly
from households.changes import people
from households.changes.frame import Said, changing, note, record_for, recount
from households.changes.members import require_member
from households.choices import LEAVING, ChangeKind, Relation
from households.models import Change, Household, Member, MemberYear
from households.refusals import require


def suggested(rows: Iterable[MemberYear], heir: int, old_head: Member | None) -> dict[int, str]:
    """Member → relation to the heir, as far as the present ones tell; "99" is to be chosen.

    `rows`: of those who will live with the heir (a member's key), the heir among them.
    """
    family = {row.member_id: kinship.Kin(row.relation, row.member.sex) for row in rows}
    sex = old_head.sex if old_head else family[heir].sex
    return kinship.retold(family, heir, old_head_sex=sex)


def rows_of(household: Household) -> list[MemberYear]:
    """The rows of those who live there now, in the last record on file."""
    last = household.years.order_by("-year").first()
    return list(yearly.people_of(last)) if last else []


def hand_over(
    household: Household,
    heir: Member,
    relations: Mapping[int, str],
    said: Said,
    leaving: ChangeKind | None = None,
) -> Change:
    """Make the heir householder; `leaving`: how the former one goes, or None when he stays.

    `relations`: of everybody but the heir and one who leaves. Raises PermissionDenied,
    StaleVersion and ValidationError.
    """
    kinds = [leaving] if leaving else []
    with changing(household, said, *kinds, ChangeKind.SUCCESSION):
        heir, former = require_member(household, heir.pk), household.householder
        require(
            heir.pk != household.householder_id,
            _("%(name)s is the householder already.") % {"name": heir.shown_name},
        )
        require(
            heir.joined_on <= said.on,
            _("%(name)s belongs to the household since %(day)s. Choose that day or a later one.")
            % {"name": heir.shown_name, "day": heir.joined_on.isoformat()},
            field="on",
        )
        record = record_for(household, said.on, said.by)
        facts: dict[str, object] = {"former": household.householder_id}
        if leaving and former:
            gone = {"rows": people.depart([former], LEAVING[leaving], said, record)}
            recount(record, said.by)
            departure = note(household, leaving, said, record.year, member=former, details=gone)
            facts["with"] = departure.pk
        rows = list(yearly.people_of(record))
        before = {row.member_id: row.relation for row in rows}
        after = {**relations, heir.pk: Relation.HOUSEHOLDER}
        people.retell(record, rows, after)
        facts["relations"] = {str(pk): [was, after[pk]] for pk, was in before.items()}
        put_first(household, heir)
        return note(household, ChangeKind.SUCCESSION, said, record.year, member=heir, details=facts)


def put_first(household: Household, householder: Member) -> None:
    """The householder stands in the first row of the file."""
    household.householder = householder
    household.members.update(
        position=Case(When(pk=householder.pk, then=Value(1)), default=F("position") + 1)
    )
