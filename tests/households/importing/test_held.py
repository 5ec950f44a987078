"""What keeps a household from being taken: one sentence, in both languages, at its cell."""

import json
from datetime import date

import pytest

from households.choices import Stage
from households.models import Household, HouseholdYear, YearLock
from tests.factories import CaseFactory, HouseholdFactory, id_number
from tests.households.importing.books import (
    MEMBERS,
    YUNFENG,
    brought,
    claimed,
    counts,
    member,
    own,
    packed,
    people_of,
    person_list,
    problems,
    table,
    template,
    written,
)


def held(content, by, **where):
    """The only problem of the only household, which is held."""
    import_ = brought(content, by, **where)
    assert import_.households["held"] == 1, import_.households
    found = problems(import_)
    assert found
    assert all(one.zh and one.en and one.row for one in found)
    return found[0]


def of_a_member(**facts):
    return template([own()], [member(**facts)])


def with_wrong_digit():
    number = id_number()
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def test_a_wrong_check_digit(clerk):
    number = with_wrong_digit()

    said = held(of_a_member(member__id_number=number), clerk)

    assert (said.sheet, said.row, said.column) == (MEMBERS, 2, "证件号码 ID number")
    assert said.code == "check_digit"
    assert number not in str(said)


def test_an_unknown_code_is_told_with_what_was_meant(clerk):
    said = held(of_a_member(row__education="小学问"), clerk)

    assert (said.code, said.row, said.value) == ("unknown_code", 2, "小学问")
    assert said.column.startswith("文化程度")
    assert said.params == {"near": ["小学"]}
    assert "Is one of these meant: 小学?" in said.said


def test_an_id_number_in_scientific_notation(clerk):
    said = held(of_a_member(member__id_number="5.22422E+17"), clerk)

    assert said.column == "证件号码 ID number"


def test_a_number_that_could_not_be_read_is_told_once_and_not_as_missing(clerk):
    content = of_a_member(member__id_number="5.22422E+17")

    import_ = brought(content, clerk)

    assert [one.column for one in problems(import_)] == ["证件号码 ID number"]


def test_what_concerns_a_whole_row_is_not_told_at_a_column_that_nobody_knows(clerk):
    rows = table([member()])
    people = [[*rows[0], "备注"], [*rows[1], "迁入"]]
    HouseholdFactory(village_id=YUNFENG, closed_on=date(2015, 1, 1), closed_because="died out")
    household = Household.objects.get(closed_on__isnull=False)
    people[1][0] = household.number

    (said,) = problems(brought(packed({MEMBERS: people}), clerk))

    assert (said.code, said.column, said.place) == ("closed", "", None)


def test_an_id_number_that_excel_has_rounded(clerk):
    said = held(of_a_member(member__id_number=522422197001010000), clerk)

    assert said.column == "证件号码 ID number"


def test_a_birth_date_that_contradicts_the_number(clerk):
    said = held(of_a_member(member__birth_date="1980-01-01"), clerk)

    assert said.column.startswith("出生")
    assert said.row == 2


def test_two_heads_in_a_household(clerk):
    book = template([own()], [member(), member(name="李四")])

    assert "householder" in held(book, clerk).en.lower()


def test_a_household_without_a_head(clerk):
    book = template([own()], [member(relation="配偶"), member(name="李四", relation="之子")])

    assert "householder" in held(book, clerk).en.lower()


def test_a_household_without_members_gets_no_invented_head(clerk):
    book = packed({"户 Households": table([own("A1", head__name="杨昌明")])})

    import_ = brought(book, clerk)

    assert counts(import_) == {"held": 1}
    assert "member" in problems(import_)[0].en.lower()


def test_somebody_on_file_in_another_township_is_told_by_the_place_only(clerk, baina):
    number = id_number()
    there = HouseholdFactory(village=baina, file__number=number, file__name="赵秘密")
    claimed(there)

    said = held(of_a_member(member__id_number=number), clerk)

    assert said.code == "P-05"
    for private in (there.number, "赵秘密", number, "Zhao"):
        assert private not in str(said)
    assert "Baina" in said.en
    assert "百纳" in said.zh


def test_the_same_person_in_two_households_of_the_file(clerk):
    number = id_number()
    book = template(
        [own("A1"), own("A2")],
        [member("A1", member__id_number=number), member("A2", "李四", member__id_number=number)],
    )

    import_ = brought(book, clerk)

    assert import_.households["held"] == 2
    assert {one.code for one in problems(import_)} == {"twice"}


def test_a_row_of_another_township_is_told_nothing_else(clerk, baina):
    there = HouseholdFactory(village=baina, file__name="赵秘密")
    book = template([own(there.number, place__village="百纳村")], [member(there.number)])

    said = held(book, clerk)

    assert said.code == "other_area"
    assert "赵秘密" not in str(said)
    assert said.en == "This row is of another area, or names a village that is not in yours."


