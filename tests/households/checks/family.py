"""A family in which the checks find nothing, and how to spoil it."""

from datetime import date
from decimal import Decimal
from typing import Any

from households.dossier import File, Person
from households.idnumbers import check_digit
from households.models import Household, HouseholdYear, Member, MemberYear
from tests.factories import LIVING, PERSON

HEAD, WIFE, SON, MOTHER = range(4)
TODAY = date(2026, 11, 24)

_PEOPLE: tuple[tuple[str, str, date, dict[str, Any]], ...] = (
    ("杨光富", "1", date(1975, 3, 8), {"relation": "01", "work_region": "01", "work_months": 8}),
    ("王秀英", "2", date(1977, 6, 1), {"relation": "02", "health": "02"}),
    ("杨小明", "1", date(2003, 5, 20), {
        "relation": "03", "education": "02", "school": "04", "labour": "04",
        "has_pension_insurance": None,
    }),
    ("李桂花", "2", date(1950, 1, 9), {"relation": "12", "labour": "04"}),
)  # fmt: skip


def number(born: date, sex: str, order: int = 1, prefix: str = "522422") -> str:
    body = f"{prefix}{born:%Y%m%d}{order * 2 + int(sex == '1'):03d}"
    return body + check_digit(body)


def family(year: int = 2015) -> File:
    """Husband, wife (ill, which is the cause), son at school, the husband's mother. Not stored."""
    household = Household(village_id="520521225201", phone="13985731234", number="5205212252010001")
    record = HouseholdYear(
        household=household,
        village_id=household.village_id,
        year=year,
        proposed_category="01",
        main_cause="01",
        wage=Decimal(6000),
        crops=Decimal(3000),
        business_expenditure=Decimal(1000),
        pension=Decimal(660),
        **LIVING,
    )
    file = File(household, record)
    for order, (name, sex, born, facts) in enumerate(_PEOPLE):
        member = Member(
            name=name,
            sex=sex,
            birth_date=born,
            id_number=number(born, sex, order),
            ethnic_group="01",
            document_kind="01",
        )
        file.people.append(Person(member, MemberYear(**{**PERSON, **facts})))
    return file


def spoil(file: File, row: int | None, **values: Any) -> File:
    """Set fields of one person, or of the household and its year."""
    owners: list[Any]
    if row is None:
        owners = [file.household, file.year]
    else:
        owners = [file.people[row].member, file.people[row].year]
    for name, value in values.items():
        owner = next(one for one in owners if hasattr(type(one), name))
        setattr(owner, name, value)
    return file


def numbered(file: File, row: int, text: str, **values: Any) -> File:
    """Give somebody another number; `values` as the form would derive them."""
    return spoil(file, row, id_number=text, **values)


def born(file: File, row: int, day: date) -> File:
    """Another birth date, with the number that belongs to it."""
    member = file.people[row].member
    return spoil(file, row, birth_date=day, id_number=number(day, member.sex, row))


def alone(file: File) -> File:
    """The householder without the others."""
    del file.people[1:]
    return file


def stored(file: File) -> File:
    """As if it had been saved."""
    file.year.pk = 1
    for key, person in enumerate(file.people, 1):
        person.member.pk = key
    return file


def five_guarantee(file: File) -> None:
    """Old and childless, but for a grown son who is ill."""
    spoil(file, None, proposed_category="03", five_guarantee_allowance=Decimal(2000))
    spoil(file, HEAD, health="02")
    born(spoil(file, SON, school="01", health="02", education="03"), SON, date(1993, 1, 1))


def grown_pupil(file: File) -> None:
    """The son is 17, at a vocational school and at work."""
    born(spoil(file, SON, school="12", work_region="01", work_months=2), SON, date(1998, 1, 1))


def without_labour(file: File) -> None:
    """Nobody can work, and there is no income from work."""
    spoil(file, None, wage=Decimal(0), crops=Decimal(0), business_expenditure=Decimal(0))
    spoil(file, HEAD, health="02", labour="03", work_region="", work_months=None)
    spoil(file, WIFE, labour="03")


def same_phone(file: File) -> None:
    """Husband and wife work in two places and give one number."""
    spoil(file, HEAD, phone="13985731234")
    spoil(file, WIFE, phone="13985731234", work_region="02", work_months=3)
