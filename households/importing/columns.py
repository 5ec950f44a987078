"""The columns of household workbooks: the headings of the exports, and how others call them."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from households.codes import CodeField, code_lists
from households.importing.synonyms import OTHER_NAMES_OF_CODES, SYNONYMS
from households.models import Household, HouseholdYear, Member, MemberYear
from households.paper_form import (
    IDENTIFICATION,
    LIVING,
    MONEY,
    OF_THE_YEAR,
    RELOCATION,
    SIGNING,
)
from povertyreg.exchange.cells import plain
from povertyreg.exchange.columns import Column, Kind
from povertyreg.privacy import EncryptedField

NUMBER, NATIONAL_NUMBER = "key.number", "household.national_number"
PERSON, SERIAL = "member.national_number", "serial"
VILLAGE, VILLAGE_CODE, TOWNSHIP = "place.village", "place.village_code", "place.township"
COUNTY, GROUP, TOKEN = "place.county", "place.group", "token"
HEAD, HEAD_ID = "head.name", "head.id_number"
NAME, ID_NUMBER, RELATION = "member.name", "member.id_number", "row.relation"
CATEGORY, CATEGORY_THERE = "year.proposed_category", "there.category"
KIND_THERE, JOINED_THERE = "seen.kind", "seen.joined_in"

MODELS: Final[dict[str, type[models.Model]]] = {
    "household": Household,
    "year": HouseholdYear,
    "member": Member,
    "row": MemberYear,
}
"""By the first half of a column's key: the rows that the fact stands on."""

_KINDS: Final = {"id_number": Kind.ID, "bank_account": Kind.ACCOUNT}
_HOUSEHOLD: Final = ("national_number", "standard", "address", "phone", "bank", "bank_account",
                     "is_martyr_family", "is_one_child_family", "is_two_daughter_family",
                     "is_family_planning", "planned_exit_in")  # fmt: skip
_MEMBER: Final = ("name", "document_kind", "id_number", "no_id_reason", "sex", "birth_date",
                  "ethnic_group", "national_number", "joined_on", "joined_because")  # fmt: skip
_OF_THE_HOUSEHOLD: Final = set(_HOUSEHOLD) | {"village", "group"}
_REQUIRED: Final = {NAME, RELATION}


def of(key: str) -> Column:
    """The column of a fact. Raises KeyError."""
    return everything()[key]


@cache
def everything() -> dict[str, Column]:
    """Every column by its key, in the order of the paper form."""
    return {column.key: column for column in (*keys(), *household(), *member(), *income(), *seen())}


@cache
def keys() -> tuple[Column, ...]:
    """By which a household, its place and its rows are known."""
    return (
        _plain(NUMBER, "户编号", "Household number", note=_NUMBER_NOTE),
        _plain(COUNTY, "县", "County"),
        _plain(TOWNSHIP, "乡镇", "Township"),
        _plain(VILLAGE, "村", "Village"),
        _plain(VILLAGE_CODE, "村代码", "Village code"),
        _plain(GROUP, "村民组", "Group"),
        _plain(HEAD, "户主", "Householder"),
        _plain(HEAD_ID, "户主证件号码", "Householder's ID number", Kind.ID),
        _plain(TOKEN, "令牌", "Token", longest=2000),
        _plain(SERIAL, "序号", "No."),
    )


@cache
def household() -> tuple[Column, ...]:
    """What stands on the file and its year, but for the income."""
    of_the_year = (
        *(name for name in IDENTIFICATION.names if name not in _OF_THE_HOUSEHOLD),
        *LIVING.names,
        *RELOCATION.names,
        *SIGNING.names,
    )
    return (*_facts("household", _HOUSEHOLD), *_facts("year", of_the_year))


@cache
def income() -> tuple[Column, ...]:
    """The lines of the income and the expenditure, in yuan."""
    return _facts("year", MONEY.names)


@cache
def member() -> tuple[Column, ...]:
    """Who a person is, and how he or she is in the year."""
    return (*_facts("member", _MEMBER), *_facts("row", OF_THE_YEAR))


