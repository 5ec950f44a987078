"""The empty form for the pen: the fields in the order of the screen, code lists in small print."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.codes import CodeField, code_lists
from households.models import Household, HouseholdYear, Member, MemberYear
from households.models.income import INCOME, MEMOS
from povertyreg.documents.papers import Column, Facts, Note, Part, Section, Table
from povertyreg.papers.card import signatures
from povertyreg.papers.family import FULL_LIVING, RELOCATION
from povertyreg.papers.wording import joined, label_of, yes_no

HOUSEHOLD = (
    "address", "phone", "bank", "bank_account", "standard", "is_martyr_family",
    "is_one_child_family", "is_two_daughter_family", "is_family_planning", "planned_exit_in",
)  # fmt: skip
RECORD = (
    "proposed_category", "main_cause", "second_cause", "third_cause", "cause_note", "return_cause",
    "not_exited_because",
)  # fmt: skip
LIVING = (*FULL_LIVING, "in_mutual_fund", "mutual_fund_amount")
PERSON = (
    "name", "document_kind", "id_number", "no_id_reason", "sex", "birth_date", "ethnic_group",
)  # fmt: skip
OF_THE_YEAR = (
    ("relation", "education", "school", "not_in_school_because", "politics"),
    (
        "health", "second_health", "third_health", "labour", "work_region", "work_months",
        "work_place", "employer", "phone",
    ),
    (
        "has_medical_insurance", "has_employee_medical", "has_serious_illness_insurance",
        "has_pension_insurance", "has_employee_pension", "receives_dibao",
        "receives_special_hardship", "is_serving_soldier", "speaks_mandarin",
        "has_accident_subsidy", "has_commercial_medical",
    ),
)  # fmt: skip
MEMBERS = 8
WIDE = {"id_number": 2.6, "name": 1.4, "birth_date": 1.4, "work_place": 1.6, "employer": 1.6}


def blank_form(year: int) -> list[Section]:
    """Parts I to V, ending in the places to sign."""
    place = [(_("Village and group"), ""), (_("Year"), str(year))]
    basic = [*place, *_empty(Household, HOUSEHOLD), *_empty(HouseholdYear, RECORD)]
    codes = [*_codes(Household, HOUSEHOLD), *_codes(HouseholdYear, RECORD)]
    return [
        Section(_("I. Basic facts"), [Facts(basic, per_row=2, pen=True), *codes]),
        Section(_("II. Members of the family"), list(_people())),
        Section(_("III. Income of the year (yuan)"), [Facts(_amounts(), per_row=3, pen=True)]),
        _facts(_("IV. Production and living conditions"), LIVING),
        _facts(_("V. Relocation"), (*RELOCATION, "relocation_difficulty")),
        _filled_in(),
    ]


def _filled_in() -> Section:
    names = ("filled_by", "filled_by_phone", "filled_on", "signed_on")
    return Section(
        "", [Facts(_empty(HouseholdYear, names), per_row=2, pen=True), *signatures().parts]
    )


def _empty(model: type[models.Model], names: Iterable[str]) -> list[tuple[str, str]]:
    """A yes or no is circled, anything else is written."""
    return [(label_of(model, name), _answers(model, name)) for name in names]


def _answers(model: type[models.Model], name: str) -> str:
    is_flag = isinstance(model._meta.get_field(name), models.BooleanField)
    return f"{yes_no(True)}  /  {yes_no(False)}" if is_flag else ""


def _facts(heading: str, names: Iterable[str]) -> Section:
    pairs = _empty(HouseholdYear, names)
    return Section(
        heading, [Facts(pairs, per_row=3, pen=True), *_codes(HouseholdYear, list(names))]
    )


def _people() -> Iterable[Part]:
    """Three tables with the same row for the same person: a sheet is not as wide as a screen."""
    yield _rows(Member, PERSON)
    yield from _codes(Member, PERSON)
    for names in OF_THE_YEAR:
        yield _rows(MemberYear, names)
        yield from _codes(MemberYear, names)


def _rows(model: type[models.Model], names: Iterable[str]) -> Table:
    columns = [Column(label_of(model, name), WIDE.get(name, 1)) for name in names]
    rows = [[str(n), *[""] * len(columns)] for n in range(1, MEMBERS + 1)]
    return Table([Column(pgettext("column", "No."), 0.4), *columns], rows, pen=True, small=True)


def _amounts() -> list[tuple[str, str]]:
    names = [name for lines in INCOME.values() for name in lines]
    return _empty(HouseholdYear, [*names, "business_expenditure", *MEMOS])


def _codes(model: type[models.Model], names: Iterable[str]) -> list[Note]:
    """The code list of each field, as it is typed on the screen."""
    lists: dict[str, str] = {}
    for name in names:
        field = model._meta.get_field(name)
        if isinstance(field, CodeField):
            lists.setdefault(field.codes, label_of(model, name))
    return [Note(f"{label}: {_options(slug)}") for slug, label in lists.items()]


def _options(slug: str) -> str:
    codes = code_lists()[slug].codes.values()
    return joined(*(f"{code.code} {code.name}" for code in codes))
