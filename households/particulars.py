"""All that a record says, as labels and values in words, in the groups of the form."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from households.codes import CodeField
from households.models import HouseholdYear, MemberYear
from households.models.income import MEMOS
from households.models.living import LAND, STOCK
from povertyreg.privacy import EncryptedField, mask_phone
from povertyreg.wording import enumerated

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOTHING = "—"

GROUPS: tuple[tuple["StrOrPromise", tuple[str, ...]], ...] = (
    (gettext_lazy("Land"), LAND),
    (
        gettext_lazy("House"),
        (
            "housing_area",
            "house_structure",
            "built_in",
            "is_dilapidated",
            "house_grade",
            "has_sanitary_toilet",
            "fuel",
        ),
    ),
    (
        gettext_lazy("Water, power and road"),
        (
            "water_is_safe",
            "water_is_difficult",
            "water_source",
            "has_domestic_power",
            "has_production_power",
            "has_broadcasting",
            "access_road",
            "km_to_main_road",
            "km_to_market",
        ),
    ),
    (
        gettext_lazy("Animals and trade"),
        (
            *STOCK,
            "industry",
            "organisation",
            "in_cooperative",
            "led_by_enterprise",
            "led_by_local",
            "in_mutual_fund",
            "mutual_fund_amount",
            *MEMOS,
        ),
    ),
    (
        pgettext_lazy("part V of the form", "Relocation"),
        (
            "wants_relocation",
            "relocation_mode",
            "resettlement",
            "resettlement_place",
            "relocation_difficulty",
        ),
    ),
    (
        gettext_lazy("The form"),
        ("filled_by", "filled_by_phone", "filled_on", "signed_on", "confirmed_on"),
    ),
)
"""Of a household's record, without what stands on top of its page and the income."""

OF_A_MEMBER = (
    "second_health",
    "third_health",
    "not_in_school_because",
    "work_region",
    "work_place",
    "employer",
    "politics",
    "phone",
    "has_medical_insurance",
    "has_employee_medical",
    "has_serious_illness_insurance",
    "has_commercial_medical",
    "has_pension_insurance",
    "has_employee_pension",
    "receives_dibao",
    "receives_special_hardship",
    "is_serving_soldier",
    "speaks_mandarin",
    "has_accident_subsidy",
)
"""Of a member's record, without what stands in the table of the members."""


class Fact(NamedTuple):
    """What is asked, and what the record says to it."""

    label: str
    value: str


class Group(NamedTuple):
    """What is stated under one heading, and the labels of what is not."""

    title: "StrOrPromise"
    facts: list[Fact]
    not_stated: str


def of_record(record: HouseholdYear) -> list[Group]:
    """The groups in which something is stated."""
    groups = [_group(title, list(facts(record, names))) for title, names in GROUPS]
    return [group for group in groups if group.facts]


def _group(title: "StrOrPromise", all_facts: list[Fact]) -> Group:
    stated = [fact for fact in all_facts if fact.value != NOTHING]
    missing = enumerated(fact.label for fact in all_facts if fact.value == NOTHING)
    return Group(title, stated, missing)


def of_member(row: MemberYear) -> list[Fact]:
    """What is said of a member beside the table; nothing where nothing was asked."""
    return [fact for fact in facts(row, OF_A_MEMBER) if fact.value != NOTHING]


def facts(row: models.Model, names: Iterable[str]) -> Iterable[Fact]:
    for name in names:
        field: Any = row._meta.get_field(name)
        yield Fact(capfirst(str(field.verbose_name)), in_words(field, getattr(row, name)))


def in_words(field: Any, value: Any) -> str:
    """A value as the page shows it: codes by name, flags as yes and no, personal numbers masked."""
    if value in (None, "") or (field.name in MEMOS and not value):
        return NOTHING
    if isinstance(field, CodeField):
        return str(field.code_list.label(value))
    if isinstance(field, EncryptedField):
        return mask_phone(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _written(value)


def _written(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{int(value):,}" if value == int(value) else f"{value.normalize():,f}"
    return value.isoformat() if isinstance(value, date) else str(value)
