"""Plain facts about a file, read tolerantly: what is missing or unreadable is None or empty."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, Final

from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

from households.checks.found import LONGEST_VALUE, Place
from households.choices import Category, Document, Health, Relation, State
from households.dossier import File
from households.idnumbers import IdNumber, IdNumberError, read_id_number
from households.models import Household, HouseholdYear, Member, MemberYear
from households.models.income import GAINS
from households.rules import age_on
from povertyreg.privacy import mask_account, mask_id_number, mask_phone

NOT_AT_SCHOOL: Final = ("", "01")
PRE_SCHOOL, PRIMARY_SCHOOL, COLLEGE = "02", "03", "16"
JUNIOR: Final = ("04", "05", "06")
SENIOR: Final = ("07", "08", "09", "10", "11", "12")
HIGHER: Final = ("13", "14", "15", COLLEGE)

ORDINARY, SKILLED, LOST, NO_LABOUR, WEAK = "01", "02", "03", "04", "05"
WORKING_AGE: Final = range(16, 60)
DIBAO: Final = (Category.DIBAO, Category.DIBAO_POOR)
FIVE_GUARANTEE: Final = (Category.FIVE_GUARANTEE, "06")

_MASKS: Final = {
    "id_number": mask_id_number,
    "phone": mask_phone,
    "filled_by_phone": mask_phone,
    "bank_account": mask_account,
}


def said(name: str, value: Any) -> str:
    """A value as it may stand in a list; private numbers masked."""
    if value is None or value == "":
        return ""
    if name in _MASKS:
        return _MASKS[name](value)
    if isinstance(value, bool):
        return str(int(value))
    return str(value)[:LONGEST_VALUE]


@dataclass(frozen=True)
class PersonFacts:
    """One member in the year; `day` is when the file is judged."""

    row: int
    member: Member
    year: MemberYear
    day: date
    before: MemberYear | None = None

    def at(self, name: str, **more: Any) -> Place:
        """The place of one of the person's fields, with what stands there."""
        owner = self.member if hasattr(self.member, name) else self.year
        return Place(self.row, name, said(name, getattr(owner, name)), **more)

    @cached_property
    def number(self) -> IdNumber | IdNumberError | None:
        """What the number says, or what is wrong with it; None for other documents."""
        if not self.member.id_number or self.member.document_kind == Document.OFFICER_CARD:
            return None
        try:
            return read_id_number(self.member.id_number)
        except IdNumberError as wrong:
            return wrong

    @property
    def good_number(self) -> IdNumber | None:
        return self.number if isinstance(self.number, IdNumber) else None

    @property
    def born(self) -> date | None:
        entered: date | None = self.member.birth_date
        return entered or (self.good_number.birth_date if self.good_number else None)

    @cached_property
    def age(self) -> int | None:
        """Completed years on the day of judgement."""
        return age_on(self.born, self.day) if self.born and self.born <= self.day else None

    def is_under(self, years: int) -> bool:
        return self.age is not None and self.age < years

    def is_from(self, years: int) -> bool:
        return self.age is not None and self.age >= years

    def is_of_age(self, first: int, last: int) -> bool:
        """Both ends are counted."""
        return self.age is not None and first <= self.age <= last

    @property
    def is_of_working_age(self) -> bool:
        return self.age in WORKING_AGE

    @property
    def is_healthy(self) -> bool:
        return self.year.healths == [Health.HEALTHY]

    def has_health(self, *codes: str) -> bool:
        return bool({*codes} & {*self.year.healths})

    @property
    def is_at_school(self) -> bool:
        """Pre-school too."""
        return self.year.school not in NOT_AT_SCHOOL

    @property
    def is_pupil(self) -> bool:
        """From primary school to college."""
        return self.is_at_school and self.year.school != PRE_SCHOOL

    @property
    def has_labour(self) -> bool:
        return self.year.labour in (ORDINARY, SKILLED)

    @property
    def is_able(self) -> bool:
        """Some labour, if only weak or half."""
        return self.year.labour in (ORDINARY, SKILLED, WEAK)

    @property
    def works(self) -> bool:
        return bool(self.year.work_region or self.year.work_months)