@pytest.mark.parametrize("is_on_file", [True, False])
def test_whether_a_number_of_another_township_exists_cannot_be_found_out(clerk, baina, is_on_file):
    number = "5205212232010042"
    if is_on_file:
        HouseholdFactory(village=baina, number=number)
    book = template([own(number, place__village="百纳村")], [member(number)])

    said = held(book, clerk)

    assert said.code == "other_area"


def test_a_number_of_ones_own_village_that_nobody_has(clerk):
    number = "5205212252019999"

    said = held(template([own(number)], [member(number)]), clerk)

    assert (said.code, said.column, said.row) == ("unknown_number", "户编号 Household number", 2)


@pytest.fixture
def on_file(yunfeng):
    return HouseholdFactory(village=yunfeng, file__name="王大明")


def changing(household):
    """A row that changes the phone of a household on file."""
    return packed({"户 Households": table([{"key.number": household.number,
                                           "household.phone": "13800009999"}])})  # fmt: skip


def test_a_household_of_a_posted_list(clerk, on_file):
    CaseFactory(household=on_file, stage=Stage.VILLAGE_PUBLICITY)

    assert held(changing(on_file), clerk).code == "sealed"


def test_a_closed_file(clerk, on_file):
    on_file.closed_on, on_file.closed_because = date(2015, 6, 1), "moved"
    on_file.save()

    assert held(changing(on_file), clerk).code == "closed"


def test_a_closed_year_is_refused_as_a_whole(clerk, on_file):
    YearLock.objects.create(county_code="520521", area_code="520521225", year=2015, locked_by=clerk)

    import_ = brought(changing(on_file), clerk)

    assert import_.state == "refused"
    assert "2015" in import_.message
    assert not import_.entries.exists()


def test_an_earlier_year_that_was_never_begun(clerk, on_file):
    HouseholdYear.objects.update(year=2016)

    assert held(changing(on_file), clerk).code == "later_year"


def test_nobody_is_added_in_an_earlier_year(clerk, on_file):
    later = HouseholdYear.objects.create(
        household=on_file, village=on_file.village, year=2016, size=1
    )
    assert later.year == 2016
    head = on_file.householder
    rows = [
        member(on_file.number, head.name, member__id_number=head.id_number),
        member(on_file.number, "李四", "之子"),
    ]

    assert held(packed({MEMBERS: table(rows)}), clerk).code == "nobody_new"


def test_a_household_is_not_moved_by_a_workbook(clerk, on_file, zongshu):
    book = packed({"户 Households": table([own(on_file.number, place__village="棕树村")])})

    assert held(book, clerk).code == "moved"


def test_rows_that_contradict_each_other_about_the_household(clerk):
    rows = people_of(1)
    rows[1]["联系电话"] = "13900000000"

    said = held(person_list(rows), clerk)

    assert said.code == "contradiction"
    assert "13900000000" not in str(said)


def test_a_masked_number_is_never_taken_for_somebody_new(clerk):
    assert held(of_a_member(member__id_number="522422********0011"), clerk).code == "masked"


def test_people_of_two_households_in_one(clerk, yunfeng):
    rows = []
    for nth, relation in enumerate(("户主", "配偶")):
        household = HouseholdFactory(village=yunfeng, file__name=f"王{nth}")
        claimed(household)
        number = household.householder.id_number
        rows.append(member("B1", f"王{nth}", relation, member__id_number=number))
    book = template([own("B1")], rows)

    said = held(book, clerk)

    assert said.code == "two_households"
    assert rows[0]["member.id_number"] not in str(said)


def test_the_area_of_the_import_is_the_limit_not_that_of_the_officer(county_staff, baina, yunfeng):
    book = template([own("A1", place__village="百纳村")], [member()])

    assert held(book, county_staff, area="520521225").code == "other_area"


def test_of_a_household_that_is_held_nothing_is_written(clerk):
    good, bad = people_of(1), people_of(1, start=7)
    bad[1]["证件号码"] = with_wrong_digit()

    import_ = written(person_list([*good, *bad]), clerk)

    assert counts(import_) == {"created": 2, "held": 2}
    assert [h.national_number for h in Household.objects.all()] == ["3600000000"]


def test_repairs_of_rows_that_belong_nowhere_can_be_read(clerk, baina):
    book = template([own("A1", place__village="百纳村", household__phone="１３８ 00001234")], [])

    (entry,) = brought(book, clerk).entries.all()

    assert entry.fate == "held"
    assert [one["code"] for one in json.loads(entry.notes)["told"]]
