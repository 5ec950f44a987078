"""The rows of a household that follow it to another village; what was counted there stays there."""

from django.utils.translation import gettext as _

from households import writing
from households.changes.frame import Said
from households.models import Attachment, Change, Finding, Household, HouseholdYear, Member
from households.refusals import require
from households.signals import household_moved
from villages.models import Village, VillageGroup


def move(
    household: Household,
    village: Village,
    group: VillageGroup | None,
    record: HouseholdYear,
    said: Said,
) -> None:
    """File, people, papers and changes go along, and the year's record; earlier years do not."""
    require(
        village.pk[:6] == household.county_code,
        _("This village lies in another county. Record that the household moved out."),
        field="village",
    )
    household.village, household.group = village, group
    _move_people(household, village)
    HouseholdYear.objects.filter(pk=record.pk).update(village=village, changed_by=said.by)
    Finding.objects.filter(household=household, year=record.year).update(village=village)
    Attachment.objects.filter(household=household).update(village=village)
    Change.objects.filter(household=household).update(village=village)
    household_moved.send(Household, household=household, on=said.on, by=said.by)


def _move_people(household: Household, village: Village) -> None:
    """With the index by which the end of a number finds them in their township."""
    members = list(household.members.all())
    for member in members:
        member.village = village
        writing.digest_id_number(member)
    Member.objects.bulk_update(members, ["village", "id_tail_digest"])
