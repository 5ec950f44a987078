"""Sentences with values are said in the language of who reads them, whoever imported."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from households import years
from households.importing import committing, services
from households.models import Household, Member, YearLock
from households.refusals import constraints_in_words
from povertyreg.wording import filled
from tests.factories import HouseholdFactory, id_number
from tests.households.importing.books import (
    HOUSEHOLDS,
    brought,
    member,
    own,
    packed,
    people_of,
    person_list,
    problems,
    table,
    template,
)
from tests.imports import page_of, words


def in_both(say):
    """What it says in Chinese, and in English."""
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(say())
    return said


def said_of(import_):
    return in_both(lambda: [one.said for one in problems(import_)])


@pytest.fixture(params=["zh-hans", "en"])
def importer_reads(request):
    with translation.override(request.param):
        yield request.param


def test_names_that_are_like_it_are_joined_as_the_reader_joins_them(clerk, importer_reads):
    book = template([own()], [member(row__education="中学")])

    ((zh,), (en,)) = said_of(brought(book, clerk))

    assert "、" in zh
    assert "、" not in en
    assert ", " in en
    assert "%(" not in zh + en


def test_several_values_in_one_place():
    said = in_both(lambda: filled("%(near)s?", {"near": ["小学", "初中"]}))

    assert said == ["小学、初中?", "小学, 初中?"]
    assert filled("100 %", {}) == "100 %"


@pytest.fixture
def with_a_wrong_number(yunfeng):
    """On file since before the rule: the wife's number has 17 characters."""
    household = HouseholdFactory(village=yunfeng, file__people=2, phone="13800001111")
    wife = household.members.get(position=2)
    Member.objects.filter(pk=wife.pk).update(name="李小妹", id_number=id_number()[:17])
    return household


def phone_of(household):
    rows = [{"key.number": household.number, "household.phone": "13999990000"}]
    return packed({HOUSEHOLDS: table(rows)})


def test_a_rule_that_holds_says_its_values_in_both(clerk, with_a_wrong_number, importer_reads):
    import_ = brought(phone_of(with_a_wrong_number), clerk)

    ((zh, *_), (en, *_)) = said_of(import_)

    assert "this one has 17" in en
    assert "17" in zh
    assert zh != en
    assert "%(" not in zh + en
    (kept, *_) = problems(import_)
    assert kept.params == {"length": 17}


def test_what_holds_names_the_person_and_not_the_householder(client, clerk, with_a_wrong_number):
    import_ = brought(phone_of(with_a_wrong_number), clerk)
    client.force_login(clerk)

    assert "李小妹" in words(page_of(client, import_))


def test_a_cell_in_the_row_of_a_person_is_that_persons(clerk):
    rows = people_of(1)
    rows[1]["证件号码"] = "123"

    (said,) = problems(brought(person_list(rows), clerk))

    assert said.whose == "李小0"
    assert said.params == {"length": 3}


def test_a_year_closed_meanwhile_is_told_in_both(clerk, county_staff, monkeypatch, importer_reads):
    import_ = brought(person_list(people_of(2)), clerk)
    ask, asked = years.require_open_throughout, []

    def closing(area_code, year):
        asked.append(area_code)
        if len(asked) > 1:
            lock = {"county_code": "520521", "area_code": area_code, "year": year}
            YearLock.objects.get_or_create(**lock, defaults={"locked_by": county_staff})
        ask(area_code, year)

    monkeypatch.setattr(committing, "_AT_ONCE", 1)
    monkeypatch.setattr(committing.years, "require_open_throughout", closing)
    services.confirm(import_, "good", by=clerk)

    ((zh,), (en,)) = said_of(import_)
    assert "The year 2015 was closed on" in en
    assert "The year" not in zh


def test_what_the_database_refuses_is_told_in_both(yunfeng, importer_reads):
    HouseholdFactory(village=yunfeng, number="5205212252010001")
    with pytest.raises(ValidationError) as refused, constraints_in_words():
        HouseholdFactory(village=yunfeng, number="5205212252010001")

    zh, en = in_both(lambda: refused.value.messages[0])

    assert zh != en


def test_notes_of_rules_name_the_person_and_say_the_case(client, clerk):
    """Medical insurance: not stated by one, refused by the other. Two wordings of one rule."""
    wife = {"relation": "配偶", "name": "李小妹"}
    book = template([own()], [member(), member(**wife, row__has_medical_insurance="否")])
    import_ = brought(book, clerk)
    client.force_login(clerk)

    english = words(page_of(client, import_, fate="created"))
    clerk.language = "zh-hans"
    clerk.save()
    chinese = words(page_of(client, import_, fate="created"))

    assert (
        "李小妹 Rural medical insurance N-01 · Nobody should be without medical insurance."
        in english
    )
    assert "杨昌明 Rural medical insurance N-01 · Whether the person has" in english
    assert "N-01" in chinese
    assert "Nobody should be" not in chinese


def test_what_was_kept_without_names_can_still_be_read(client, clerk):
    import_ = brought(template([own()], [member()]), clerk)
    entry = import_.entries.get()
    entry.notes = json.dumps({"told": [], "rules": [["N-01", "E", 0, "has_medical_insurance", ""]]})
    entry.save()
    client.force_login(clerk)

    assert "N-01 · Whether the person has" in words(page_of(client, import_, fate="created"))
    assert services.confirm(import_, "good", by=clerk) is None
    assert Household.objects.count() == 1


def test_what_is_computed_is_told_for_the_income_and_for_its_share(clerk, yunfeng, importer_reads):
    household = HouseholdFactory(village=yunfeng, file__people=2)
    rows = [
        {
            "key.number": household.number,
            "seen.net_income": 5000,
            "seen.net_income_per_head": 2500,
            "household.phone": "13999990000",
        }
    ]

    entry = brought(packed({HOUSEHOLDS: table(rows)}), clerk).entries.get()

    told = json.loads(entry.notes)["told"]
    assert [one["params"] for one in told if one["code"] == "compared"] == [
        {"value": "5000"},
        {"value": "2500"},
    ]
