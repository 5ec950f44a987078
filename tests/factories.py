"""The smallest valid rows; a test names only what it is about."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import factory
import pgtrigger
from factory.django import DjangoModelFactory

from assistance.models import Benefit, Cadre, Fund, HelpingUnit, Pairing, Project, WorkTeam
from households.choices import Category, Outcome, Relation, RoundKind, Stage, State
from households.idnumbers import check_digit
from households.models import Case, Household, HouseholdYear, Member, MemberYear, Round
from households.querysets import id_digest, id_tail_digest
from villages.models import County, Jurisdiction, Township, User, Village, VillageGroup

_sequence = count(1)

LIVING: dict[str, Any] = {
    "cultivated_land": Decimal(3),
    "forest_land": Decimal(2),
    "pasture_land": Decimal(0),
    "housing_area": Decimal(90),
    "km_to_main_road": Decimal(1),
    "access_road": "02",
    "is_dilapidated": False,
    "has_domestic_power": True,
    "has_sanitary_toilet": True,
    "water_is_safe": True,
}
"""What the checks ask of a home, so that a file can go on."""

PERSON: dict[str, Any] = {
    "education": "02",
    "school": "01",
    "health": "01",
    "labour": "01",
    "has_medical_insurance": True,
    "has_serious_illness_insurance": True,
    "has_pension_insurance": True,
}
"""A healthy grown-up."""


def id_number(born: date = date(1970, 1, 1), sex: str = "1", prefix: str = "522422") -> str:
    """A new valid ID number of an invented person."""
    order = next(_sequence) % 500 * 2 + (1 if sex == "1" else 0)
    body = f"{prefix}{born:%Y%m%d}{order:03d}"
    return body + check_digit(body)


class CountyFactory(DjangoModelFactory):
    class Meta:
        model = County
        django_get_or_create = ("code",)

    code = "520521"
    name_zh = "大方县"
    name_en = "Dafang County"


class TownshipFactory(DjangoModelFactory):
    class Meta:
        model = Township
        django_get_or_create = ("code",)

    code = "520521225"
    name_zh = "星宿乡"
    name_en = "Xingxiu Township"
    kind = Township.Kind.TOWNSHIP
    county = factory.SubFactory(CountyFactory)


class VillageFactory(DjangoModelFactory):
    class Meta:
        model = Village
        django_get_or_create = ("code",)

    code = "520521225201"
    name_zh = "云峰村"
    name_en = "Yunfeng"
    kind = Village.Kind.VILLAGE
    township = factory.SubFactory(
        TownshipFactory, code=factory.LazyAttribute(lambda t: t.factory_parent.code[:9])
    )


class VillageGroupFactory(DjangoModelFactory):
    class Meta:
        model = VillageGroup
        django_get_or_create = ("village", "number")

    village = factory.SubFactory(VillageFactory)
    number = 1


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"officer{n}")
    name_zh = "杨敏"
    name_en = "Yang Min"

    @classmethod
    def holding(cls, role: str, area_code: str, **kwargs: Any) -> User:
        """An officer with one role in one area."""
        user: User = cls.create(**kwargs)
        Jurisdiction.objects.create(
            user=user, role=role, area_code=area_code, starts_on=date(2013, 1, 1)
        )
        return user


def long_ago(make: Any) -> Any:
    """A notice of former days: only its first day itself could have written it."""
    return pgtrigger.ignore("households.Notice:posted_today_for_all_its_days")(make)


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round
        django_get_or_create = ("area_code", "kind", "year")

    county_code = "520521"
    area_code = "520521"
    kind = RoundKind.IDENTIFICATION
    year = 2015
    poverty_line = Decimal(2800)
    county_check_percent = 0  # tests of the county's own visits set it
    starts_on = date(2015, 5, 1)
    ends_on = date(2015, 8, 31)


class HouseholdFactory(DjangoModelFactory):
    """A complete file of 2015: householder and record without errors, not yet registered."""

    class Meta:
        model = Household
        skip_postgeneration_save = True

    village = factory.SubFactory(VillageFactory)
    number = factory.LazyAttribute(lambda h: f"{h.village.code}{next(_sequence) % 10000:04d}")
    group = factory.SubFactory(VillageGroupFactory, village=factory.SelfAttribute("..village"))

    @factory.post_generation
    def file(household: Any, create: bool, extracted: Any, **options: Any) -> None:  # noqa: N805
        """`file__people=4`, `file__year=2015`, `file__category="01"`, `file__name="李四"`."""
        if create:
            _fill(household, **options)


def _fill(
    household: Household,
    *,
    people: int = 1,
    year: int = 2015,
    category: str = "",
    state: str | None = None,
    name: str = "王大明",
    pinyin: str = "Wang Daming",
    number: str | None = None,
    **record: Any,
) -> None:
    yearly = HouseholdYear.objects.create(
        household=household,
        village=household.village,
        year=year,
        size=people,
        category=category,
        state=(State.POOR if category else "") if state is None else state,
        **{"proposed_category": Category.GENERAL_POOR, "main_cause": "01", **LIVING, **record},
    )
    for position in range(1, people + 1):
        member = _member(household, position, name, pinyin, number)
        MemberYear.objects.create(
            household_year=yearly,
            member=member,
            relation=Relation.HOUSEHOLDER if position == 1 else "99",
            **PERSON,
        )
        if position == 1:
            household.householder = member
            household.save()


def _member(
    household: Household, position: int, name: str, pinyin: str, number: str | None
) -> Member:
    own = number if position == 1 and number else id_number()
    return Member.objects.create(
        household=household,
        village=household.village,
        name=name if position == 1 else f"{name}{position}",
        pinyin=pinyin,
        id_number=own,
        id_digest=id_digest(own),
        id_tail_digest=id_tail_digest(own, household.village_id[:9]),
        sex="1",
        birth_date=date(1970, 1, 1),
        position=position,
        joined_on=date(2014, 1, 1),
    )


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = Case

    household = factory.SubFactory(HouseholdFactory)
    village = factory.SelfAttribute("household.village")
    round = factory.SubFactory(RoundFactory)
    stage = Stage.APPLIED
    applied_on = date(2015, 5, 18)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Case:
        stage = kwargs["stage"]
        if stage in (Stage.CLASSIFIED, Stage.ANNOUNCED):
            kwargs.setdefault("category", Category.GENERAL_POOR)
            kwargs.setdefault("outcome", Outcome.REGISTERED)
        if stage == Stage.REJECTED:
            kwargs.setdefault("rejected_because", "other")
        return super()._create(model_class, *args, **kwargs)


class HelpingUnitFactory(DjangoModelFactory):
    class Meta:
        model = HelpingUnit
        django_get_or_create = ("area_code", "name_zh")

    area_code = "520521225"
    name_zh = "县农牧局"
    name_en = "County Bureau of Agriculture"
    affiliation = "50"


class CadreFactory(DjangoModelFactory):
    class Meta:
        model = Cadre

    area_code = "520521225"
    unit = factory.SubFactory(HelpingUnitFactory)
    name = "韦国平"
    pinyin = "Wei Guoping"
    affiliation = "50"
    phone = "13800006217"


class PairingFactory(DjangoModelFactory):
    class Meta:
        model = Pairing

    household = factory.SubFactory(HouseholdFactory)
    village = factory.SelfAttribute("household.village")
    cadre = factory.SubFactory(CadreFactory)
    starts_on = date(2015, 3, 1)


class WorkTeamFactory(DjangoModelFactory):
    class Meta:
        model = WorkTeam
        skip_postgeneration_save = True

    area_code = "520521225"
    name_zh = "云峰工作队"
    name_en = "Yunfeng team"
    starts_on = date(2015, 3, 1)

    @factory.post_generation
    def villages(team: Any, create: bool, extracted: Any) -> None:  # noqa: N805
        if create and extracted:
            team.villages.set(extracted)

    @factory.post_generation
    def members(team: Any, create: bool, extracted: Any) -> None:  # noqa: N805
        if create and extracted:
            team.members.set(extracted)


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = Project
        skip_postgeneration_save = True

    area_code = "520521225"
    name_zh = factory.Sequence(lambda n: f"养鹅项目{n}")
    name_en = factory.Sequence(lambda n: f"Geese {n}")
    year = 2015
    type = "2"
    objective = Decimal(23320)
    unit_zh = "只"
    unit_en = "birds"

    @factory.post_generation
    def villages(project: Any, create: bool, extracted: Any) -> None:  # noqa: N805
        if create and extracted:
            project.villages.set(extracted)


class FundFactory(DjangoModelFactory):
    class Meta:
        model = Fund

    project = factory.SubFactory(ProjectFactory)
    source = "01"
    planned = Decimal(50_000)


class BenefitFactory(DjangoModelFactory):
    """Planned, not yet signed for."""

    class Meta:
        model = Benefit

    project = factory.SubFactory(ProjectFactory)
    household = factory.SubFactory(HouseholdFactory)
    village = factory.SelfAttribute("household.village")
    what_zh = "鹅苗"
    what_en = "Goslings"
    yuan = Decimal(1200)
    year = 2015