@cache
def seen() -> tuple[Column, ...]:
    """What is compared and never taken: it is computed, or comes from a classification."""
    return (
        _plain("seen.size", "人口", "People", Kind.WHOLE),
        _plain("seen.net_income", "年纯收入（元）", "Net income (yuan)", Kind.AMOUNT,
               is_signed=True),
        _plain("seen.net_income_per_head", "人均纯收入（元）", "Net income per head (yuan)",
               Kind.AMOUNT, is_signed=True),
        _coded(CATEGORY_THERE, "户属性", "Category", "category"),
        _coded("seen.state", "脱贫状态", "State", "state"),
        _plain("seen.exit_year", "脱贫年度", "Year of exit"),
        _plain("seen.year", "年度", "Year", Kind.YEAR),
        _plain("seen.pinyin", "姓名拼音", "Name in pinyin", longest=300),
        _plain("seen.first_identified", "首次识别年度", "First identified in"),
        _plain("seen.state_since", "进入该状态的日期", "In this state since"),
        _plain("seen.keeps_support", "脱贫后继续享受帮扶政策", "Support continues after the exit",
               Kind.FLAG),
        _plain(KIND_THERE, "户类型", "Exited or not"),
        _plain(JOINED_THERE, "人员识别时间", "Month of the person's identification"),
        _plain("seen.monitored", "易返贫致贫户(监测对象)类型", "Kind of monitoring"),
        _plain("seen.risk_gone", "风险是否消除", "Whether the risk is gone"),
        _plain("seen.risk_known", "风险识别时间", "Month of the risk's identification"),
        _plain("seen.risk_ended", "风险消除时间", "Month of the risk's end"),
    )  # fmt: skip


_NUMBER_NOTE = _(
    "The number that the register gave the household. For a new household any sign of your own "
    "that is the same on all of its rows; the register gives the number."
)


def _facts(whose: str, names: Iterable[str]) -> tuple[Column, ...]:
    return tuple(_fact(whose, name) for name in names)


def _fact(whose: str, name: str) -> Column:
    field: Any = MODELS[whose]._meta.get_field(name)
    key = f"{whose}.{name}"
    zh, en = _said(field.verbose_name, "zh-hans"), _said(field.verbose_name, "en")
    if isinstance(field, CodeField):
        return _coded(key, zh.replace(" ", ""), en, field.codes, is_required=key in _REQUIRED)
    return Column(
        key=key,
        zh=zh.replace(" ", ""),
        en=en,
        kind=_kind_of(field),
        synonyms=SYNONYMS.get(key, ()),
        longest=_longest(field),
        places=getattr(field, "decimal_places", 0) or 0,
        least=_least(field),
        most=_most(field),
        is_required=key in _REQUIRED,
        is_private=isinstance(field, EncryptedField),
        note=field.help_text,
    )


def _kind_of(field: Any) -> Kind:
    if isinstance(field, EncryptedField):
        return _KINDS.get(field.name, Kind.PHONE)
    if str(field.name).endswith("_in"):
        return Kind.YEAR
    kinds: dict[type[Any], Kind] = {
        models.BooleanField: Kind.FLAG,
        models.DateField: Kind.DAY,
        models.DecimalField: Kind.AMOUNT,
        models.IntegerField: Kind.WHOLE,
    }
    return next((kind for known, kind in kinds.items() if isinstance(field, known)), Kind.TEXT)


def _longest(field: Any) -> int:
    return int(getattr(field, "max_length", None) or 60)


def _most(field: Any) -> int | None:
    """The largest number that fits: of the field's own bounds, or of its digits."""
    if isinstance(field, models.DecimalField):
        return int(10 ** (field.max_digits - field.decimal_places)) - 1
    if not isinstance(field, models.IntegerField):
        return None
    bounds = [v.limit_value for v in field.validators if isinstance(v, MaxValueValidator)]
    return min(int(bound) for bound in bounds if isinstance(bound, int))


def _least(field: Any) -> int | None:
    bounds = [v.limit_value for v in field.validators if isinstance(v, MinValueValidator)]
    return max((int(bound) for bound in bounds if isinstance(bound, int)), default=None)


def _coded(key: str, zh: str, en: str, codes: str, *, is_required: bool = False) -> Column:
    return Column(
        key=key,
        zh=zh,
        en=en,
        kind=Kind.CODE,
        synonyms=SYNONYMS.get(key, ()),
        codes=_names_of(codes),
        options=_options_of(codes),
        is_required=is_required,
    )


def _plain(key: str, zh: str, en: str, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    more.setdefault("longest", 200)
    return Column(key=key, zh=zh, en=en, kind=kind, synonyms=SYNONYMS.get(key, ()), **more)


def _names_of(slug: str) -> Callable[[], Mapping[str, str]]:
    """Each name and code under which a code is known → the code."""

    @cache
    def names() -> dict[str, str]:
        known: dict[str, str] = {}
        for other, code in OTHER_NAMES_OF_CODES.get(slug, {}).items():
            known[plain(other)] = code
        for code, entry in code_lists()[slug].codes.items():
            for said in (entry.name_zh, entry.name_en, code):
                known[plain(said)] = code
        return known

    return names


def _options_of(slug: str) -> Callable[[], tuple[str, ...]]:
    def options() -> tuple[str, ...]:
        return tuple(entry.name_zh for entry in code_lists()[slug].codes.values())

    return options


def _said(label: Any, language: str) -> str:
    with override(language):
        said = str(label)
    return said[:1].upper() + said[1:]
