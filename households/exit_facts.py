"""What the file of a year answers of an exit standard, and when an item is reached."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import ExitItem, HouseholdYear, MemberYear
from households.rules import age_on
from povertyreg.wording import about, enumerated

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

INCOME: Final = "income"
_CENT: Final = Decimal("0.01")
_SAFE_GRADES, _UNSAFE_GRADES = ("1", "2"), ("3", "4")
_EARTH_ROAD: Final = "01"
_NOT_AT_SCHOOL: Final = ("", "01", "02")
_FINISHED: Final = ("03", "04", "05")
"""Junior secondary school or more."""
_COMPULSORY: Final = range(7, 16)
"""Completed years of age at which a child is at school (compulsory education)."""

Found = Decimal | bool | None


class Fact(NamedTuple):
    """A number, a yes or a no; None where the file does not say. `shown`: where it comes from."""

    found: Found
    shown: str = ""


@dataclass(frozen=True)
class Home:
    """A household in one year."""

    record: HouseholdYear
    people: list[MemberYear]

    @property
    def last_day(self) -> date:
        return date(self.record.year, 12, 31)


def _yes_no(home: Home, name: str) -> Fact:
    found = getattr(home.record, name)
    return Fact(found, _told(home, name, _("yes") if found else _("no")))


def _name(home: Home, name: str) -> str:
    field: Any = home.record._meta.get_field(name)
    return str(field.verbose_name)


def _told(home: Home, name: str, value: object) -> str:
    return about(_name(home, name), str(value))


def _coded(home: Home, name: str) -> str:
    field: Any = home.record._meta.get_field(name)
    return _told(home, name, field.code_list.label(getattr(home.record, name)))


def _income(home: Home) -> Fact:
    return Fact(home.record.net_income_per_head, _("income per head"))


def _housing_area(home: Home) -> Fact:
    area, size = home.record.housing_area, home.record.size
    if area is None or not size:
        return Fact(None)
    return Fact((area / size).quantize(_CENT), _told(home, "housing_area", area))


def _house(home: Home) -> Fact:
    """A graded house is judged by its grade, another by whether it is dilapidated."""
    record = home.record
    if record.house_grade in (*_SAFE_GRADES, *_UNSAFE_GRADES):
        is_safe = record.house_grade in _SAFE_GRADES and record.is_dilapidated is not True
        return Fact(is_safe, _coded(home, "house_grade"))
    if record.is_dilapidated is None:
        return Fact(None)
    return Fact(not record.is_dilapidated, _yes_no(home, "is_dilapidated").shown)


def _water(home: Home) -> Fact:
    if home.record.water_is_difficult:
        return Fact(False, _yes_no(home, "water_is_difficult").shown)
    return _yes_no(home, "water_is_safe")


def _power(home: Home) -> Fact:
    return _yes_no(home, "has_domestic_power")


def _television(home: Home) -> Fact:
    return _yes_no(home, "has_broadcasting")


def _road(home: Home) -> Fact:
    road = home.record.access_road
    if not road:
        return Fact(None)
    shown = _coded(home, "access_road")
    return Fact(road != _EARTH_ROAD, shown)


def _medical(home: Home) -> Fact:
    """Everybody has one of the two insurances."""
    stated = [(p, {p.has_medical_insurance, p.has_employee_medical}) for p in home.people]
    without = [p.member.shown_name for p, said in stated if True not in said and False in said]
    if without:
        return Fact(False, about(_("not insured"), enumerated(without)))
    if not stated or any(True not in said for _person, said in stated):
        return Fact(None)
    return Fact(True, _("%(n)d of %(all)d insured") % {"n": len(stated), "all": len(stated)})


def _schooling(home: Home) -> Fact:
    """No child of the age of compulsory education has left school before its end."""
    children = [p for p in home.people if _is_of_school_age(p, home.last_day)]
    out = [p.member.shown_name for p in children if _has_left_school(p)]
    if out:
        return Fact(False, about(_("not at school"), enumerated(out)))
    return Fact(True, _("children aged 7 to 15: %(n)d, all at school") % {"n": len(children)})


def _is_of_school_age(person: MemberYear, on: date) -> bool:
    born = person.member.birth_date
    return born is not None and age_on(born, on) in _COMPULSORY


def _has_left_school(person: MemberYear) -> bool:
    return person.school in _NOT_AT_SCHOOL and person.education not in _FINISHED


# fmt: off
_FACTS: Final[dict[str, tuple["StrOrPromise", Callable[[Home], Fact]]]] = {
    INCOME:         (gettext_lazy("income per head"), _income),
    "house":        (gettext_lazy("safety of the house"), _house),
    "housing_area": (gettext_lazy("housing area per head"), _housing_area),
    "schooling":    (gettext_lazy("children at school"), _schooling),
    "medical":      (gettext_lazy("medical insurance of everybody"), _medical),
    "water":        (gettext_lazy("safe drinking water"), _water),
    "power":        (gettext_lazy("electricity at home"), _power),
    "television":   (gettext_lazy("radio and television"), _television),
    "road":         (gettext_lazy("access road"), _road),
}
# fmt: on

NAMES: Final = tuple((name, label) for name, (label, _fact) in _FACTS.items())
"""The facts that an item of a standard may be answered by, with their names."""


def fact(name: str, home: Home | None) -> Fact:
    """What the file says of it; nothing where there is no record, or no such fact."""
    if home is None or name not in _FACTS:
        return Fact(None)
    return _FACTS[name][1](home)


def threshold(item: ExitItem, line: Decimal) -> Decimal | None:
    """What a number is held against: of the income it is the round's line, unless one is set."""
    if item.threshold is None and item.code == INCOME:
        return line
    return item.threshold


def is_reached(item: ExitItem, found: Found, line: Decimal) -> bool:
    """Whether the item holds. An income must exceed its line (2.8); other numbers may equal it."""
    if item.kind == ExitItem.Kind.YES_NO:
        return found is True
    bound = threshold(item, line)
    if found is None or bound is None:
        return False
    if item.kind == ExitItem.Kind.AT_MOST:
        return found <= bound
    return found > bound if item.code == INCOME else found >= bound


def homes(records: Iterable[HouseholdYear]) -> dict[int, Home]:
    """Household → its home; asked at once for a whole list."""
    known = list(records)
    people: dict[int, list[MemberYear]] = {}
    rows = MemberYear.objects.filter(household_year__in=known, member__left_on=None)
    for row in rows.select_related("member").order_by("member__position", "member_id"):
        people.setdefault(row.household_year_id, []).append(row)
    return {r.household_id: Home(r, people.get(r.pk, [])) for r in known}
