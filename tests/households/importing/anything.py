"""Any table of households that the register may hold, written in bulk; and its texts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from hypothesis import strategies as st

from households.codes import code_lists
from households.dossier import File, Person
from households.idnumbers import check_digit, read_id_number
from households.importing import columns
from households.models import Household, HouseholdYear, IdentityClaim, Member, MemberYear
from households.querysets import id_digest, id_tail_digest
from households.rules import pinyin_of_name
from povertyreg.exchange.columns import Column, Kind
from villages.models import Village, VillageGroup

YEAR, TODAY = 2015, date(2015, 11, 24)
TEXTS = [
    "", "养鹅", "=1+1", "+8613800001234", "-5", "@SUM(A1)", "\ttab", "'王", "“老屋”旁", "无", "*",
    "  空格 两边 ", "　全角空格", "ＡＢＣ１２３",
    "#N/A", "5.2E+17", "1e5", "合计", "示例",
    "第一行\n第二行", "\r\n", "a_x0041_b", "𠮷䶮㛃", "\u200b看不见",
    "<b>&amp;</b>", '"引号"', "0", "007", "是", "true",
    "12345678901234567890", "长" * 200, '=HYPERLINK("http://a")', "2015-02-29", "42000", "nan",
    "138****1234", "\x07\x1b", "e\u0301", "ﬁ",
]  # fmt: skip
"""What a column of text may hold: every one of them means only itself."""

NAMES = [
    "王大明", "阿依古丽·买买提", "阿依•古丽", "未取名", "王　小", "O'Neil", "'王", "𠮷田",
    "王．二", "01", "欧阳 修文", "John Smith", "合计",
    "=王", "王*明", "ａｂ", "示例", "户主", "长" * 60,
]  # fmt: skip
PHONES = [
    "", "13800001234", "0857-1234567", "1234567", "无", "+86 138 0000 1234",
    "１３８００００１２３４", "138****1234", "没有电话", "00000000000",
    "13800001234/13900001234", "1.38E+10",
]  # fmt: skip
ACCOUNTS = [
    "", "6217001234567890123", "6217 0012 3456", "62170012345678901234X", "农商行6217", "0",
    "**** 1234",
]  # fmt: skip
AMOUNTS = [Decimal(0), Decimal("0.01"), Decimal("0.10"), Decimal("1234.56"), Decimal("999999.99")]
LARGE = [*AMOUNTS, Decimal("9999999999.99"), Decimal("1234567890.12")]
DAYS = [
    None, TODAY, date(2000, 2, 29), date(1904, 2, 29), date(1900, 1, 1), date(1900, 2, 28),
    date(1900, 3, 1), date(1899, 12, 31), date(2015, 12, 31), date(1700, 5, 6), date(2400, 2, 29),
    date(9999, 12, 31),
]  # fmt: skip
BIRTHS = [
    date(1900, 1, 1), date(1900, 2, 28), date(1904, 2, 29), date(1970, 1, 1), date(2000, 2, 29),
    date(2012, 2, 29), TODAY,
]  # fmt: skip
YEARS = [None, 0, 1800, 1949, 2015, 2100, 32767]
SIZES = [None, 0, 1, 12, 32767]
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff")
"""What PostgreSQL keeps and a workbook can carry."""


@dataclass
class Place:
    """A village, and one of its groups or none."""

    village: Village
    group: VillageGroup | None = None


@dataclass
class Filed:
    """A household as it is to stand in the register: the columns of its rows."""

    place: int
    household: dict[str, Any]
    year: dict[str, Any]
    people: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)


def texts(longest: int) -> st.SearchStrategy[str]:
    known = [text for text in TEXTS if len(text) <= longest]
    return st.one_of(st.sampled_from(known), st.text(letters, max_size=min(longest, 8)))


def values(column: Column) -> st.SearchStrategy[Any]:
    """Of a column whatever its database column takes, the edges first."""
    part, _dot, name = column.key.partition(".")
    model: Any = columns.MODELS[part]
    stored = model._meta.get_field(name)
    if column.kind is Kind.TEXT:
        return texts(stored.max_length)
    found = st.sampled_from(_edges(column.kind, stored))
    is_day = column.kind is Kind.DAY
    return st.one_of(found, st.dates(date(1850, 1, 1), date(2100, 12, 31))) if is_day else found


def _edges(kind: Kind, stored: Any) -> list[Any]:
    unknown: list[Any] = [None] if stored.null else []
    match kind:
        case Kind.CODE:
            return [*([""] if stored.blank else []), *code_lists()[stored.codes].codes]
        case Kind.FLAG:
            return [*unknown, True, False]
        case Kind.AMOUNT:
            return [*unknown, *(LARGE if stored.max_digits == 12 else AMOUNTS)]
    known: dict[Kind, list[Any]] = {
        Kind.DAY: DAYS, Kind.YEAR: YEARS, Kind.WHOLE: SIZES, Kind.PHONE: PHONES,
        Kind.ACCOUNT: ACCOUNTS,
    }  # fmt: skip
    return known[kind]


def facts(part: str, *without: str) -> st.SearchStrategy[dict[str, Any]]:
    """Every fact of a row that a workbook may carry."""
    found = {
        key.partition(".")[2]: values(column)
        for key, column in columns.everything().items()
        if key.startswith(f"{part}.") and key not in without
    }
    return st.fixed_dictionaries(found)


@st.composite
def documents(draw: st.DrawFn, order: int) -> dict[str, Any]:
    """The document of the person of this order in the table, and what it says."""
    kind = draw(st.sampled_from(["18", "18", "15", "20", "22", "officer", "none", "none"]))
    born, sex = draw(st.sampled_from(BIRTHS)), draw(st.sampled_from(["1", "2"]))
    if kind in ("officer", "none"):
        known: dict[str, Any] = {"birth_date": born, "sex": sex, "id_number": ""}
        if kind == "none":
            return known | {
                "document_kind": "09",
                "no_id_reason": draw(st.sampled_from(["未办", "=无"])),
            }
        number = draw(st.sampled_from(["军字第{:07d}号", "A{:05d}", "南字第{:08d}号"])).format(
            order
        )
        return known | {"document_kind": "03", "id_number": number, "no_id_reason": ""}
    if kind == "15":
        born = born if born.year < 2000 else date(1970, 1, 1)
        number = f"522422{born:%y%m%d}{2 * order + (sex == '1'):03d}"
    else:
        body = f"522422{born:%Y%m%d}{2 * order + (sex == '1'):03d}"
        number = body + check_digit(body) + {"18": "", "20": "42", "22": "42B1"}[kind]
    read = read_id_number(number)
    return {
        "id_number": number, "document_kind": read.document, "birth_date": read.birth_date,
        "sex": read.sex, "no_id_reason": draw(st.sampled_from(["", "", "办理中"])),
    }  # fmt: skip


@st.composite
def persons(draw: st.DrawFn, order: int, relation: str) -> tuple[dict[str, Any], dict[str, Any]]:
    member = draw(facts("member", "member.id_number", "member.name", "member.national_number"))
    row = draw(facts("row", "row.relation"))
    member |= draw(documents(order))
    member["name"] = draw(st.sampled_from(NAMES))
    member["national_number"] = draw(
        st.sampled_from(["", "", f"52242200{order:04d}01", f"人{order}"])
    )
    member["joined_on"] = member["joined_on"] or TODAY
    healths = draw(st.permutations(["02", "03", "04"]))
    told = draw(st.integers(0, 4))
    row["health"] = ["", "01", *healths][told] if told < 2 else healths[0]
    row["second_health"] = healths[1] if told > 2 else ""
    row["third_health"] = healths[2] if told > 3 else ""
    row["work_months"] = draw(st.sampled_from([None, 0, 7, 12]))
    return member, row | {"relation": relation}


@st.composite
def households(draw: st.DrawFn, nth: int, places: int) -> Filed:
    year = draw(facts("year"))
    causes = draw(st.permutations(list(code_lists()["cause"].codes)))
    given = draw(st.integers(0, 3))
    names = ("main_cause", "second_cause", "third_cause")
    year |= {name: causes[i] if i < given else "" for i, name in enumerate(names)}
    category = draw(st.sampled_from(["", "01", "02", "03", "04", "05"]))
    state = draw(st.sampled_from(["0", "1", "2", "3"])) if category else ""
    since = draw(st.sampled_from(DAYS)) if category else None
    year |= {"category": category, "state": state, "state_since": since}
    own = draw(facts("household"))
    own["national_number"] = draw(
        st.sampled_from(["", f"52242236{nth:06d}", f"户{nth}", f"{nth + 1}", f" 5224220{nth} "])
    )
    own["first_identified_in"] = draw(st.sampled_from([None, 2013, 2015]))
    relations = ["01", *draw(st.sampled_from([[], ["02"], ["02", "03"], ["99", "99"]]))]
    people = [draw(persons(10 * nth + i, relation)) for i, relation in enumerate(relations)]
    return Filed(draw(st.integers(0, places - 1)), own, year, people)


@st.composite
def tables(draw: st.DrawFn, places: int, most: int = 4) -> list[Filed]:
    """Some households of one register."""
    return [draw(households(nth, places)) for nth in range(draw(st.integers(1, most)))]


def write(table: list[Filed], places: list[Place]) -> list[File]:
    """The rows of the table, each kind at once."""
    files = [_file(filed, places[filed.place], nth) for nth, filed in enumerate(table)]
    people = [person for file in files for person in file.people]
    Household.objects.bulk_create(file.household for file in files)
    Member.objects.bulk_create(person.member for person in people)
    HouseholdYear.objects.bulk_create(file.year for file in files)
    MemberYear.objects.bulk_create(person.year for person in people)
    for file in files:
        file.household.householder = file.people[0].member
    Household.objects.bulk_update([file.household for file in files], ["householder"])
    IdentityClaim.objects.bulk_create(
        IdentityClaim(
            digest=m.id_digest, county_code=m.county_code, household=m.household, member=m
        )
        for m in (person.member for person in people)
        if m.id_digest
    )
    return files


def _file(filed: Filed, place: Place, nth: int) -> File:
    village = place.village
    where = {"village": village, "county_code": village.pk[:6]}
    household = Household(
        number=f"{village.pk}{nth + 1:04d}", group=place.group, **where, **filed.household
    )
    year = HouseholdYear(
        household=household, year=YEAR, size=len(filed.people), **where, **filed.year
    )
    people = []
    for position, (member, row) in enumerate(filed.people, start=1):
        someone = Member(
            household=household,
            position=position,
            pinyin=pinyin_of_name(member["name"]),
            **where,
            **member,
        )
        _digest(someone)
        people.append(
            Person(
                someone,
                MemberYear(household_year=year, member=someone, county_code=village.pk[:6], **row),
            )
        )
    return File(household, year, people)


def _digest(member: Member) -> None:
    if member.id_number:
        is_card = member.document_kind in ("01", "02")
        person = read_id_number(member.id_number).person if is_card else f"03:{member.id_number}"
        member.id_digest = id_digest(person)
        member.id_tail_digest = id_tail_digest(member.id_number, member.village_id[:9])


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written within is taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
