"""Families as the changes need them: each person by his relation."""

from datetime import date

from households.changes import succession
from households.changes.frame import Said
from households.choices import Relation
from households.models import Household, Member, MemberYear
from households.querysets import id_digest, id_tail_digest
from tests.factories import HouseholdFactory, id_number
from villages.models import User, Village

MAY_30, MAY_20 = date(2015, 5, 30), date(2015, 5, 20)
NAMES = {"01": "王大明", "02": "李秀英", "03": "王小刚", "05": "陈美", "07": "王宝", "11": "王老"}
WOMEN = ("02", "04", "05", "08", "10", "12", "14", "16", "18", "20")


def family(village: Village, *relations: str, **kwargs) -> Household:
    """A householder and these others, in the record of 2015: `family(yunfeng, "02", "03")`."""
    household = HouseholdFactory(village=village, file__people=1 + len(relations), **kwargs)
    rows = MemberYear.objects.filter(household_year__household=household).order_by("member_id")
    for row, relation in zip(rows, (Relation.HOUSEHOLDER, *relations), strict=True):
        _tell(row, relation)
    return Household.objects.get(pk=household.pk)


def _tell(row: MemberYear, relation: str) -> None:
    member = row.member
    member.name = NAMES.get(relation, member.name)
    member.sex = "2" if relation in WOMEN else "1"
    number = id_number(member.birth_date, member.sex)
    member.id_number, member.id_digest = number, id_digest(number)
    member.id_tail_digest = id_tail_digest(number, member.village_id[:9])
    member.save()
    row.relation, row.work_months, row.phone = relation, 3, "13800001111"
    row.save()


def one(household: Household, relation: str, year: int = 2015) -> Member:
    """The first member with this relation in the record of the year."""
    rows = MemberYear.objects.filter(household_year__household=household, relation=relation)
    found = rows.filter(household_year__year=year).select_related("member").order_by("pk").first()
    assert found is not None
    return found.member


def relations(household: Household, year: int = 2015) -> dict[str, str]:
    """Name → relation of everybody in the record of the year."""
    rows = MemberYear.objects.filter(household_year__household=household, household_year__year=year)
    return dict(rows.values_list("member__name", "relation"))


def said(household: Household, by: User, **facts) -> Said:
    """Of the version on file, on 20 May."""
    version = Household.objects.values_list("version", flat=True).get(pk=household.pk)
    known = {"on": MAY_20, "reason": "户口簿", "version": version, "by": by}
    return Said(**{**known, **facts})


def told(household: Household, heir: Member, *, without_head: bool = False) -> dict[int, str]:
    """The relations that the page suggests."""
    head = household.householder_id if without_head else 0
    rows = [row for row in succession.rows_of(household) if row.member_id != head]
    return succession.suggested(rows, heir.pk, household.householder)