@dataclass(frozen=True)
class Facts:
    """A file, the same household's file of the year before, and what was looked up elsewhere."""

    file: File
    today: date
    before: File | None = None
    line: Decimal | None = None
    """Yuan per head: the poverty line of the year, or the monitoring line from 2021 on."""
    namesakes: frozenset[int] = field(default_factory=frozenset)
    """Rows of people whose name and birth date stand in another household of the county."""

    def __post_init__(self) -> None:
        for row in (self.file.year, *(person.year for person in self.file.people)):
            _read_defaults(row)

    @property
    def household(self) -> Household:
        return self.file.household

    @property
    def year(self) -> HouseholdYear:
        return self.file.year

    @property
    def day(self) -> date:
        """A file of a past year is judged as it was at the end of that year."""
        return min(self.today, date(self.year.year, 12, 31))

    @cached_property
    def people(self) -> list[PersonFacts]:
        then = {p.member.pk: p.year for p in self.before.people} if self.before else {}
        return [
            PersonFacts(row, person.member, person.year, self.day, then.get(person.member.pk))
            for row, person in enumerate(self.file.people)
        ]

    def related(self, *relations: str) -> list[PersonFacts]:
        return [person for person in self.people if person.year.relation in relations]

    @cached_property
    def householder(self) -> PersonFacts | None:
        heads = self.related(Relation.HOUSEHOLDER)
        return heads[0] if len(heads) == 1 else None

    def at(self, name: str, **more: Any) -> Place:
        """The place of a field of the household or its year, with what stands there."""
        owner = self.household if hasattr(self.household, name) else self.year
        return Place(None, name, said(name, getattr(owner, name)), **more)

    @property
    def category(self) -> str:
        """The one given, or else the one applied for."""
        return self.year.category or self.year.proposed_category

    @property
    def causes(self) -> list[str]:
        return [self.year.main_cause, *self.year.other_causes] if self.year.main_cause else []

    def amount(self, name: str) -> Decimal:
        return _number(getattr(self.year, name))

    def total(self, *names: str) -> Decimal:
        return sum((self.amount(name) for name in names), Decimal(0))

    @property
    def per_head(self) -> Decimal | None:
        """Net income per head in yuan, by the same sum as the database's (1.4)."""
        return per_head(self.year, len(self.people))

    @property
    def above_line(self) -> Decimal | None:
        """How far the income per head lies above (or, negative, below) the line."""
        known = self.per_head, self.line
        return known[0] - known[1] if known[0] is not None and known[1] is not None else None

    @property
    def is_out(self) -> bool:
        """Out of poverty; a household whose file names the cause of its return no longer is."""
        return self.year.state in (State.EXITED, State.PRE_EXIT) and not self.year.return_cause

    @property
    def per_head_before(self) -> Decimal | None:
        return per_head(self.before.year, len(self.before.people)) if self.before else None


def _read_defaults(row: Model) -> None:
    """A row that is not stored yet has what the database would give it, as a plain value."""
    if not row._state.adding:
        return
    values = row.__dict__
    for name, default in _defaults(type(row)):
        if values.get(name).__class__ is DatabaseDefault:
            values[name] = default


@cache
def _defaults(model: type[Model]) -> list[tuple[str, Any]]:
    fields = model._meta.concrete_fields
    return [(field.attname, field.db_default) for field in fields if field.has_db_default()]


def per_head(year: HouseholdYear, people: int) -> Decimal | None:
    gains: Iterable[Decimal] = (_number(getattr(year, line)) for line in GAINS)
    net = sum(gains, Decimal(0)) - _number(year.business_expenditure)
    return round(net / people, 2) if people else None


def _number(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(value or 0)
